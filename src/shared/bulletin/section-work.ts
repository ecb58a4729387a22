/**
 * What the registers came to, in the office's words: 调度, 三单一书, 方案和试点, 督察, 宣传, 加分 (domain.md §6.2). A part that is null says nothing; a clause
 * whose count is nought is left out unless the nought is the news.
 */
import { dayText } from '../calendar.ts';
import { CATEGORIES } from '../inspections/words.ts';
import { type NoticeKind, noticeMeasure, noticeName } from '../notices/kinds.ts';
import { periodKind, periodWords } from '../period.ts';
import { kindName } from '../publicity/kinds.ts';
import { causeName, reachName } from '../publicity/words.ts';
import { levelName, registerKindName } from '../text.ts';
import type { Run } from './document.ts';
import type { BulletinFacts } from './facts.ts';
import {
  countedOf,
  foundOf,
  itemsOf,
  type MonthWork,
  type RegistersWork,
  registerMeasure,
  totalOf,
  visitsOf,
} from './month-work.ts';
import { joined, names, sentence, when, words } from './phrases.ts';

/** Whose work, of which period, and for whom: 公开版 has no names of those behind and no problems. */
type Told = {
  readonly work: MonthWork;
  readonly period: string;
  readonly isInternal: boolean;
  /** It stands under a heading that says what it is about. */
  readonly isLed: boolean;
};
type Runs = readonly Run[];

const NAMED = 3;

const toldOf = ({ work, period, edition }: BulletinFacts): Told | null =>
  work && { work, period, isInternal: edition === '内部版', isLed: false };
/** What the paragraphs of the bulletin's 调度, 督察 and 宣传 begin with; nothing while the registers are not kept. */
export const dispatchRuns = (facts: BulletinFacts): readonly Runs[] =>
  about(facts, [ledgerRuns, agendaRuns, noticesRuns, registersRuns]);
export const inspectionRuns = (facts: BulletinFacts): readonly Runs[] => about(facts, [visitsRuns, problemsRuns]);
export const publicityRuns = (facts: BulletinFacts): readonly Runs[] => about(facts, [itemsRuns, claimsRuns]);

function about(facts: BulletinFacts, parts: readonly ((told: Told) => Runs)[]): readonly Runs[] {
  const told = toldOf(facts);
  return told ? parts.map((part) => part(told)) : [];
}

/** The year in words, area by area, as the paper of the year tells it. */
export function yearRuns(work: MonthWork, year: string): readonly { readonly area: string; readonly runs: Runs }[] {
  const told: Told = { work, period: year, isInternal: true, isLed: true };
  const areas: readonly (readonly [string, readonly ((of: Told) => Runs)[]])[] = [
    ['任务推进', [ledgerRuns]],
    ['第一议题', [agendaRuns]],
    ['三单一书', [noticesRuns]],
    ['方案、文件和试点', [registersRuns]],
    ['现场督察', [visitsRuns, problemsRuns]],
    ['宣传推广', [itemsRuns]],
    ['加分事项', [claimsRuns]],
  ];
  return areas
    .map(([area, parts]) => ({ area, runs: parts.flatMap((part) => part(told)) }))
    .filter(({ runs }) => runs.length > 0);
}

const ownOf = ({ period }: Told): Run => ({ text: periodWords(period).own });
/** 三单一书方面， unless the heading has said so. */
const aboutOf = ({ isLed }: Told, what: string): Run => ({ text: isLed ? '' : `${what}方面，` });
const dayOf = ({ work, period }: Told): string => dayText(work.asOf, period.slice(0, 4));

/** 截至2月28日，台账共有任务45项，已销号12项，推进中31项（逾期2项、欠进度3项）。本月到期节点20个，按期完成16个，…。本月办结销号5项，改期1次。 */
function ledgerRuns(told: Told): Runs {
  const { ledger } = told.work;
  if (!ledger) return [];
  const { items, closed, running, suspended, overdue, slow, tasks, documents, closedNow, redates } = ledger;
  const behind = told.isInternal
    ? joined([when(overdue.length, words`逾期${overdue.length}项`), when(slow, words`欠进度${slow}项`)], '、')
    : [];
  const state = [
    words`截至${dayOf(told)}，台账共有任务${items}项`,
    when(closed, words`已销号${closed}项`),
    when(running, words`推进中${running}项${when(behind.length, words`（${behind}）`)}`),
    when(suspended, words`暂缓${suspended}项`),
  ];
  const due = tasks.due + documents.due;
  const [onTime, late] = [tasks.onTime + documents.onTime, tasks.late + documents.late];
  const left = due - onTime - late;
  const done = [
    words`${ownOf(told)}到期节点${due}个`,
    onTime === due ? words`均按期完成` : when(onTime, words`按期完成${onTime}个`),
    when(late, words`逾期完成${late}个`),
    when(left, words`尚未完成${left}个`),
  ];
  const matching = [
    words`其中配套文件节点${documents.due}个`,
    documents.onTime === documents.due
      ? words`均按期出台`
      : documents.onTime === 0
        ? words`均未按期出台`
        : words`按期出台${documents.onTime}个`,
  ];
  const moved = [when(closedNow, words`办结销号${closedNow}项`), when(redates, words`改期${redates}次`)];
  return [
    ...sentence(state),
    ...(due === 0
      ? words`${ownOf(told)}没有到期节点。`
      : sentence([joined(done, '，'), when(tasks.due * documents.due, joined(matching, '，'))], '；')),
    ...when(closedNow + redates, [ownOf(told), ...sentence(moved)]),
  ];
}

/** “第一议题”方面，本月应传达上级改革会议2次、涉及单位22个（次），按时传达20个，迟传达1个，尚未传达1个；已研究贯彻18个，已出台措施15个。 */
function agendaRuns(told: Told): Runs {
  const { agenda } = told.work;
  if (!agenda || agenda.due === 0) return [];
  const { meetings, due, onTime, late, carried, matched } = agenda;
  const left = due - onTime - late;
  const relayed = [
    words`${aboutOf(told, '“第一议题”')}${ownOf(told)}应传达上级改革会议${meetings}次、涉及单位${due}个（次）`,
    onTime === due ? words`均按时传达` : when(onTime, words`按时传达${onTime}个`),
    when(late, words`迟传达${late}个`),
    when(left, words`尚未传达${left}个`),
  ];
  const further = [when(carried, words`已研究贯彻${carried}个`), when(matched, words`已出台措施${matched}个`)];
  return sentence([joined(relayed, '，'), joined(further, '，')], '；');
}

type NoticeCount = { readonly kind: NoticeKind; readonly count: number };
/** 提示单2件、交办单3件、责令书1期. */
const noticeList = (counts: readonly NoticeCount[]): Runs =>
  joined(
    counts.map(({ kind, count }) => when(count, words`${{ text: noticeName[kind] }}${count}${{ text: noticeMeasure(kind) }}`)),
    '、',
  );
/** What a number of several kinds is followed by: 件, 期, or 件（期） of both. */
function measureOf(counts: readonly NoticeCount[]): Run {
  const measures = new Set(counts.filter(({ count }) => count > 0).map(({ kind }) => noticeMeasure(kind)));
  return { text: measures.size > 1 ? '件（期）' : ([...measures][0] ?? '件') };
}

/** 三单一书方面，本月下发提示单2件、…、责令书1期，已签收5件（期），已办结3件（期）。今年以来累计下发…，已办结60件（期）。 */
function noticesRuns(told: Told): Runs {
  const { notices } = told.work;
  if (!notices) return [];
  const { kinds, received, settled } = notices;
  const issued = kinds.map(({ kind, issued: count }) => ({ kind, count }));
  const inYear = kinds.map(({ kind, issuedInYear: count }) => ({ kind, count }));
  const [now, year] = [totalOf(issued.map(({ count }) => count)), totalOf(inYear.map(({ count }) => count))];
  const settledInYear = totalOf(kinds.map((one) => one.settledInYear));
  const measure = measureOf(issued);
  const own =
    now === 0
      ? words`${aboutOf(told, '三单一书')}${ownOf(told)}没有下发。`
      : sentence([
          words`${aboutOf(told, '三单一书')}${ownOf(told)}下发${noticeList(issued)}`,
          when(received, words`已签收${received}${measure}`),
          settled === 0 ? [] : settled === now ? words`均已办结` : words`已办结${settled}${measure}`,
        ]);
  const whole = sentence([
    words`今年以来累计下发${noticeList(inYear)}`,
    when(settledInYear, words`已办结${settledInYear}${measureOf(inYear)}`),
  ]);
  return periodKind(told.period) === 'year' || year === now || year === 0 ? own : [...own, ...whole];
}

/** （国家级23项、省级37项）, （均为市级）, （国家级） of a single one. */
function levelList(levels: RegistersWork[number]['levels'], of: 'all' | 'added', measure: string): Runs {
  const having = levels.filter((level) => level[of] > 0);
  const [only, ...more] = having.map(({ level }) => levelName[level]);
  if (only !== undefined && more.length === 0) return [{ text: `（${having[0]?.[of] === 1 ? '' : '均为'}${only}）` }];
  return words`（${joined(
    having.map((level) => words`${{ text: levelName[level.level] }}${level[of]}${{ text: measure }}`),
    '、',
  )}）`;
}
const REGISTERED = { plan: '审议改革方案', document: '印发改革文件', pilot: '新获批改革试点' } as const;

/** 本月新获批改革试点2项（国家级1项、省级1项），累计192项（国家级…、省级…）。 A month in which nothing was added says nothing. */
function registersRuns(told: Told): Runs {
  const isYear = periodKind(told.period) === 'year';
  return (told.work.registers ?? []).flatMap(({ kind, levels }): Runs => {
    const [all, added] = (['all', 'added'] as const).map((of) => totalOf(levels.map((level) => level[of])));
    if (all === undefined || added === undefined || all === 0 || (added === 0 && !isYear)) return [];
    const measure = registerMeasure(kind);
    const of = (levelsOf: 'all' | 'added'): Runs => levelList(levels, levelsOf, measure);
    const whole = words`累计${added > 0 ? [] : { text: registerKindName[kind] }}${all}${{ text: measure }}${of('all')}`;
    // Where all are of one level, saying so once is enough.
    const isSaidLater = added < all && levels.filter((level) => level.all > 0).length === 1;
    const now = words`${ownOf(told)}${{ text: REGISTERED[kind] }}${added}${{ text: measure }}${isSaidLater ? [] : of('added')}`;
    if (added === 0) return sentence([whole]);
    return sentence(added === all ? [now] : [now, whole]);
  });
}

/** 本月从120个点位中随机抽取22个，已督察20个；另指定督察2个。现场督察平均86.40分。 */
function visitsRuns(told: Told): Runs {
  const { inspections } = told.work;
  if (!inspections) return [];
  const { pool, drawn, visited, designated, mean, recounts, off } = inspections;
  const taken = words`${ownOf(told)}从${pool}个点位中随机抽取${drawn}个，${
    visited === 0 ? words`尚未督察` : visited === drawn ? words`均已督察` : words`已督察${visited}个`
  }`;
  const named = drawn > 0 ? words`另指定督察${designated}个` : words`${ownOf(told)}指定督察点位${designated}个`;
  const checked = [
    words`现场核实数据${recounts}项`,
    off.length === 0 ? words`与上报数基本一致` : words`与上报数相差10%以上的${off.length}项`,
  ];
  return [
    ...sentence([when(drawn, taken), when(designated, named)], '；'),
    ...when(mean === null ? 0 : visitsOf(inspections), words`现场督察平均得分${mean ?? ''}分。`),
    ...when(told.isInternal ? recounts : 0, sentence(checked)),
  ];
}

/** 发现问题31个，涉及9个单位，较多的是台账资料不规范8个、…。本月整改销号18个，反弹1个；到期应整改20个，按期销号15个。截至…，19个问题未销号，其中逾期4个。 */
function problemsRuns(told: Told): Runs {
  const { inspections } = told.work;
  if (!inspections) return [];
  const { cleared, relapsed, due, onTime, open, categories, units, problems } = inspections;
  const found = foundOf(inspections);
  const overdue = problems.filter(({ isOverdue }) => isOverdue).length;
  // 其他 is no answer to the question which.
  const telling = [...categories].sort((a, b) => Number(a.category === 'other') - Number(b.category === 'other'));
  const most = telling.slice(0, NAMED).map(({ category, count }) => words`${{ text: CATEGORIES[category] }}${count}个`);
  const discovered = [
    words`${ownOf(told)}发现问题${found}个`,
    words`涉及${units.filter((unit) => unit.found > 0).length}个单位`,
    categories.length > NAMED ? words`较多的是${joined(most, '、')}` : words`其中${joined(most, '、')}`,
  ];
  const settled = [
    joined([when(cleared, words`整改销号${cleared}个`), when(relapsed, words`反弹${relapsed}个`)], '，'),
    when(
      due,
      joined(
        [
          words`到期应整改${due}个`,
          onTime === due ? words`均按期销号` : onTime === 0 ? words`均未按期销号` : words`按期销号${onTime}个`,
        ],
        '，',
      ),
    ),
  ];
  const left = [words`截至${dayOf(told)}，尚有${open}个问题未销号`, when(overdue, words`其中逾期${overdue}个`)];
  return [
    ...when(found, sentence(discovered)),
    ...when(cleared + relapsed + due, [ownOf(told), ...sentence(settled, '；')]),
    ...when(told.isInternal ? open : 0, sentence(left)),
  ];
}

/** 本月核实宣传条目34条，其中改革动态12条、…；按级别，市级10条、省级9条、中央5条。推广经验2项：…。入选宣传的单位3个：…。 */
function itemsRuns(told: Told): Runs {
  const { publicity } = told.work;
  if (!publicity) return [];
  const { kinds, sent, promoted, replicated, chosen } = publicity;
  const all = totalOf(kinds.map(itemsOf));
  const of = (level: 'city' | 'province' | 'centre'): Runs => {
    const count = totalOf(kinds.map((one) => one[level]));
    return when(count, words`${{ text: reachName[level] }}${count}条`);
  };
  const levels = joined([of('city'), of('province'), of('centre')], '、');
  const having = kinds.filter((one) => itemsOf(one) > 0);
  const each = having.map((one) => words`${{ text: kindName[one.kind] }}${having.length > 1 ? words`${itemsOf(one)}条` : []}`);
  const items = [
    words`${ownOf(told)}核实宣传条目${all}条`,
    each.length === 1 ? words`均为${each[0] ?? []}` : words`其中${joined(each, '、')}`,
  ];
  const shown = promoted.map(({ subject, title, level }) => words`${subject}“${title}”（${reachName[level]}）`);
  const experiences = [
    when(sent, words`上报经验${sent}项`),
    when(replicated, words`复制经验${replicated}次`),
    when(
      promoted.length,
      words`推广经验${promoted.length}项：${joined(shown.slice(0, NAMED), '、')}${{ text: shown.length > NAMED ? '等' : '' }}`,
    ),
  ];
  const picked = (['top', 'improved'] as const).map((cause): Runs => {
    const own = [...new Set(chosen.filter((one) => one.cause === cause).map(({ name }) => name))];
    return when(own.length, words`${names(own, NAMED + 2, '个单位')}（${{ text: causeName[cause] }}）`);
  });
  const units = new Set(chosen.map(({ name }) => name)).size;
  return [
    ...when(all, sentence([joined(items, '，'), levels.length > 0 ? words`按级别，${levels}` : []], '；')),
    ...when(sent + replicated + promoted.length, [ownOf(told), ...sentence(experiences)]),
    ...when(units, words`入选宣传的单位${units}个：${joined(picked, '，')}。`),
  ];
}

/** 认定加减分事项5件，计分4件：领导批示2件、试点获批2件。 The register holds what adds and what takes away. */
function claimsRuns(told: Told): Runs {
  const { claims } = told.work;
  if (!claims) return [];
  const { accepted, lines } = claims;
  const counted = countedOf(claims);
  const each = lines.map((line) => when(line.counted, words`${line.name}${line.counted}件`));
  return [
    ...words`${ownOf(told)}认定加减分事项${accepted}件，`,
    ...(counted === 0 ? words`均因同一事项已计分等不再计分。` : words`计分${counted}件：${joined(each, '、')}。`),
  ];
}
