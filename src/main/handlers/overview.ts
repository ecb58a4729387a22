import { previousHeld } from '../../shared/cadence.ts';
import type { DeskLine, FrameState, Overview, WaitingUnit } from '../../shared/contract/overview.ts';
import type { RankingView } from '../../shared/contract/rankings.ts';
import type { Board } from '../../shared/contract/submissions.ts';
import { compareUrgency } from '../../shared/desk.ts';
import { AppError } from '../../shared/errors.ts';
import { listName } from '../../shared/text.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { fillWithDemoWork } from '../demo-work/fill.ts';
import { listBackups } from '../store/backup.ts';
import { listPeriods } from '../store/observations.ts';
import { listOrganisations } from '../store/organisations.ts';
import { lastActAt, listAudit } from '../store/records.ts';
import { schemeFor } from '../store/schemes.ts';
import { latestPeriod } from './deadlines.ts';
import { viewRanking } from './evaluation.ts';
import { fillWithDemo, fillWithTemplate } from './fill.ts';
import { viewMatrix } from './matrix.ts';
import { sitDown } from './overview-desk.ts';
import {
  claimLines,
  consultationLines,
  correctionLines,
  officeLines,
  panelLines,
  publicityLines,
  sealLines,
  tableLines,
} from './overview-month.ts';
import { type Registers, readRegisters } from './overview-registers.ts';
import { trackSteps } from './overview-track.ts';
import { inspectionLines, noticeLines, taskLines } from './overview-work.ts';
import { readCadence } from './settings.ts';
import { boardOf } from './submissions.ts';

/** The month as the office looks at it in the morning: the six 一, what is to be done, what is open, who stands where. */
function viewOverview(context: Context, period: string): Overview {
  const db = context.reader();
  const board = readBoard(context, period);
  const hasRules = schemeFor(db, period) !== null;
  const districts = hasRules ? viewRanking(db, period, 'district', 1).view : null;
  const registers = readRegisters(context, period, { hasRules, board, ranking: districts });
  const isEmpty = board.lists.every(({ rows, blocks }) => rows.length === 0 || blocks.length === 0);
  return {
    period,
    day: registers.day,
    isToday: registers.day === registers.today,
    steps: trackSteps(registers),
    lines: deskLines(context, registers),
    deadlineWords: isEmpty ? '' : board.deadlineWords,
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
    isSealed: registers.isSealed,
    isOneClerk: board.isOneClerk,
  };
}

/** Everything that is to be done as of a period, the most urgent first. */
function deskLines(context: Context, registers: Registers): readonly DeskLine[] {
  const desk = sitDown(context, registers);
  return [
    ...tableLines(desk),
    ...taskLines(desk),
    ...noticeLines(desk),
    ...inspectionLines(desk),
    ...claimLines(desk),
    ...panelLines(desk),
    ...publicityLines(desk),
    ...consultationLines(desk),
    ...sealLines(desk),
    ...correctionLines(desk),
    ...officeLines(desk),
  ].sort(compareUrgency);
}

/** The board of both lists, without its doubts. */
function readBoard(context: Context, period: string): Board {
  const lists = ['district', 'specialGroup'] as const;
  const matrices = lists.map((list) => ({ matrix: viewMatrix(context.reader(), period, list), checks: null }));
  return boardOf(context, period, matrices);
}

/** What every page says of the period: how far it is, whether its figures are made up, what is saved. */
function viewFrame(context: Context, period: string): FrameState {
  const db = context.reader();
  // A month beside a made-up one is told as a move from made-up ranks.
  const near = [period, previousHeld(period, readCadence(db))];
  return {
    month: readBoard(context, period).month,
    isDemo: listPeriods(db).some(({ id, isDemo }) => isDemo && near.includes(id)),
    lastSavedAt: lastActAt(db),
    lastBackupAt: listBackups(context.folder)[0]?.madeAt ?? null,
  };
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
  'overview.frame': ({ period }, context) => viewFrame(context, period),
  'overview.program': (_, context) => {
    const db = context.reader();
    const periods = listPeriods(db);
    return {
      version: context.version,
      isEmpty: listOrganisations(db).length === 0 && periods.length === 0,
      isDemo: periods.some((period) => period.isDemo),
      latestPeriod: latestPeriod(context),
      cadence: readCadence(db),
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
    if (what === 'demo') {
      await fillWithDemo(context);
      fillWithDemoWork(context);
    } else await fillWithTemplate(context);
    return null;
  },
  'periods.list': (_, context) => listPeriods(context.reader()),
  'audit.list': ({ before }, context) => listAudit(context.reader(), before),
} satisfies Partial<Handlers>;
