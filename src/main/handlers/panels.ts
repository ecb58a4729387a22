/** 评委打分 and 区县互评. Until a panel is closed nobody is told what another has given: not the mean, not the administrator. */
import type {
  PanelIndicator,
  PanelInput,
  PanelRater,
  PanelResult,
  PanelView,
  SheetMark,
  SheetState,
} from '../../shared/contract/panels.ts';
import { exact } from '../../shared/engine/decimal.ts';
import type { Rules } from '../../shared/engine/index.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod, periodKind, periodMonths } from '../../shared/period.ts';
import { extremeMarks } from '../../shared/raters/extreme-marks.ts';
import { panelResult } from '../../shared/raters/panel-result.ts';
import { listName, panelSource } from '../../shared/text.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { findAccount, hasAccounts } from '../store/accounts.ts';
import { listIndicators } from '../store/indicators.ts';
import { saveObservations } from '../store/observations.ts';
import { organisationsIn } from '../store/organisations.ts';
import {
  closePanel,
  excuseRater,
  findPanel,
  handInSheet,
  listPanels,
  marksOf,
  panelFor,
  removePanel,
  type StoredPanel,
  type StoredRater,
  savePanel,
  saveSheet,
} from '../store/panels.ts';
import { schemeFor } from '../store/schemes.ts';
import type { Reader } from '../store/transaction.ts';
import { sealMarkOf } from './evaluation.ts';
import { refuseLocked, refuseNotHeld, refuseSealed } from './locks.ts';
import { entryColumns } from './matrix.ts';
import { savePaper } from './paper-files.ts';
import { readOffice } from './settings.ts';

/** Digits of a result whose indicator has none agreed. */
const DIGITS = 2;

/** Figures of 0 to 100 that somebody reports: what a panel can be for. */
function panelIndicators(db: Reader, period: string): readonly PanelIndicator[] {
  const indicators = listIndicators(db);
  const rules = schemeFor(db, period)?.rules ?? null;
  const lines = (['district', 'specialGroup'] as const).flatMap((list) =>
    entryColumns(indicators, rules, list, period).flatMap(({ indicator, usedBy }) =>
      usedBy.map(({ code, name }) => ({ indicator, line: `${code} ${name}` })),
    ),
  );
  // A total that a formula divides by the number of sites is no mark: an average written into it would wreck the line.
  const direct = new Set(rules?.items.flatMap(({ inputs }) => Object.values(inputs)));
  const isPart = (code: string): boolean => !direct.has(code) && lines.some(({ indicator }) => indicator === code);
  return indicators
    .filter(
      ({ code, formula, frequency, unit }) =>
        formula === null && !isPart(code) && (frequency === 'month' || frequency === periodKind(period)) && /^[分%]?$/.test(unit),
    )
    .map(({ code, name }) => ({
      code,
      name,
      usedBy: [...new Set(lines.flatMap(({ indicator, line }) => (indicator === code ? [line] : [])))],
      trim: lineTrim(rules, code),
    }));
}

/** How many marks a scheme's line of 评委打分 drops at each end; null when no such line rests on the figure alone. */
function lineTrim(rules: Rules | null, indicator: string): number | null {
  for (const { method, inputs } of rules?.items ?? []) {
    const codes = Object.values(inputs);
    if (method.kind === 'panel' && codes.length === 1 && codes[0] === indicator) return method.trim;
  }
  return null;
}

function find(db: Reader, id: number): StoredPanel {
  const panel = findPanel(db, id);
  if (!panel) throw new AppError('data.missing', { what: '这次评分' });
  return panel;
}
/** One that is still open, in a month that is. */
function findOpen(db: Reader, id: number): StoredPanel {
  const panel = find(db, id);
  refuseSealed(db, panel.period);
  if (panel.closedAt !== null) throw new AppError('panel.closed', { title: panel.title });
  return panel;
}
function findSheet(db: Reader, id: number, ordinal: number): { readonly panel: StoredPanel; readonly rater: StoredRater } {
  const panel = findOpen(db, id);
  const rater = panel.raters.find((one) => one.ordinal === ordinal);
  if (!rater) throw new AppError('data.missing', { what: '这份评分表' });
  if (rater.isHandedIn) throw new AppError('panel.handedIn', { name: rater.name });
  return { panel, rater };
}

const isStarted = ({ raters }: StoredPanel): boolean => raters.some(({ filled }) => filled > 0);

/** A rater who has an account opens the sheet alone; paper sheets of the others are entered by the clerk. */
function maySee(context: Context, name: string): boolean {
  const db = context.reader();
  if (!hasAccounts(db)) return true;
  const session = context.session.current();
  return findAccount(db, name) ? session?.name === name : session?.roles.includes('entry') === true;
}
function findOwnSheet(context: Context, id: number, ordinal: number) {
  const sheet = findSheet(context.reader(), id, ordinal);
  const { name, absence } = sheet.rater;
  if (!maySee(context, name)) {
    throw new AppError('panel.notYours', { name, hasAccount: findAccount(context.reader(), name) !== undefined });
  }
  if (absence !== '') throw new AppError('panel.absent', { name });
  return sheet;
}
const sheetUnits = ({ units }: StoredPanel, { organisation }: StoredRater) => units.filter(({ code }) => code !== organisation);

function stateOf({ isHandedIn, absence, filled }: StoredRater): SheetState {
  if (absence !== '') return 'absent';
  if (isHandedIn) return 'handedIn';
  return filled > 0 ? 'filling' : 'blank';
}

/**
 * @param without ordinal of a rater who is left out, to see what hangs on one sheet
 * @throws AppError panel.fewMarks naming the first unit without enough marks
 */
export function resultOf(db: Reader, panel: StoredPanel, without: number | null = null): PanelResult {
  const marks = marksOf(db, panel.id);
  const found = panelResult({
    ...panel,
    seed: Number(periodMonths(panel.period).last.replace('-', '')),
    units: panel.units.map(({ code, shortName, groupName }) => ({ code, shortName, group: groupName })),
    raters: panel.raters
      .filter(({ isHandedIn, ordinal }) => isHandedIn && ordinal !== without)
      .map(({ ordinal, name, organisation }) => ({
        name: panel.units.find(({ code }) => code === organisation)?.shortName ?? name,
        organisation,
        marks: Object.fromEntries(marks.flatMap((row) => (row.ordinal === ordinal ? [[row.organisation, row]] : []))),
      })),
  });
  if ('result' in found) return found.result;
  const unit = panel.units.find(({ code }) => code === found.unit)?.name ?? found.unit;
  throw new AppError('panel.fewMarks', { unit, count: found.count, trim: panel.remedy === 'trimmed' ? panel.trim : 0 });
}

function viewPanel(context: Context, id: number): PanelView {
  const db = context.reader();
  const panel = find(db, id);
  const { period, title, kind, list, indicator, indicatorName, remedy, trim, low, high, decimals, closedAt, closedBy } = panel;
  return {
    id,
    period,
    title,
    kind,
    list,
    indicator,
    indicatorName,
    remedy,
    trim,
    low,
    high,
    decimals,
    closedAt,
    closedBy,
    units: panel.units.map(({ code, name, shortName }) => ({ code, name, shortName })),
    raters: panel.raters.map((rater): PanelRater => {
      const { ordinal, name, organisation, absence } = rater;
      const state = stateOf(rater);
      const isOpen = closedAt === null && (state === 'blank' || state === 'filling');
      return { ordinal, name, organisation, absence, state, mayOpen: isOpen && maySee(context, name) };
    }),
    isStarted: isStarted(panel),
    result: closedAt === null ? null : resultOf(db, panel),
  };
}

/** 去掉最高最低各 1 个: how a panel is computed, as the source of its figures says it. */
function remedyWords({ remedy, trim }: Pick<PanelInput, 'remedy' | 'trim'>): string {
  if (remedy === 'adjusted') return '扣除宽严差后取均值';
  return trim === 0 ? '取均值' : `去掉最高最低各 ${trim} 个`;
}

function save(context: Context, { id, ...input }: PanelInput): { readonly id: number } {
  const db = context.reader();
  refuseNotHeld(db, input.period);
  refuseSealed(db, input.period);
  const indicator = listIndicators(db).find(({ code }) => code === input.indicator);
  if (!indicator) throw new AppError('indicator.unknown', { name: input.indicator });
  if (indicator.formula !== null) throw new AppError('indicator.computed', { name: indicator.name });
  const before = id === null ? null : findOpen(db, id);
  if (before && isStarted(before)) throw new AppError('panel.started', { title: before.title });
  const taken = panelFor(db, input.period, input.list, indicator.id);
  if (taken && taken.id !== id) {
    throw new AppError('panel.duplicate', { title: taken.title, indicator: indicator.name, period: input.period });
  }

  const units = organisationsIn(db, input.list, input.period);
  if (units.length < 2) {
    throw new AppError('list.empty', { list: listName[input.list], period: formatPeriod(input.period) });
  }
  const raters =
    input.kind === 'mutual'
      ? units.map(({ id: organisationId, name }) => ({ name, organisationId }))
      : input.raters.map((name) => ({ name, organisationId: null }));
  const trim = lineTrim(schemeFor(db, input.period)?.rules ?? null, indicator.code);
  const way = trim === null ? { remedy: input.remedy, trim: input.trim } : { remedy: 'trimmed' as const, trim };
  const marks = input.kind === 'mutual' ? raters.length - 1 : raters.length;
  const needed = Math.max(2, way.remedy === 'trimmed' ? 2 * way.trim + 1 : 0);
  if (marks < needed) throw new AppError('panel.fewRaters', { marks, trim: way.remedy === 'trimmed' ? way.trim : 0, needed });

  const act = {
    action: id === null ? '新建评分' : '修改评分',
    subject: `${formatPeriod(input.period)} ${input.title}`,
    detail: { ...input, ...way },
  };
  const panel = {
    ...input,
    ...way,
    id,
    indicatorId: indicator.id,
    decimals: indicator.decimals ?? DIGITS,
    units: units.map((unit) => unit.id),
    raters,
  };
  return { id: context.write(act, (tx) => savePanel(tx, panel)) };
}

/** Everything a sheet needs before it is handed in. */
function refuseUnfinished(panel: StoredPanel, rater: StoredRater, marks: ReadonlyMap<string, SheetMark>): void {
  const units = sheetUnits(panel, rater);
  const open = units.filter(({ code }) => !marks.has(code)).map(({ name }) => name);
  if (open.length > 0) throw new AppError('panel.unmarked', { units: open });
  const unexplained = units.filter(({ code }) => marks.get(code)?.mark === null && marks.get(code)?.reason === '');
  if (unexplained.length > 0) throw new AppError('panel.unexplained', { units: unexplained.map(({ name }) => name) });
  const own = units.map(({ code }) => marks.get(code)?.mark ?? null);
  const extremes = extremeMarks(
    own.map((mark) => (mark === null ? null : exact(mark))),
    { low: exact(panel.low), high: exact(panel.high) },
  );
  const silent = units.flatMap(({ code, name }, at) => {
    const why = extremes[at] ?? null;
    return why !== null && marks.get(code)?.reason === '' ? [`${name} ${own[at]} 分（${why}）`] : [];
  });
  if (silent.length > 0) throw new AppError('panel.extreme', { marks: silent });
}

function close(context: Context, id: number): { readonly written: number } {
  const db = context.reader();
  const panel = findOpen(db, id);
  const waiting = panel.raters.filter(({ isHandedIn, absence }) => !isHandedIn && absence === '').map(({ name }) => name);
  if (waiting.length > 0) throw new AppError('panel.waiting', { names: waiting });
  const cells = panel.units.map(({ code }) => ({ organisation: code, indicator: panel.indicator }));
  refuseLocked(db, panel.period, cells);
  const { units } = resultOf(db, panel);
  const values = new Map(units.map(({ code, value }) => [code, value]));
  const count = panel.raters.filter(({ isHandedIn }) => isHandedIn).length;
  const who =
    panel.kind === 'mutual'
      ? `${panelSource.mutual} ${panel.title} ${count} 个单位`
      : `${panelSource.raters} ${panel.title} ${count} 人`;
  const rows = panel.units.map((unit) => ({
    period: panel.period,
    organisationId: unit.id,
    indicatorId: panel.indicatorId,
    value: values.get(unit.code) ?? null,
    state: 'reported' as const,
    source: `${who}，${remedyWords(panel)}`,
    note: '',
  }));
  const act = { action: '结束评分', subject: `${formatPeriod(panel.period)} ${panel.title}`, detail: { units } };
  return context.write(act, (tx) => {
    closePanel(tx, id);
    return { written: saveObservations(tx, rows) };
  });
}

export const panels = {
  'panels.list': ({ period }, context) => {
    const db = context.reader();
    return {
      panels: listPanels(db, period),
      indicators: panelIndicators(db, period),
      districts: organisationsIn(db, 'district', period).length,
    };
  },
  'panels.view': ({ id }, context) => viewPanel(context, id),
  'panels.save': (input, context) => save(context, input),
  'panels.remove': ({ id }, context) => {
    const panel = findOpen(context.reader(), id);
    if (panel.raters.some(({ isHandedIn }) => isHandedIn)) throw new AppError('panel.inUse', { title: panel.title });
    const subject = `${formatPeriod(panel.period)} ${panel.title}`;
    context.write({ action: '撤销评分', subject }, (tx) => removePanel(tx, id));
    return null;
  },
  'panels.sheet': ({ panel: id, rater: ordinal }, context) => {
    const { panel, rater } = findOwnSheet(context, id, ordinal);
    return {
      rater: rater.name,
      units: sheetUnits(panel, rater).map(({ code, name, shortName }) => ({ code, name, shortName })),
      marks: marksOf(context.reader(), id, ordinal).map(({ organisation, mark, reason }) => ({ organisation, mark, reason })),
      low: panel.low,
      high: panel.high,
    };
  },
  'panels.saveSheet': ({ panel: id, rater: ordinal, marks, isFinal }, context) => {
    const { panel, rater } = findOwnSheet(context, id, ordinal);
    const units = new Map(sheetUnits(panel, rater).map((unit) => [unit.code, unit]));
    const byUnit = new Map(marks.map((mark) => [mark.organisation, mark]));
    for (const code of byUnit.keys()) if (!units.has(code)) throw new AppError('organisation.unknown', { name: code });
    if (isFinal) refuseUnfinished(panel, rater, byUnit);
    const rows = [...byUnit.values()].flatMap(({ organisation, mark, reason }) => {
      const unit = units.get(organisation);
      return unit && (mark !== null || reason !== '') ? [{ organisationId: unit.id, mark, reason }] : [];
    });
    // The record says that a sheet was worked on, never what is in it: everybody reads the record.
    context.write({ action: isFinal ? '评分表交卷' : '填写评分表', subject: `${panel.title} ${rater.name}` }, (tx) => {
      saveSheet(tx, id, ordinal, rows);
      if (isFinal) handInSheet(tx, id, ordinal);
    });
    return null;
  },
  'panels.excuse': ({ panel: id, rater: ordinal, reason }, context) => {
    const { panel, rater } = findSheet(context.reader(), id, ordinal);
    const act = { action: reason === '' ? '取消缺席' : '评委缺席', subject: `${panel.title} ${rater.name}`, detail: { reason } };
    context.write(act, (tx) => excuseRater(tx, id, ordinal, reason));
    return null;
  },
  'panels.close': ({ id }, context) => close(context, id),
  'panels.print': async ({ id }, context) => {
    const view = viewPanel(context, id);
    const what = view.result ? '评分结果' : '评分表';
    const db = context.reader();
    const facts = { view, issuer: readOffice(db).issuer, seal: sealMarkOf(db, view.period) };
    const saved = await savePaper(
      context,
      { title: `保存${what}`, name: `${what} ${formatPeriod(view.period)} ${view.title}` },
      { kind: 'panelPaper', facts },
      { action: `打印${what}` },
    );
    return saved && { file: saved.file };
  },
} satisfies Partial<Handlers>;
