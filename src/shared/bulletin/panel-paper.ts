/** 评分表 to mark on, one for each rater; and the result of a closed panel with what the marks say of those who gave them. */
import type { PanelRater, PanelResult, PanelView, ShownMark } from '../contract/panels.ts';
import { formatPeriod } from '../period.ts';
import { panelRules } from '../raters/panel-rules.ts';
import { column, type PlainPaper, section, type Table } from './document.ts';
import type { SealMark } from './facts.ts';
import { officialDate } from './numerals.ts';
import { paragraphs, words } from './phrases.ts';
import { paperSeal } from './standing.ts';
import { NONE } from './tables.ts';

export type PanelPaperFacts = {
  readonly view: PanelView;
  readonly issuer: string;
  /** null while the month is open. A result is what was marked, sealed or not: it is never 试算. */
  readonly seal: SealMark | null;
};

/** The sheets of an open panel, those of absent raters left out; of a closed one its result. */
export function composePanelPaper({ view, issuer, seal }: PanelPaperFacts): readonly [PlainPaper, ...PlainPaper[]] {
  if (view.result) return [{ ...resultPaper(view, view.result, issuer), seal: seal && paperSeal(seal) }];
  const [first, ...others] = view.raters
    .filter(({ state }) => state !== 'absent')
    .map((rater) => blankSheet(view, rater, issuer));
  if (!first) return [blankSheet(view, null, issuer)];
  return [first, ...others];
}

function blankSheet(view: PanelView, rater: PanelRater | null, issuer: string): PlainPaper {
  const { title, period, low, high, units } = view;
  const name = `${title}评分表`;
  const who = view.kind === 'mutual' ? '评分单位' : '评委';
  const rows = units
    .filter(({ code }) => code !== rater?.organisation)
    .map((unit, index) => [String(index + 1), unit.name, '', '']);
  return {
    name,
    title: [name],
    running: `${formatPeriod(period)} ${name}${rater ? ` ${rater.name}` : ''}`,
    signature: { issuer, date: '' },
    datedOn: null,
    marks: [],
    sections: [
      section('head', null, [
        ...paragraphs([
          words`${who}：${rater?.name ?? ''}　　考核期：${formatPeriod(period)}`,
          words`按百分制给每个单位打分，最多两位小数。低于${low}分、高于${high}分，或与自己其他打分相差过大的，要写理由。确需回避的，打分栏写“回避”并写理由。`,
        ]),
        {
          kind: 'table',
          table: {
            columns: [column('序号', 14), column('单位', 50, 'left'), column('打分', 20), column('理由', 62, 'left')],
            rows,
          },
        },
        ...paragraphs([words`${{ text: '签名：　　　　　　　　日期：　　　年　　月　　日' }}`]),
      ]),
    ],
  };
}

function resultPaper(view: PanelView, result: PanelResult, issuer: string): PlainPaper {
  const { title, period } = view;
  const name = `${title}结果`;
  return {
    name,
    title: [name],
    running: `${formatPeriod(period)} ${name}`,
    signature: { issuer, date: officialDate(null) },
    datedOn: null,
    marks: [],
    sections: [
      section('rules', null, paragraphs(panelRules(view).map((rule) => words`${{ text: rule }}`))),
      section('units', '得分', [{ kind: 'table', table: unitTable(view, result) }]),
      section('marks', '打分', [
        {
          kind: 'table',
          table: markTable(view, result),
          note: `注：“宽严”为评委与居中评委相比每个打分多给或少给的分；打分后注“高”“低”的，为评委宽严和单位水平解释不了的分数${view.kind === 'mutual' ? '；“—”为本单位不打分' : ''}。`,
        },
        ...paragraphs([absences(view)]),
      ]),
      section(
        'says',
        '评分情况',
        result.says.map(({ about, text: say }) => ({
          kind: 'paragraph',
          lead: { level: 2, text: `${about}。` },
          runs: [{ text: say }],
        })),
      ),
    ],
  };
}

function unitTable({ units }: PanelView, result: PanelResult): Table {
  return {
    size: 'dense',
    columns: [column('单位', 34, 'left'), column('得分', 16, 'right'), column('计算', 100, 'left')],
    rows: result.units.map(({ value, calculation }, index) => [units[index]?.name ?? '', value, calculation]),
  };
}

function markTable({ units }: PanelView, { raters }: PanelResult): Table {
  return {
    size: 'dense',
    columns: [column('评委', 22, 'left'), ...units.map(({ shortName }) => column(shortName, 13)), column('宽严', 12, 'right')],
    rows: raters.map(({ name, marks, leniency }) => [name, ...marks.map(cellText), leniency]),
  };
}

/** 84 · 84高 · 回避 · —; by how much it stands apart is said below. */
function cellText({ mark, reason, apart }: ShownMark): string {
  if (mark === null) return reason === '' ? NONE : '回避';
  return apart === null ? mark : `${mark}${apart === 'high' ? '高' : '低'}`;
}

function absences({ raters }: PanelView) {
  const absent = raters.filter(({ state }) => state === 'absent').map(({ name, absence }) => `${name}（${absence}）`);
  return absent.length === 0 ? [] : words`缺席：${absent.join('、')}。`;
}
