import { isHeld } from '../../shared/cadence.ts';
import type { Lamp, Overview, PeriodRow, Step, WaitingUnit } from '../../shared/contract/overview.ts';
import type { RankingView } from '../../shared/contract/rankings.ts';
import type { Board, TableView } from '../../shared/contract/submissions.ts';
import type { RankingList } from '../../shared/engine/index.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod, periodMonths, periodWords } from '../../shared/period.ts';
import { listName } from '../../shared/text.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { listBackups } from '../store/backup.ts';
import { listPeriods } from '../store/observations.ts';
import { listOrganisations } from '../store/organisations.ts';
import { lastActAt, listAudit, papersOf } from '../store/records.ts';
import { schemeFor } from '../store/schemes.ts';
import { localDay } from './deadlines.ts';
import { viewRanking } from './evaluation.ts';
import { fillWithDemo, fillWithTemplate } from './fill.ts';
import { viewMatrix } from './matrix.ts';
import { readCadence } from './settings.ts';
import { boardOf } from './submissions.ts';

type Count = { readonly filled: number; readonly expected: number };

/** The month as the office looks at it in the morning: the six 一, what is open, who stands where. */
function viewOverview(context: Context, period: string): Overview {
  const db = context.reader();
  const lists: readonly RankingList[] = ['district', 'specialGroup'];
  const board = boardOf(
    context,
    period,
    lists.map((list) => ({ matrix: viewMatrix(db, period, list), checks: null })),
  );
  const tables = board.lists.flatMap(({ rows }) => rows.flatMap((row) => row.tables));
  const blocks = new Map<string, Count>();
  for (const { block, filled, asked } of tables) {
    const count = blocks.get(block) ?? { filled: 0, expected: 0 };
    blocks.set(block, { filled: count.filled + filled, expected: count.expected + asked });
  }
  const hasRules = schemeFor(db, period) !== null;
  const districts = hasRules ? viewRanking(db, period, 'district', 1).view : null;
  const papers = papersOf(db, period, 'bulletin');
  return {
    period,
    steps: steps(blocks, districts, papers.length),
    next: nextSteps({ tables, board, hasRules, isRanked: isRanked(districts), papers: papers.length }),
    month: board.month,
    deadlineWords: tables.length === 0 ? '' : board.deadlineWords,
    waiting: waitingUnits(board),
    standing: (districts?.evaluation.entries ?? []).map((entry) => ({
      code: entry.organisation,
      name: entry.name,
      rank: entry.rank,
      score: entry.score,
      change: entry.change,
    })),
    since: districts?.since ?? null,
    lastPlace: districts ? describeLast(districts) : null,
    isDemo: districts?.isDemo ?? false,
    lastSavedAt: lastActAt(db),
    lastBackupAt: listBackups(context.folder)[0]?.madeAt ?? null,
  };
}

const isRanked = (view: RankingView | null): boolean => view?.evaluation.entries.some((entry) => entry.rank !== null) ?? false;

function steps(blocks: ReadonlyMap<string, Count>, view: RankingView | null, papers: number): readonly Step[] {
  const filling = (letter: string): { readonly figure: string; readonly lamp: Lamp; readonly word: string } => {
    const { filled, expected } = blocks.get(letter) ?? { filled: 0, expected: 0 };
    if (expected === 0) return { figure: '—', lamp: 'open', word: '方案无此项' };
    const figure = `${filled}/${expected}`;
    if (filled === expected) return { figure, lamp: 'ok', word: '已报齐' };
    return filled === 0 ? { figure, lamp: 'open', word: '未开始' } : { figure, lamp: 'late', word: `缺 ${expected - filled} 格` };
  };
  const ranked = view?.evaluation.entries.filter((entry) => entry.rank !== null) ?? [];
  const missing = view?.evaluation.missing.length ?? 0;
  const last = ranked.at(-1);
  const isComplete = ranked.length > 0 && missing === 0;
  return [
    { key: 'dispatch', name: '调度', ...filling('A') },
    { key: 'inspection', name: '督察', ...filling('B') },
    {
      key: 'ranking',
      name: '排名',
      figure: ranked.length > 0 ? `${ranked.length} 个区县` : '—',
      lamp: isComplete ? 'ok' : ranked.length > 0 ? 'late' : 'open',
      word: isComplete ? '试算已齐' : ranked.length > 0 ? `缺 ${missing} 个` : '待数据',
    },
    {
      key: 'bulletin',
      name: '通报',
      figure: papers > 0 ? `${papers} 份` : '—',
      lamp: papers > 0 ? 'ok' : 'open',
      word: papers > 0 ? '已生成' : '待生成',
    },
    {
      key: 'consultation',
      name: '会诊',
      figure: isComplete && last ? last.name : '—',
      lamp: 'open',
      word: isComplete && last ? '末位待会诊' : '待排名',
    },
    { key: 'publicity', name: '宣传', ...filling('D') },
  ];
}

function nextSteps({
  tables,
  board,
  hasRules,
  isRanked,
  papers,
}: {
  readonly tables: readonly TableView[];
  readonly board: Board;
  readonly hasRules: boolean;
  readonly isRanked: boolean;
  readonly papers: number;
}): Overview['next'] {
  const next: Overview['next'][number][] = [];
  const { own } = periodWords(board.period);
  const expected = tables.reduce((n, table) => n + table.asked, 0);
  const missing = expected - tables.reduce((n, table) => n + table.filled, 0);
  if (!hasRules) next.push({ text: '启用一个考核方案，才能计分。', page: 'system' });
  if (expected === 0) {
    if (hasRules) next.push({ text: '建立参加排名的单位。', page: 'system' });
  } else if (missing === expected) next.push({ text: `导入或填报${formatPeriod(board.period)}的数据。`, page: 'entry' });
  else if (missing > 0) {
    const units = waitingUnits(board).filter((unit) => unit.missing > 0).length;
    next.push({ text: `还有 ${units} 个单位缺 ${missing} 格，补齐或注明未报、不适用。`, page: 'entry' });
  }
  const inState = (state: TableView['state']): readonly TableView[] => tables.filter((table) => table.state === state);
  const returned = inState('returned').length;
  const ready = inState('open').filter(({ filled, asked }) => filled === asked).length;
  const sent = inState('submitted').length;
  if (returned > 0) next.push({ text: `${returned} 张表已退回，改好后重新报送。`, page: 'board' });
  if (ready > 0) next.push({ text: `报送已填齐的 ${ready} 张表。`, page: 'board' });
  if (sent > 0) next.push({ text: `审核已报送的 ${sent} 张表。`, page: 'board' });
  if (isRanked && missing === 0) next.push({ text: '核对得分和名次，逐项可以追到原始数值。', page: 'ranking' });
  if (isRanked && papers === 0) next.push({ text: `生成${own}通报。`, page: 'bulletin' });
  if (papers > 0) next.push({ text: `${own}通报已经生成；数据有变动时请重新生成。`, page: 'bulletin' });
  return next;
}

/** 谁还没交: units with tables that are not sent. */
function waitingUnits({ lists }: Board): readonly WaitingUnit[] {
  return lists.flatMap(({ list, blocks, rows }) =>
    rows.flatMap(({ organisation, name, shortName, tables }): readonly WaitingUnit[] => {
      const waiting = tables.filter(({ state }) => state === 'open' || state === 'returned');
      if (waiting.length === 0) return [];
      const nameOf = (code: string): string => `${code} ${blocks.find((block) => block.code === code)?.name ?? ''}`;
      const groups = [...new Set(waiting.map(({ word }) => word))].map((word) => waiting.filter((table) => table.word === word));
      return [
        {
          list,
          organisation,
          name,
          shortName,
          tables: groups.map((group) => ({
            lamp: group[0]?.lamp ?? 'open',
            word: `${group[0]?.word ?? ''} ${group.length} 张`,
            names: group.map(({ block }) => nameOf(block)).join('、'),
          })),
          missing: waiting.reduce((n, { asked, filled }) => n + asked - filled, 0),
          firstMissing: waiting.find(({ asked, filled }) => filled < asked)?.open?.indicator ?? null,
        },
      ];
    }),
  );
}

/** “末位 博山区 72.31，与前一名差 0.08 分”. */
function describeLast(view: RankingView): string | null {
  const ranked = view.evaluation.entries.filter((entry) => entry.rank !== null);
  const last = ranked.at(-1);
  if (!last || ranked.length < 2) return null;
  const { missing } = view.evaluation;
  if (missing.length > 0) return `末位待${missing.map((unit) => unit.name).join('、')}补齐后确定`;
  const lasts = ranked.filter((entry) => entry.rank === last.rank);
  if (lasts.length === ranked.length) return `${listName[view.evaluation.list]}得分全部相同`;
  const above = ranked.filter((entry) => entry.rank !== last.rank).at(-1);
  const decimals = view.rules.publishedDecimals;
  // Both scores are published texts of the same digits: whole hundredths subtract exactly.
  const scale = 10 ** decimals;
  const gap = (Math.round(Number(above?.score) * scale) - Math.round(Number(last.score) * scale)) / scale;
  return `末位 ${lasts.map((entry) => entry.name).join('、')} ${last.score}，与前一名差 ${gap.toFixed(decimals)} 分`;
}

export const overview = {
  'overview.view': ({ period }, context) => viewOverview(context, period),
  'overview.program': (_, context) => {
    const db = context.reader();
    const periods = listPeriods(db);
    const cadence = readCadence(db);
    const held = periods.filter(({ id }) => isHeld(id, cadence));
    const hasBegun = ({ id }: PeriodRow): boolean => periodMonths(id).first <= localDay(context.now()).slice(0, 7);
    return {
      version: context.version,
      isEmpty: listOrganisations(db).length === 0 && periods.length === 0,
      isDemo: periods.some((period) => period.isDemo),
      // A period that lies ahead is a slip of the finger, not where the office stands.
      latestPeriod: (held.find(({ isDemo }) => isDemo) ?? held.find(hasBegun) ?? held[0])?.id ?? null,
      cadence,
    };
  },
  'overview.cancelJob': (_, context) => {
    context.runner.cancel();
    return null;
  },
  'overview.openLog': async (_, context) => {
    await context.dialogs.show(context.log.file);
    return null;
  },
  'overview.fill': async ({ with: what }, context) => {
    if (listOrganisations(context.reader()).length > 0) throw new AppError('data.missing', { what: '空白的数据文件' });
    if (what === 'demo') await fillWithDemo(context);
    else await fillWithTemplate(context);
    return null;
  },
  'periods.list': (_, context) => listPeriods(context.reader()),
  'audit.list': ({ before }, context) => listAudit(context.reader(), before),
} satisfies Partial<Handlers>;
