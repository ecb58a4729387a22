/**
 * 一区一单: a letter (信函格式) to one unit: its score and rank and why, what falls due next, problems and notices that are open, and what is asked
 * for. The 得分说明书 follows it as its annex. Facts in, words out.
 */
import type { Entry } from '../engine/types.ts';
import { formatPeriod, titlePeriod } from '../period.ts';
import { column, type DocumentBlock, type PlainPaper, type Run, type Section, type TableColumn } from './document.ts';
import type { ListFacts, SealMark } from './facts.ts';
import { rankedEntries } from './figures.ts';
import { officialDate } from './numerals.ts';
import { joined, paragraphs, sentence, when, words } from './phrases.ts';
import { unitStanding } from './score-statement.ts';
import { lossSentence } from './section-consultation.ts';
import { standingOf } from './standing.ts';

/** A node of the 台账 that is overdue, or due in the next period. */
export type DueWork = {
  readonly number: string;
  readonly title: string;
  /** Name of the node; empty for the item as a whole. */
  readonly node: string;
  readonly dueOn: string;
  /** 逾期 3 个工作日, 序时推进 … */
  readonly word: string;
  readonly isOverdue: boolean;
};
type OpenProblem = { readonly text: string; readonly site: string; readonly dueOn: string; readonly word: string };
type OpenNotice = {
  readonly number: string;
  readonly matter: string;
  readonly dueOn: string | null;
  readonly word: string;
};

/** What the registers say of one unit. */
export type UnitWork = {
  readonly due: readonly DueWork[];
  readonly problems: readonly OpenProblem[];
  readonly notices: readonly OpenNotice[];
};

/** The same of all units, by code; a unit that is not named has nothing open. */
export type UnitWorkFacts = {
  /** The period in which the tasks named here fall due, '2018-03'. */
  readonly next: string;
  readonly work: Readonly<Record<string, UnitWork>>;
};

export type UnitLetterFacts = UnitWorkFacts & {
  /** Code of the unit. */
  readonly organisation: string;
  readonly list: ListFacts;
  readonly office: { readonly issuer: string; readonly signedOn: string | null };
  readonly isDemo: boolean;
  readonly seal: SealMark | null;
  readonly isOneClerk: boolean;
};

const NOTHING: UnitWork = { due: [], problems: [], notices: [] };

/** Composes the letter. Throws when the unit is not in the list: that is a mistake of the caller. */
export function composeUnitLetter(facts: UnitLetterFacts): PlainPaper {
  const { list, office } = facts;
  const { period } = list.evaluation;
  const entry = list.evaluation.entries.find(({ organisation }) => organisation === facts.organisation);
  if (!entry) throw new Error(`no unit ${facts.organisation} in the list`);
  const sections: readonly Section[] = [
    {
      id: 'opening',
      title: null,
      blocks: paragraphs([words`现将你单位${{ text: titlePeriod(period) }}改革督察情况函告如下，得分说明书附后。`]),
    },
    { id: 'score', title: '得分和名次', blocks: paragraphs(scoreTexts(list, entry)) },
    ...workSections(facts, facts.organisation),
    { id: 'demands', title: '有关要求', blocks: paragraphs([demands(facts)]) },
  ];
  return {
    name: `一区一单 ${formatPeriod(period)} ${entry.name}`,
    title: [`关于${titlePeriod(period)}改革督察`, '考核情况的函'],
    letterhead: office.issuer,
    addressee: entry.name,
    sections,
    signature: { issuer: office.issuer, date: officialDate(office.signedOn) },
    datedOn: office.signedOn,
    running: `${entry.name} ${formatPeriod(period)}一区一单`,
    ...standingOf(facts),
  };
}

/** The standing, and for a unit with a score what it lost most on. */
function scoreTexts(list: ListFacts, entry: Entry) {
  const ranked = rankedEntries(list).find(({ organisation }) => organisation === entry.organisation);
  const lost = ranked ? lossSentence(list, ranked) : [];
  return [unitStanding(list, entry), ...(lost.length > 0 ? [lost] : [])];
}

/** What the registers say of the unit, each part with its table; a part with nothing in it says so in a line. */
function workSections({ next, work }: UnitWorkFacts, organisation: string): readonly Section[] {
  const { due, problems, notices } = work[organisation] ?? NOTHING;
  const late = due.filter(({ isOverdue }) => isOverdue).length;
  const coming = due.length - late;
  const month = formatPeriod(next);
  return [
    {
      id: 'due',
      title: '到期任务',
      blocks:
        due.length === 0
          ? paragraphs([words`没有逾期的任务，${{ text: month }}没有到期的任务节点。`])
          : [
              ...paragraphs([
                [
                  ...joined(
                    [
                      late > 0 ? words`已逾期${late}项` : [],
                      coming > 0 ? words`${{ text: month }}到期${coming}项` : words`${{ text: month }}没有到期的任务节点`,
                    ],
                    '，',
                  ),
                  { text: '：' },
                ],
              ]),
              table(
                [
                  column('编号', 14),
                  column('任务', 62, 'left'),
                  column('节点', 30, 'left'),
                  column('期限', 27),
                  column('情况', 23),
                ],
                due.map(({ number, title, node, dueOn, word }) => [number, title, node, dueOn, word]),
              ),
            ],
    },
    {
      id: 'problems',
      title: '督察发现的问题',
      blocks:
        problems.length === 0
          ? paragraphs([words`没有未销号的问题。`])
          : [
              ...paragraphs([words`尚有${problems.length}个问题没有销号：`]),
              table(
                [
                  column('序号', 10),
                  column('问题', 64, 'left'),
                  column('点位', 30, 'left'),
                  column('整改时限', 27),
                  column('情况', 30),
                ],
                problems.map(({ text, site, dueOn, word }, index) => [String(index + 1), text, site, dueOn, word]),
              ),
            ],
    },
    {
      id: 'notices',
      title: '三单一书',
      blocks:
        notices.length === 0
          ? paragraphs([words`没有未办结的提示单、交办单、催办单和责令书。`])
          : [
              ...paragraphs([words`尚有${notices.length}份没有办结：`]),
              table(
                [column('编号', 34, 'left'), column('事项', 62, 'left'), column('反馈时限', 28), column('情况', 32)],
                notices.map(({ number, matter, dueOn, word }) => [number, matter, dueOn ?? '', word]),
              ),
            ],
    },
  ];
}

/** The same in a sentence: 台账任务已逾期5项，2018年3月到期1项；未销号问题4个；未办结三单一书1份。 What there is none of is not told. */
export function workSentence({ next, work }: UnitWorkFacts, organisation: string): readonly Run[] {
  const { due, problems, notices } = work[organisation] ?? NOTHING;
  const late = due.filter(({ isOverdue }) => isOverdue).length;
  const coming = due.length - late;
  const tasks = joined(
    [when(late, words`已逾期${late}项`), when(coming, words`${{ text: formatPeriod(next) }}到期${coming}项`)],
    '，',
  );
  const open = sentence(
    [
      tasks.length === 0 ? [] : words`台账任务${tasks}`,
      when(problems.length, words`未销号问题${problems.length}个`),
      when(notices.length, words`未办结三单一书${notices.length}份`),
    ],
    '；',
  );
  return open.length === 0 ? [{ text: '没有逾期和临近到期的台账任务，没有未销号的问题和未办结的三单一书。' }] : open;
}

/** Only what this unit has to do. */
function demands({ work, organisation }: UnitLetterFacts) {
  const { due, problems, notices } = work[organisation] ?? NOTHING;
  const late = due.some(({ isOverdue }) => isOverdue);
  const asked = [
    late ? words`逾期任务逐项说明原因，明确完成时间` : [],
    due.some(({ isOverdue }) => !isOverdue) ? words`到期任务按节点推进，按期申请销号` : [],
    problems.length > 0 ? words`督察问题在时限内整改，报送佐证，经回访核实后销号` : [],
    notices.length > 0 ? words`三单一书按时限反馈` : [],
  ];
  const all = joined(asked, '；');
  return [
    ...words`请对照上述情况，认真分析，补齐短板`,
    ...(all.length > 0 ? [{ text: '。' }, ...all] : []),
    { text: '。对得分有异议的，请在收到本函后按程序提出申诉。' },
  ];
}

const table = (columns: readonly TableColumn[], rows: readonly (readonly string[])[]): DocumentBlock => ({
  kind: 'table',
  table: { columns, rows, size: 'dense' },
});
