/** What each part of a 数据包 would add here, or why it cannot. */

import type { Site } from '../../shared/contract/inspection-draws.ts';
import type { PackageContent, PackagePreview, PackageVisit } from '../../shared/contract/inspection-packages.ts';
import { drawPicks, drawTeams, recomputeDraw, seedOf } from '../../shared/draw/certificate.ts';
import { teamRefusal } from '../../shared/draw/frozen-list.ts';
import { checklistRefusal } from '../../shared/inspections/checklists.ts';
import { clausesRefusal } from '../../shared/inspections/clauses.ts';
import { BLOCKS, codesOf } from '../../shared/inspections/words.ts';
import { formatPeriod } from '../../shared/period.ts';
import { canonicalJson } from '../../shared/seal/canonical.ts';
import { hasAccounts } from '../store/accounts.ts';
import { listIndicators } from '../store/indicators.ts';
import { findListByHash, hasPackage, listSites, listsIn, packedDraw } from '../store/inspection-draws.ts';
import { hasVisit } from '../store/inspections.ts';
import { listOrganisations } from '../store/organisations.ts';
import { isSealed } from '../store/seals.ts';
import type { Reader } from '../store/transaction.ts';
import { choicesIn, readClauses } from './inspection-figures.ts';
import { readChecklists } from './inspections.ts';

export type Packed = {
  readonly content: PackageContent;
  readonly sha256: string;
  /** Bytes of the files the content names, by hash; each has been held against it. */
  readonly files: ReadonlyMap<string, Uint8Array>;
};
export type NamedFile = { readonly name: string; readonly sha256: string };

/** Every file a visit brings along: its own, then those of its problems. */
export const filesOf = ({ files, problems }: PackageVisit): readonly NamedFile[] => [
  ...files,
  ...problems.flatMap((problem) => problem.files),
];

type Line = PackagePreview['lines'][number];

/** What each part of a package would add here, or why it cannot. */
export function judge(db: Reader, { content, sha256 }: Packed): readonly Line[] {
  const again: Line | null = hasPackage(db, sha256)
    ? { text: '整个数据包', verdict: 'refuse', why: '同一数据包已经导入过，不能重复导入' }
    : null;
  const known = new Map(listSites(db).map((site) => [site.code, site]));
  const units = new Map(listOrganisations(db).map(({ code, name }) => [code, name]));
  const siteNames = new Map(
    [...known, ...content.sites.map((site) => [site.code, site] as const)].map(([code, { name }]) => [code, name]),
  );
  const packedLists = new Set(content.lists.map((list) => list.sha256));
  return [
    ...(again ? [again] : []),
    ...judgeRules(db, content),
    ...content.sites.map((site) => judgeSite(site, known.get(site.code), units)),
    ...content.lists.map((list) => judgeList(db, list, siteNames)),
    ...content.visits.map((visit) => judgeVisit(db, visit, siteNames, units, packedLists)),
  ];
}

/** An office's rules are taken over by a computer of one clerk; where there are accounts, whoever may change them does. */
export function judgeRules(db: Reader, { rules, lists }: PackageContent): readonly Line[] {
  if (!rules) return [];
  const text = '评分表和扣分条款';
  if (canonicalJson(rules) === canonicalJson({ checklists: readChecklists(db), clauses: readClauses(db) })) {
    return [{ text, verdict: 'known', why: '与本机相同，不变' }];
  }
  if (hasAccounts(db)) return [{ text, verdict: 'known', why: '本机的由有职责的人员修改，不随数据包变动' }];
  const block = codesOf(BLOCKS).find((one) => checklistRefusal(rules.checklists[one]) !== null);
  if (block) return [{ text, verdict: 'refuse', why: `“${BLOCKS[block]}”的${checklistRefusal(rules.checklists[block])}` }];
  const [list] = lists;
  const refusal = list ? clausesRefusal(rules.clauses, choicesIn(db, list.content.period)) : null;
  if (refusal !== null) return [{ text, verdict: 'refuse', why: `扣分条款与本机的方案不合：${refusal}` }];
  return [{ text, verdict: 'add', why: '改为数据包里办公室的规则，已登记的记录不变' }];
}

function judgeSite(site: Site, here: Site | undefined, units: ReadonlyMap<string, string>): Line {
  const text = `点位 ${site.code} ${site.name}`;
  const unit = units.get(site.organisation);
  if (unit === undefined) return { text, verdict: 'refuse', why: `本机没有编码为“${site.organisation}”的单位，请先建立` };
  if (!here) return { text, verdict: 'add', why: `新登记，${unit}` };
  const isSame =
    here.name === site.name && here.organisation === site.organisation && here.level === site.level && here.block === site.block;
  return isSame
    ? { text, verdict: 'known', why: '已有，不变' }
    : { text, verdict: 'refuse', why: `同一编码在本机是“${here.name}”，单位、级别或内容不同，请先核对` };
}

function judgeList(db: Reader, list: PackageContent['lists'][number], siteNames: ReadonlyMap<string, string>): Line {
  const { period, number } = list.content;
  const text = `${formatPeriod(period)}第 ${number} 次抽取`;
  const difference = recomputeDraw(certificateOf(list));
  if (difference !== null) return { text, verdict: 'refuse', why: `重新抽取与包内不符：${difference}` };
  const missing = drawPicks(list.content, seedOf(list.draw.seedParts)).find(({ code }) => !siteNames.has(code));
  if (missing) return { text, verdict: 'refuse', why: `抽中的点位 ${missing.code} 不在包内` };
  const here = findListByHash(db, list.sha256);
  if (here?.draw) {
    const isSame = canonicalJson(packedDraw({ ...here, draw: here.draw })) === canonicalJson(list);
    return isSame
      ? { text, verdict: 'known', why: '已有，不变' }
      : { text, verdict: 'refuse', why: '本机对同一名单另有一次抽取，两次结果不能并存' };
  }
  if (here) return { text, verdict: 'refuse', why: '本机也封存了这份名单而没有抽取，请先在本机作废' };
  if (listsIn(db, period).some((other) => other.number === number)) {
    return { text, verdict: 'refuse', why: `本机已有${formatPeriod(period)}第 ${number} 次名单，内容不同` };
  }
  return { text, verdict: 'add', why: `重新抽取，结果相同，${list.content.entries.length} 个点位` };
}

const certificateOf = ({ content, sha256, frozenAt, frozenBy, draw }: PackageContent['lists'][number]) => ({
  office: '',
  list: content,
  listHash: sha256,
  frozenAt,
  frozenBy,
  ...draw,
  seed: seedOf(draw.seedParts),
  // A package carries no picks and no teams: they follow from list and seed.
  picks: drawPicks(content, seedOf(draw.seedParts)),
  teams: teamRefusal(content) === null ? drawTeams(content, seedOf(draw.seedParts)) : [],
});

function judgeVisit(
  db: Reader,
  visit: PackageVisit,
  siteNames: ReadonlyMap<string, string>,
  units: ReadonlyMap<string, string>,
  packedLists: ReadonlySet<string>,
): Line {
  const text = `${visit.visitedOn} ${siteNames.get(visit.site) ?? visit.site} 督察记录，问题 ${visit.problems.length} 个`;
  if (hasVisit(db, visit.uid)) return { text, verdict: 'known', why: '已有，不再写入' };
  if (isSealed(db, visit.period)) return { text, verdict: 'refuse', why: `${formatPeriod(visit.period)}已封账` };
  if (!siteNames.has(visit.site)) return { text, verdict: 'refuse', why: '点位不在包内，本机也没有' };
  if (visit.list !== null && !packedLists.has(visit.list)) return { text, verdict: 'refuse', why: '所依据的抽取不在包内' };
  if (visit.list === null && visit.designation === '')
    return { text, verdict: 'refuse', why: '没有抽取依据，也没有指定督察的理由' };
  if (visit.inspectors.length < 2) return { text, verdict: 'refuse', why: '督察人员不足 2 人' };
  const unit = visit.problems.find(({ organisation }) => !units.has(organisation));
  if (unit) return { text, verdict: 'refuse', why: `本机没有编码为“${unit.organisation}”的责任单位` };
  const indicators = new Set(listIndicators(db).map(({ code }) => code));
  const figure = visit.recounts.find(({ indicator }) => !indicators.has(indicator));
  if (figure) return { text, verdict: 'refuse', why: `本机没有指标 ${figure.indicator}` };
  const charge = visit.problems.find((problem) => problem.charge !== null && !indicators.has(problem.charge.indicator))?.charge;
  if (charge) return { text, verdict: 'refuse', why: `本机没有扣分条款所用的指标 ${charge.indicator}` };
  const files = filesOf(visit).length;
  const carried = files > 0 ? `，照片和材料 ${files} 个` : '';
  return { text, verdict: 'add', why: `${visit.signedBy}签字，${visit.inspectors.join('、')}督察${carried}` };
}
