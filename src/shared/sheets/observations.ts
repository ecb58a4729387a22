/** Figures read from any shape of sheet → observations, with the checks that do not depend on the shape. */
import { type Cadence, isHeld } from '../cadence.ts';
import { refusalOf } from '../checks/hard-range.ts';
import { formatPeriod, type PeriodKind, periodKind } from '../period.ts';
import { DEMO_SOURCE } from '../text.ts';
import type { CellValue } from './cell-value.ts';
import { digitCounts } from './decimal-text.ts';
import type { KnownIndicator, KnownOrganisation, ObservationDraft } from './draft.ts';
import type { Findings, Place } from './findings.ts';
import { cellName } from './matrix.ts';

type CellFigure = Extract<CellValue, { readonly kind: 'figure' }>;

export type Figure = {
  readonly place: Place & { readonly row: number; readonly column: number };
  readonly text: string;
  readonly period: string;
  readonly organisation: KnownOrganisation;
  readonly indicator: KnownIndicator;
  readonly value: Exclude<CellValue, { readonly kind: 'empty' | 'refused' }>;
  readonly note: string;
  /** '' when the sheet names none. */
  readonly source: string;
};

export type Observations = {
  readonly add: (figure: Figure) => void;
  readonly finish: () => readonly ObservationDraft[];
};

const KIND_NAMES: Readonly<Record<PeriodKind, string>> = { month: '月', quarter: '季', half: '半年', year: '年' };
/** Changes and differences go below zero and above a hundred by nature. */
const IS_CHANGE = /增|同比|环比|变化|变动|较|改善|提升|下降|升降|差|净/;

export function createObservations(fileName: string, cadence: Cadence, findings: Findings): Observations {
  const kept = new Map<string, ObservationDraft>();
  /** Cells that contradict each other: neither can be taken for true, so none of them is kept. */
  const contradicted = new Set<string>();

  const isDoubled = (key: string, made: ObservationDraft, { place, text, organisation, indicator }: Figure): boolean => {
    const first = kept.get(key);
    if (!first) return false;
    const at = first.sheet === place.sheet ? first.cell : `“${first.sheet}”表 ${first.cell}`;
    const what = `${organisation.name} ${indicator.name} ${formatPeriod(made.period)}`;
    if (first.value === made.value && first.state === made.state) {
      findings.warn('duplicate.same', place, `与 ${at} 重复（${what}），数值相同，只取一次。`, text);
    } else {
      contradicted.add(key);
      findings.error(
        'duplicate.different',
        place,
        `“${text}”与 ${at} 的“${said(first)}”是同一项（${what}），两处不一致，请留下正确的一处。`,
        text,
      );
    }
    return true;
  };

  return {
    add: (figure) => {
      const { place, text, period, organisation, indicator, value, note, source } = figure;
      if (indicator.formula !== null) {
        findings.error('indicator.computed', place, `“${indicator.name}”由公式计算，不用填报，请删去这个数后重新导入。`, text);
        return;
      }
      const impossible = value.kind === 'figure' ? refusalOf(indicator, value.value) : null;
      if (impossible) {
        findings.error('value.impossible', place, impossible.sentence, text);
        return;
      }
      const cell = cellName(place.row, place.column);
      const made: ObservationDraft = {
        sheet: place.sheet,
        cell,
        period,
        organisation: organisation.code,
        indicator: indicator.code,
        value: value.kind === 'figure' ? value.value : null,
        state: value.kind === 'state' ? value.state : 'reported',
        source: source === '' ? `${fileName} › ${place.sheet} › ${cell}` : source,
        // A demonstration form carries real figures, too; those keep the source they have.
        isSourceWeak: source === '' || source === DEMO_SOURCE,
        note,
      };
      const key = `${period}\n${organisation.code}\n${indicator.code}`;
      if (isDoubled(key, made, figure)) return;
      kept.set(key, made);
      if (value.kind === 'figure') checkFigure(figure, value, cadence, findings);
    },
    finish: () =>
      contradicted.size === 0 ? [...kept.values()] : [...kept].filter(([key]) => !contradicted.has(key)).map(([, made]) => made),
  };
}

const said = ({ value, state }: ObservationDraft): string =>
  value ?? { reported: '', notReported: '未报', notApplicable: '不适用', deferred: '缓报' }[state];

/** What is odd but may be true: told, and kept as it is. */
function checkFigure({ place, text, period, indicator }: Figure, figure: CellFigure, cadence: Cadence, findings: Findings): void {
  const { value, phrases, isConverted } = figure;
  for (const phrase of phrases) findings.converted(place, phrase);
  const { name, unit, decimals, frequency } = indicator;
  const { after } = digitCounts(value);
  if (decimals !== null && after > decimals && !isConverted) {
    findings.warn(
      'value.decimals',
      place,
      `“${text}”有 ${after} 位小数，“${name}”规定 ${decimals} 位，已按原数导入，请核对。`,
      text,
    );
  }
  if (value.startsWith('-') && !IS_CHANGE.test(name)) {
    findings.warn('value.negative', place, `“${name}”为负数（${value}），请核对。`, text);
  }
  if (unit === '%' && isOverHundred(value) && !IS_CHANGE.test(name)) {
    findings.warn('value.overHundred', place, `“${name}”超过 100%（${value}），请核对。`, text);
  }
  if (periodKind(period) !== frequency && !isHeldWhole(period, frequency, cadence)) {
    const kinds = `“${name}”按${KIND_NAMES[frequency]}填报，${formatPeriod(period)}是${KIND_NAMES[periodKind(period)]}`;
    findings.warn('period.cadence', place, `${kinds}，请核对考核期和指标。`, text);
  }
}

/** Where quarters are held, a figure that is kept monthly is reported for the quarter. */
const isHeldWhole = (period: string, frequency: PeriodKind, cadence: Cadence): boolean =>
  LENGTHS.indexOf(frequency) < LENGTHS.indexOf(periodKind(period)) && isHeld(period, cadence);
const LENGTHS: readonly PeriodKind[] = ['month', 'quarter', 'half', 'year'];

function isOverHundred(value: string): boolean {
  const [whole = '0', fraction = ''] = value.split('.');
  return whole.length > 3 || (whole.length === 3 && (whole > '100' || /[1-9]/.test(fraction)) && !whole.startsWith('-'));
}
