/** 点位 and 督察人员: where one may be sent, and who; sites that 调度 names already. */
import type { Inspector, Site, SiteRow } from '../../shared/contract/inspection-draws.ts';
import { AppError } from '../../shared/errors.ts';
import { proposeSites } from '../../shared/inspections/proposals.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { listInspectors, listSites, saveInspector, saveSite } from '../store/inspection-draws.ts';
import { findVisit, signedProblems, signedVisits } from '../store/inspections.ts';
import { listOrganisations } from '../store/organisations.ts';
import { pilotSites } from '../store/registers.ts';
import { taskSites } from '../store/tasks.ts';
import type { Reader } from '../store/transaction.ts';
import { localDay } from './deadlines.ts';
import { scoreOf } from './inspection-figures.ts';

/** Sites with what is known of each: when somebody was there last, what is still open. */
export function siteRows(db: Reader, today: string): readonly SiteRow[] {
  const last = new Map(signedVisits(db, today).map((visit) => [visit.site.code, visit]));
  const open = new Map<string, number>();
  for (const { visit, state } of signedProblems(db)) {
    const code = state === 'closed' ? undefined : findVisit(db, visit)?.site.code;
    if (code !== undefined) open.set(code, (open.get(code) ?? 0) + 1);
  }
  return listSites(db).map((site) => {
    const visit = last.get(site.code);
    return {
      ...site,
      lastVisit: visit ? { day: visit.visitedOn, score: scoreOf(visit) ?? '' } : null,
      openProblems: open.get(site.code) ?? 0,
    };
  });
}

/** Units a site or a problem may belong to. */
export const unitsOf = (db: Reader): readonly { readonly code: string; readonly name: string }[] =>
  listOrganisations(db)
    .filter(({ kind }) => kind !== 'city')
    .map(({ code, name }) => ({ code, name }));

/** @throws AppError organisation.unknown */
function saveSites(context: Context, sites: readonly Site[]): void {
  const units = new Map(listOrganisations(context.reader()).map((row) => [row.code, row]));
  const rows = sites.map((site) => {
    const unit = units.get(site.organisation);
    if (!unit) throw new AppError('organisation.unknown', { name: site.organisation });
    return { site, unit };
  });
  const [first] = rows;
  const subject = rows.length === 1 && first ? `${first.unit.name} ${first.site.name}` : `${rows.length} 个点位`;
  context.write({ action: '登记点位', subject, detail: { sites } }, (tx) => {
    for (const { site, unit } of rows) saveSite(tx, site, unit.id);
  });
}

/** @throws AppError inspections.inspectors, organisation.unknown */
function saveInspectors(context: Context, inspectors: readonly Inspector[]): void {
  const units = new Set(listOrganisations(context.reader()).map(({ code }) => code));
  const seen = new Set<string>();
  for (const { code, name, recusals } of inspectors) {
    if (seen.has(code)) throw new AppError('inspections.inspectors', { detail: `编号 ${code} 重复` });
    seen.add(code);
    const unknown = recusals.find(({ organisation }) => !units.has(organisation));
    if (unknown) throw new AppError('organisation.unknown', { name: unknown.organisation });
    if (new Set(recusals.map(({ organisation }) => organisation)).size < recusals.length) {
      throw new AppError('inspections.inspectors', { detail: `“${name}”的回避单位有重复` });
    }
  }
  context.write({ action: '登记督察人员', subject: `${inspectors.length} 人`, detail: { inspectors } }, (tx) => {
    for (const inspector of inspectors) saveInspector(tx, inspector);
  });
}

/** Sites that 调度 names: of items not settled, and of 试点. */
function viewProposals(db: Reader) {
  const units = listOrganisations(db);
  const names = new Map(units.map(({ code, name }) => [code, name]));
  const sources = [
    ...taskSites(db).map((one) => ({ ...one, from: 'task' as const })),
    ...pilotSites(db).map((one) => ({ ...one, from: 'pilot' as const })),
  ];
  return proposeSites(
    sources,
    listSites(db),
    units.map(({ code, kind }) => ({ code, isDistrict: kind === 'district' })),
  ).map((proposal) => ({ ...proposal, organisationName: names.get(proposal.site.organisation) ?? '' }));
}

export const inspectionSites = {
  'inspections.sites': (_, context) => ({
    sites: siteRows(context.reader(), localDay(context.now())),
    units: unitsOf(context.reader()),
  }),
  'inspections.saveSites': ({ sites }, context) => {
    saveSites(context, sites);
    return null;
  },
  'inspections.proposals': (_, context) => viewProposals(context.reader()),
  'inspections.inspectors': (_, context) => ({
    inspectors: listInspectors(context.reader()),
    units: unitsOf(context.reader()),
  }),
  'inspections.saveInspectors': ({ inspectors }, context) => {
    saveInspectors(context, inspectors);
    return null;
  },
} satisfies Partial<Handlers>;
