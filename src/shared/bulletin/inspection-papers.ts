/** 抽取证书 of a draw, and 督察单 to be filled in and signed on the spot. Facts in, words out. */
import type { Visit } from '../contract/inspections.ts';
import { text as decimal, exact, sum } from '../engine/decimal.ts';
import type { ChecklistLine } from '../inspections/checklists.ts';
import { SITE_SCORES } from '../inspections/clauses.ts';
import { BLOCKS, CATEGORIES, LEVELS, SEVERITIES } from '../inspections/words.ts';
import { formatPeriod } from '../period.ts';
import { type CertificateFacts, certificatePaper } from './certificate-paper.ts';
import { column, type DocumentBlock, type PlainPaper, section, type Table } from './document.ts';
import { officialDate } from './numerals.ts';
import { paragraphs, words } from './phrases.ts';
import { NONE } from './tables.ts';

export type InspectionPaperFacts =
  | ({ readonly kind: 'certificate' } & CertificateFacts)
  | { readonly kind: 'form'; readonly form: FormFacts };
type FormFacts = {
  readonly issuer: string;
  readonly period: string;
  readonly site: Visit['site'];
  readonly lines: readonly ChecklistLine[];
  /** How the site was chosen: “第1次随机抽取” or the reason. */
  readonly chosen: string;
  readonly marks: readonly string[];
  /** null: blank, to be filled in by hand. */
  readonly visit: Visit | null;
};

/** Composes a certificate, or two copies of a form: one stays with the unit. */
export function composeInspectionPaper(facts: InspectionPaperFacts): readonly [PlainPaper, ...PlainPaper[]] {
  if (facts.kind === 'certificate') return [certificatePaper(facts)];
  return [formPaper(facts.form, '督察组留存'), formPaper(facts.form, '被督察单位留存')];
}

/** Lines left for writing where nothing is written yet. */
const BLANK_PROBLEMS = 5;

/** One page where it fits: what is written by hand gets the larger rows. */
function formPaper(facts: FormFacts, copy: string): PlainPaper {
  const { period, site, visit } = facts;
  const name = '改革督察现场记录单';
  const found = visit === null || visit.problems.length > 0;
  return {
    name,
    title: [name],
    running: `${formatPeriod(period)} ${site.name} ${copy}`,
    // Both sides sign in a table of their own; the office stands in the head.
    signature: { issuer: '', date: '' },
    datedOn: visit?.visitedOn ?? null,
    marks: [...facts.marks, copy],
    sections: [
      section('form', null, [
        { kind: 'table', table: headTable(facts) },
        { kind: 'table', caption: '评分', table: scoreTable(facts) },
        ...(found
          ? [{ kind: 'table' as const, caption: '问题清单', table: problemTable(visit), ...clauseNote(visit) }]
          : paragraphs([words`现场未发现问题。`])),
        ...recountBlocks(visit),
        {
          kind: 'table',
          table: SIGNATURES,
          note: '以上情况属实。问题须在时限内整改，整改后报送佐证，经回访核实方可销号。本单一式两份，双方各存一份。',
        },
      ]),
    ],
  };
}

const SIGNATURES: Table = {
  columns: [column('督察人员签字', 78), column('被督察单位签字', 78)],
  rows: [['　', '　']],
  isWhole: true,
};

function scoreTable({ lines, visit }: FormFacts): Table {
  return {
    ...sizeOf(visit),
    columns: [
      column('序号', 14),
      column('督察内容', 72, 'left'),
      column('分值', 13),
      column('得分', 13),
      column('现场情况', 44, 'left'),
    ],
    rows: [
      ...lines.map(({ text, points }, index) => {
        const given = visit?.scores[index];
        return [`${index + 1}`, text, points, given?.points ?? '', given?.note ?? ''];
      }),
      ['', '合计', '100', visit?.checklistScore ?? '', ''],
      ...takenRows(visit),
    ],
    strong: [lines.length, lines.length + 2],
  };
}

/** What problems take, and the site's score that is left. */
function takenRows(visit: Visit | null): readonly (readonly string[])[] {
  if (visit === null || visit.taken.length === 0) return [];
  const taken = decimal(sum(visit.taken.map((points) => exact(points))));
  return [
    ['', '问题按条款扣分', '', `−${taken}`, visit.taken.length > 1 ? visit.taken.join('＋') : ''],
    ['', '点位得分', '', visit.score ?? '', ''],
  ];
}

/** The clauses the column 扣分 names, in full. */
function clauseNote(visit: Visit | null): { readonly note?: string } {
  const lines = new Map(
    (visit?.problems ?? []).flatMap(({ charge }) =>
      charge
        ? [
            [
              charge.item,
              `${charge.item}指考核方案“${charge.itemName}”${charge.indicator === SITE_SCORES ? '，从点位得分中扣' : ''}`,
            ] as const,
          ]
        : [],
    ),
  );
  return lines.size === 0 ? {} : { note: `扣分条款：${[...lines.values()].join('；')}。到期未整改和反弹的，计入问题整改率。` };
}

/** “按B1扣1分”; a problem another unit answers for takes nothing off this site's score. */
function chargeText({ organisation, charge }: Visit['problems'][number], site: Visit['site']): string {
  if (charge === null || (charge.indicator === SITE_SCORES && organisation !== site.organisation)) return NONE;
  return `按${charge.item}扣${charge.points}分`;
}

function problemTable(visit: Visit | null): Table {
  return {
    ...sizeOf(visit),
    columns: [
      column('序号', 13),
      column('问题', 36, 'left'),
      column('类别', 20),
      column('程度', 13),
      column('责任单位', 22, 'left'),
      column('整改要求', 21, 'left'),
      column('时限', 26),
      column('扣分', 16),
    ],
    rows: visit
      ? visit.problems.map((problem, index) => [
          `${index + 1}`,
          problem.text,
          CATEGORIES[problem.category],
          SEVERITIES[problem.severity],
          problem.organisationName,
          problem.demand,
          problem.dueOn,
          chargeText(problem, visit.site),
        ])
      : Array.from({ length: BLANK_PROBLEMS }, (_, index) => [`${index + 1}`, '', '', '', '', '', '', '']),
  };
}

const sizeOf = (visit: Visit | null): Pick<Table, 'size'> => ({ size: visit ? 'dense' : 'normal' });

function headTable({ issuer, period, site, chosen, visit }: FormFacts): Table {
  return {
    size: 'dense',
    columns: [
      column('考核期', 24),
      column(formatPeriod(period), 54, 'left'),
      column('点位', 24),
      column(`${site.name}（${site.code}）`, 54, 'left'),
    ],
    rows: [
      ['单位', site.organisationName, '级别和内容', `${LEVELS[site.level]}，${BLOCKS[site.block]}`],
      ['如何确定', chosen, '督察日期', officialDate(visit?.visitedOn ?? null)],
      ['督察人员', visit?.inspectors.join('、') ?? '', '地址', site.address],
      ['督察机关', issuer, '联系人', site.contact],
    ],
  };
}

function recountBlocks(visit: Visit | null): readonly DocumentBlock[] {
  if (visit === null || visit.recounts.length === 0) return [];
  const rows = visit.recounts.map(({ name, unit, reported, recounted, value, isOff, note }) => [
    unit === '' ? name : `${name}（${unit}）`,
    reported,
    recounted,
    value ?? NONE,
    [isOff ? '偏差超过10%' : '', note].filter((part) => part !== '').join('；'),
  ]);
  const columns = [
    column('核实的数据', 52, 'left'),
    column('上报数', 22, 'right'),
    column('现场核实数', 24, 'right'),
    column('核实系数', 20, 'right'),
    column('说明', 40, 'left'),
  ];
  return [{ kind: 'table', caption: '数据核实', table: { size: 'dense', columns, rows } }];
}
