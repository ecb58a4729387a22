import type { Lamp, OpenCell, Overview, Step } from '../../shared/contract/overview.ts';
import type { RankingView } from '../../shared/contract/rankings.ts';
import type { RankingList } from '../../shared/engine/index.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod } from '../../shared/period.ts';
import { listName } from '../../shared/text.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { listBackups } from '../store/backup.ts';
import { listPeriods } from '../store/observations.ts';
import { listOrganisations } from '../store/organisations.ts';
import { lastActAt, listAudit, papersOf } from '../store/records.ts';
import { schemeFor } from '../store/schemes.ts';
import { viewRanking } from './evaluation.ts';
import { fillWithDemo, fillWithTemplate } from './fill.ts';
import { viewMatrix } from './observations.ts';

type Count = { readonly filled: number; readonly expected: number };

/** The month as the office looks at it in the morning: the six 一, what is open, who stands where. */
function viewOverview(context: Context, period: string): Overview {
  const db = context.reader();
  const lists: readonly RankingList[] = ['district', 'specialGroup'];
  const matrices = lists.map((list) => viewMatrix(db, period, list));
  const blocks = new Map<string, Count>();
  const openCells: OpenCell[] = [];
  for (const { list, rows, columns, cells } of matrices) {
    const asked = columns.filter((column) => column.usedBy.length > 0);
    for (const row of rows) {
      const open = asked.filter((column) => cells[row.code]?.[column.indicator] === undefined);
      for (const column of asked) {
        const letter = column.block.slice(0, 1);
        const count = blocks.get(letter) ?? { filled: 0, expected: 0 };
        blocks.set(letter, { filled: count.filled + (open.includes(column) ? 0 : 1), expected: count.expected + 1 });
      }
      if (open.length > 0) {
        const indicators = open.map(({ indicator, name }) => ({ code: indicator, name }));
        openCells.push({ list, organisation: row.code, name: row.name, missing: open.length, indicators });
      }
    }
  }
  const hasRules = schemeFor(db, period) !== null;
  const districts = hasRules ? viewRanking(db, period, 'district', 1).view : null;
  const papers = papersOf(db, period, 'bulletin');
  const expected = matrices.reduce((n, matrix) => n + matrix.expected, 0);
  const filled = matrices.reduce((n, matrix) => n + matrix.filled, 0);
  return {
    period,
    steps: steps(blocks, districts, papers.length),
    next: nextSteps({
      expected,
      filled,
      openUnits: openCells.length,
      hasRules,
      isRanked: isRanked(districts),
      papers: papers.length,
      period,
    }),
    openCells,
    standing: (districts?.evaluation.entries ?? []).map((entry) => ({
      code: entry.organisation,
      name: entry.name,
      rank: entry.rank,
      score: entry.score,
      change: entry.change,
    })),
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

function nextSteps(state: {
  readonly expected: number;
  readonly filled: number;
  readonly openUnits: number;
  readonly hasRules: boolean;
  readonly isRanked: boolean;
  readonly papers: number;
  readonly period: string;
}): Overview['next'] {
  const next: Overview['next'][number][] = [];
  if (!state.hasRules) next.push({ text: '启用一个考核方案，才能计分。', page: 'system' });
  if (state.expected === 0) next.push({ text: '建立参加排名的单位。', page: 'system' });
  if (state.filled === 0 && state.expected > 0)
    next.push({ text: `导入或填报${formatPeriod(state.period)}的数据。`, page: 'entry' });
  else if (state.filled < state.expected) {
    next.push({
      text: `还有 ${state.openUnits} 个单位缺 ${state.expected - state.filled} 格，补齐或注明未报、不适用。`,
      page: 'entry',
    });
  }
  if (state.isRanked && state.filled === state.expected)
    next.push({ text: '核对得分和名次，逐项可以追到原始数值。', page: 'ranking' });
  if (state.isRanked && state.papers === 0) next.push({ text: '生成本月通报。', page: 'bulletin' });
  if (state.papers > 0) next.push({ text: '本月通报已经生成；数据有变动时请重新生成。', page: 'bulletin' });
  return next;
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
    const months = periods.filter(({ id }) => /^\d{4}-\d{2}$/.test(id));
    return {
      version: context.version,
      isEmpty: listOrganisations(db).length === 0 && periods.length === 0,
      isDemo: periods.some((period) => period.isDemo),
      // A month that lies ahead is a slip of the finger, not where the office stands.
      latestMonth:
        (months.find((period) => period.isDemo) ?? months.find(({ id }) => id <= context.now().slice(0, 7)) ?? months[0])?.id ??
        null,
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
