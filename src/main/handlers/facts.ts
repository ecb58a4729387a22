/** Gathers what the month's papers say: both lists, who speaks, the real indicator tables of the month, the office's words. */
import type { BulletinFacts, Edition, IndicatorTable, ListFacts } from '../../shared/bulletin/facts.ts';
import { documentNumber } from '../../shared/bulletin/numerals.ts';
import type { EvaluationInput } from '../../shared/engine/index.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod, periodKind } from '../../shared/period.ts';
import { DEMO_SOURCE, listName } from '../../shared/text.ts';
import type { Context } from '../context.ts';
import { isOneClerk } from '../store/accounts.ts';
import { listIndicators } from '../store/indicators.ts';
import { organisationsIn } from '../store/organisations.ts';
import { figuresOf, viewRanking } from './evaluation.ts';
import { readWork } from './month-work.ts';
import { rankings } from './rankings.ts';
import { readBulletinSetting, readOffice } from './settings.ts';

export type GatheredFacts = {
  readonly facts: BulletinFacts;
  /** What was evaluated, to be stored when a paper leaves the house. */
  readonly results: readonly { readonly input: EvaluationInput; readonly output: unknown; readonly schemeVersionId: number }[];
};

/** What 签发 puts on a paper. */
export type Signing = { readonly documentNumber: string; readonly signedOn: string };

/**
 * @param signing left out: the number and the date the clerk means to give it
 * @throws AppError list.empty when the month has no district to rank, rules.none without a scheme
 */
export function gatherFacts(context: Context, period: string, edition: Edition, signing: Signing | null = null): GatheredFacts {
  const db = context.reader();
  const districts = viewRanking(db, period, 'district');
  const ranked = districts.view.evaluation.entries.filter((entry) => entry.rank !== null);
  if (ranked.length === 0) {
    const isEmpty = districts.view.evaluation.entries.length === 0;
    throw new AppError(isEmpty ? 'list.empty' : 'ranking.none', { list: listName.district, period: formatPeriod(period) });
  }
  const hasGroups = organisationsIn(db, 'specialGroup', period).length > 0;
  const groups = hasGroups ? viewRanking(db, period, 'specialGroup') : null;
  const lists = groups ? [districts, groups] : [districts];
  const office = readOffice(db);
  const meant = readBulletinSetting(db, period);
  const year = (meant.signedOn ?? context.now()).slice(0, 4);
  const signedOn = signing?.signedOn ?? meant.signedOn;
  const toFacts = ({ view }: typeof districts): ListFacts => ({
    evaluation: view.evaluation,
    history: view.history,
    speeches: view.speeches,
    closeLast: view.closeLast,
  });
  return {
    facts: {
      period,
      edition,
      office: {
        redHead: office.redHead,
        issuer: office.issuer,
        documentNumber:
          signing?.documentNumber ??
          (meant.number === null ? null : documentNumber(office.numberPrefix, Number(year), meant.number)),
        addressee: office.addressee,
        copyTo: office.copyTo === '' ? null : office.copyTo,
        issuedBy: office.issuedBy,
        issuedOn: signedOn,
        signedOn,
      },
      blocks: districts.view.rules.blocks,
      districts: toFacts(districts),
      groups: groups ? toFacts(groups) : null,
      indicatorTables: otherTables(context, period, figuresOf(districts.view.rules, districts.evaluated.input.indicators)),
      work: readWork(context, period),
      isDemo: lists.some(({ view }) => view.isDemo),
      seal: districts.view.seal,
      isOneClerk: isOneClerk(db),
    },
    // A sealed month is stored whole in its seal.
    results: lists.flatMap(({ evaluated, view }) =>
      view.seal || evaluated.scheme.id === null
        ? []
        : [{ input: evaluated.input, output: evaluated.evaluation, schemeVersionId: evaluated.scheme.id }],
    ),
  };
}

/** Rankable figures of the period's own frequency that the scheme does not use and that are known for every district: published beside the score, with their source. */
function otherTables(context: Context, period: string, used: ReadonlySet<string>): readonly IndicatorTable[] {
  return listIndicators(context.reader())
    .filter((row) => row.frequency === periodKind(period) && row.direction !== 'none' && !used.has(row.code))
    .flatMap((row): readonly IndicatorTable[] => {
      const ranking = rankings['rankings.indicator']({ period, indicator: row.code, list: 'district' }, context);
      const sources = [...new Set(ranking.entries.map((entry) => entry.source))];
      if (ranking.missing.length > 0 || sources.includes(DEMO_SOURCE)) return [];
      return [
        {
          title: row.name,
          unit: row.unit,
          source: sources.filter((source) => source !== '').join('；'),
          rows: ranking.entries.map((entry) => ({ name: entry.organisation, value: entry.value, rank: entry.rank })),
        },
      ];
    });
}
