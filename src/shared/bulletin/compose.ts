/**
 * 通报: facts in, the paper's words out (domain.md §6.2: 版头—主送—一、总体 二、调度 三、督察 四、排名 五、指标 六、宣传 七、会诊 八、存在问题
 * 九、下步要求—附件—署名—版记). Every figure comes from the facts; a part without facts is left out and the numbering closes up.
 */
import { rankHistoryOption } from '../charts/rank-history.ts';
import { comparePeriods, formatPeriod, periodInYear, periodKind, titlePeriod } from '../period.ts';
import { listName } from '../text.ts';
import type { Annex, DocumentBlock, PaperDocument, Run, Section } from './document.ts';
import type { BulletinFacts, ListFacts, SpeechFact } from './facts.ts';
import { lines, places, rankedEntries } from './figures.ts';
import { officialDate } from './numerals.ts';
import { joined, paragraphs, words } from './phrases.ts';
import { closeNote, consultationBlocks } from './section-consultation.ts';
import { blockBlocks, indicatorBlocks } from './section-items.ts';
import { listsOf, overallBlocks } from './section-overall.ts';
import { demandBlocks, problemBlocks } from './section-problems.ts';
import { rankingBlocks } from './section-ranking.ts';
import { dispatchRuns, inspectionRuns, publicityRuns } from './section-work.ts';
import { standingOf } from './standing.ts';
import { historyTable, itemTable } from './tables.ts';
import { workAnnexes } from './work-annexes.ts';

const DEFAULT_BASIS = '全面深化改革“六个一”督察制度';
/** Blocks of the scheme that have a place of their own in the paper; any other block with base lines follows 指标情况. */
const PLACED_BLOCKS = ['A', 'B', 'C', 'D'];
const MOST_PERIODS = 12;

/** Composes the month's bulletin. 公开版 keeps ranks and scores and leaves out diagnosis, problems, demands and item scores. */
export function composeBulletin(facts: BulletinFacts): PaperDocument {
  const { office, edition } = facts;
  const month = titlePeriod(facts.period);
  return {
    name: `${month}全面深化改革“六个一”督察情况的通报${edition === '公开版' ? '（公开版）' : ''}`,
    redHead: office.redHead,
    documentNumber: office.documentNumber,
    title: [`关于${month}全面深化改革`, '“六个一”督察情况的通报'],
    addressee: office.addressee,
    sections: edition === '内部版' ? internalSections(facts) : publicSections(facts),
    annexes: edition === '内部版' ? [...detailAnnex(facts), ...workAnnexes(facts), ...historyAnnex(facts)] : historyAnnex(facts),
    signature: { issuer: office.issuer, date: officialDate(office.signedOn) },
    datedOn: office.signedOn,
    remark: edition === '公开版' ? '此件公开发布' : null,
    colophon: {
      copyTo: office.copyTo === '' ? null : office.copyTo,
      issuedBy: office.issuedBy,
      issuedOn: officialDate(office.issuedOn),
    },
    ...standingOf(facts),
  };
}

function internalSections(facts: BulletinFacts): readonly Section[] {
  const others = facts.blocks.filter(({ code }) => !PLACED_BLOCKS.includes(code));
  return present([
    { id: 'opening', title: null, blocks: paragraphs([opening(facts)]) },
    { id: 'overall', title: '总体情况', blocks: overallBlocks(facts) },
    { id: 'dispatch', title: '调度情况', blocks: blockBlocks(facts, 'A', { work: dispatchRuns(facts) }) },
    { id: 'inspection', title: '督察情况', blocks: blockBlocks(facts, 'B', { work: inspectionRuns(facts) }) },
    { id: 'ranking', title: '排名情况', blocks: rankingBlocks(facts) },
    { id: 'indicators', title: '指标情况', blocks: indicatorSection(facts) },
    ...others.map(({ code, name }) => ({ id: `block-${code}`, title: `${name}情况`, blocks: blockBlocks(facts, code) })),
    { id: 'publicity', title: '宣传情况', blocks: blockBlocks(facts, 'D', { work: publicityRuns(facts), withBonus: true }) },
    { id: 'consultation', title: '会诊对象', blocks: consultationBlocks(facts) },
    { id: 'problems', title: '存在问题', blocks: problemBlocks(facts) },
    { id: 'demands', title: '下步要求', blocks: demandBlocks(facts) },
    { id: 'speeches', title: '通报会发言安排', blocks: speechBlocks(facts) },
  ]);
}

const publicSections = (facts: BulletinFacts): readonly Section[] =>
  present([
    { id: 'opening', title: null, blocks: paragraphs([opening(facts)]) },
    { id: 'overall', title: '总体情况', blocks: overallBlocks(facts) },
    { id: 'dispatch', title: '调度情况', blocks: paragraphs(dispatchRuns(facts)) },
    { id: 'inspection', title: '督察情况', blocks: paragraphs(inspectionRuns(facts)) },
    { id: 'ranking', title: '排名情况', blocks: rankingBlocks(facts) },
    { id: 'indicators', title: '指标情况', blocks: indicatorBlocks(facts.indicatorTables, false) },
    { id: 'publicity', title: '宣传情况', blocks: paragraphs(publicityRuns(facts)) },
    // The last table is followed by words, so that 署名 never stands on a page without text (版式要求：不得有“此页无正文”).
    { id: 'closing', title: null, blocks: paragraphs([[{ text: '特此通报。' }]]) },
  ]);

function indicatorSection(facts: BulletinFacts): readonly DocumentBlock[] {
  const own = blockBlocks(facts, 'C');
  // Under （一）区县 （二）专项小组 a ranking of another office needs a heading of its own, or it would read as the groups'.
  return [
    ...own,
    ...indicatorBlocks(
      facts.indicatorTables,
      own.some((block) => block.kind === 'heading'),
    ),
  ];
}

const present = (sections: readonly Section[]): readonly Section[] => sections.filter((section) => section.blocks.length > 0);

/** 根据……，对2018年2月各区县、各专项小组改革工作进行了督察、计分和排名，现将有关情况通报如下： */
function opening(facts: BulletinFacts): readonly Run[] {
  const who = listsOf(facts)
    .map((list) => `各${listName[list.evaluation.list]}`)
    .join('、');
  const basis = { text: facts.office.basis ?? DEFAULT_BASIS };
  return words`根据${basis}，对${formatPeriod(facts.period)}${{ text: who }}改革工作进行了督察、计分和排名，现将有关情况通报如下：`;
}

/**
 * 典型发言：张店区（当月排名第一）、经济体制改革专项小组（当月排名第一）。 Who speaks is given, never guessed. Of the groups 难分伯仲 is said here, of the
 * districts where 会诊 is announced.
 */
function speechBlocks(facts: BulletinFacts): readonly DocumentBlock[] {
  const all = listsOf(facts).flatMap((list) => list.speeches);
  const kinds: readonly SpeechFact['kind'][] = ['典型发言', '表态发言'];
  const isPledging = facts.groups?.speeches.some(({ kind }) => kind === '表态发言') === true;
  const close = facts.groups && isPledging ? closeNote(facts.groups) : [];
  const speeches = paragraphs(
    kinds.map((kind) => {
      const speakers = all.filter((speech) => speech.kind === kind);
      if (speakers.length === 0) return [];
      const each = speakers.map(({ name, why }) => words`${name}（${{ text: why }}）`);
      return words`${{ text: kind }}：${joined(each, '、')}。`;
    }),
  );
  return [...close, ...speeches];
}

/** 附件: every unit and line. The tables are wider than a page is broad, so the page lies on its side. */
function detailAnnex(facts: BulletinFacts): readonly Annex[] {
  const lists = listsOf(facts).filter((list) => lines(list).length > 0);
  if (lists.length === 0) return [];
  const note = (list: ListFacts): string => {
    const states = new Set(list.evaluation.entries.flatMap((entry) => entry.items.map((item) => item.state)));
    const adjusted = list.evaluation.entries.some((entry) => entry.adjustments.some(({ code }) => code === 'rescale'));
    const said = [
      '单位：分',
      states.has('notReported') ? '“未报”按0分计' : '',
      states.has('missing') ? '“缺报”指有数据未报送，不计总分' : '',
      states.has('notApplicable') ? '“—”指不适用，其分值由本板块其他项目分担' : '',
      states.has('carried') ? '经批准缓报的按上次数值计分' : '',
      adjusted ? '适用项目满分不足100分的按100分折算' : '',
    ];
    return `注：${said.filter((part) => part !== '').join('；')}。`;
  };
  return [
    {
      title: '得分明细表',
      orientation: 'landscape',
      blocks: lists.map((list) => ({
        kind: 'table',
        caption: `${listName[list.evaluation.list]}得分明细`,
        table: itemTable(list, facts.blocks),
        note: note(list),
      })),
    },
  ];
}

/** 附件: ranks over the last months, drawn and as a table; nothing before there are two. */
function historyAnnex(facts: BulletinFacts): readonly Annex[] {
  const blocks = listsOf(facts).flatMap((list) => historyBlocks(list));
  return blocks.length === 0 ? [] : [{ title: '排名走势', orientation: 'portrait', blocks }];
}

function historyBlocks(list: ListFacts): readonly DocumentBlock[] {
  const { period: current } = list.evaluation;
  const earlier = Object.values(list.history)
    .flat()
    .filter((record) => record.rank !== null && comparePeriods(record.period, current) < 0)
    .map((record) => record.period);
  const periods = [...new Set([...earlier, current])].sort(comparePeriods).slice(-MOST_PERIODS);
  const entries = rankedEntries(list);
  if (periods.length < 2 || entries.length === 0) return [];
  const groups = places(entries);
  const rankIn = (organisation: string, period: string): number | null =>
    (period === current
      ? list.evaluation.entries.find((entry) => entry.organisation === organisation)?.rank
      : list.history[organisation]?.find((record) => record.period === period)?.rank) ?? null;
  const option = rankHistoryOption(
    {
      periods: periods.map((period) => axisName(period, periods)),
      units: list.evaluation.entries.map((entry) => ({
        name: entry.name,
        ranks: periods.map((period) => rankIn(entry.organisation, period)),
      })),
      // First and last place stand out; with everybody level there is nothing to single out.
      highlight: groups.length < 2 ? [] : [...(groups[0] ?? []), ...(groups.at(-1) ?? [])].map(({ name }) => name),
    },
    { paper: true },
  );
  const title = listName[list.evaluation.list];
  const heightMm = Math.min(100, 22 + list.evaluation.entries.length * 6.5);
  return [
    { kind: 'chart', caption: `${title}排名走势图`, option, heightMm },
    { kind: 'table', caption: `${title}历次名次`, table: historyTable(list, periods) },
  ];
}

/** 3月, 二季, and under the first of each year the year, when the months are of more than one. */
function axisName(period: string, all: readonly string[]): string {
  const name = periodInYear(period);
  const short = periodKind(period) === 'month' ? name : name.slice(0, 2);
  const year = period.slice(0, 4);
  const isOneYear = all.every((one) => one.startsWith(year));
  return !isOneYear && all.find((one) => one.startsWith(year)) === period ? `${short}\n${year}年` : short;
}
