/** 督察 before anybody goes: sites, the roster of inspectors, and what is drawn of both. */
import { z } from 'zod';
import { isDay } from '../calendar.ts';
import type { DrawCertificate } from '../draw/certificate.ts';
import type { FrozenList } from '../draw/frozen-list.ts';
import type { SiteProposal } from '../inspections/proposals.ts';
import { BLOCKS, codesOf, LEVELS } from '../inspections/words.ts';
import { answer, code, command, nothing, periodId, query } from './method.ts';

const level = z.enum(codesOf(LEVELS), '请选择点位级别');
export const block = z.enum(codesOf(BLOCKS), '请选择督察内容');
export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, '日期应写成 2018-02-06')
  .refine(isDay, '没有这一天，请检查日期');
export const person = z.string().trim().min(1, '姓名不能为空').max(20, '姓名不能超过 20 个字');
export const words = (what: string, most = 200) => z.string().trim().max(most, `${what}不能超过 ${most} 个字`);
export const needed = (what: string, most = 200) => words(what, most).min(1, `请写明${what}`);

/** 点位: a place one may be sent to. */
export const site = z.object({
  code,
  name: needed('点位名称', 40),
  organisation: code,
  level,
  block,
  address: words('地址', 80),
  contact: words('联系人', 40),
  isActive: z.boolean(),
});
export type Site = z.infer<typeof site>;
export type SiteRow = Site & {
  readonly id: number;
  readonly organisationName: string;
  /** Day and score of the last signed visit. */
  readonly lastVisit: { readonly day: string; readonly score: string } | null;
  readonly openProblems: number;
};
export type Unit = { readonly code: string; readonly name: string };

/** 督察人员: one who may be sent. */
const inspector = z.object({
  code,
  name: person,
  unit: needed('督察人员的单位', 40),
  fields: words('熟悉的领域', 60),
  /** 回避: units whose sites they do not go to; their own goes without saying. */
  recusals: z.array(z.object({ organisation: code, reason: words('回避理由', 40) })).max(20, '一人最多回避 20 个单位'),
  isActive: z.boolean(),
});
export type Inspector = z.infer<typeof inspector>;

/** 抽取办法: who may be drawn, how many, who steps aside. */
const rules = z.object({
  period: periodId,
  strataBy: z.enum(['organisation', 'level', 'block', 'all']),
  /** Of each stratum. */
  count: z.number('请填写每层抽几个').int().min(1, '每层至少抽 1 个').max(20, '每层最多抽 20 个'),
  /** 冷却期, in months; 0 none. */
  coolDown: z.number('请选择冷却期').int().min(0, '冷却期应在 0 到 12 个月之间').max(12, '冷却期应在 0 到 12 个月之间'),
  levels: z.array(level).min(1, '至少选一级'),
  blocks: z.array(block).min(1, '至少选一项内容'),
  /** 回避: of a site, or of every site of a unit. */
  recusals: z.array(z.object({ site: code.nullable(), organisation: code, reason: needed('回避理由', 60) })),
  /** 双随机: how many inspectors a team has, and whether it goes to one site or to all that are drawn of a stratum; null draws sites alone. */
  inspectors: z
    .object({
      by: z.enum(['site', 'stratum'], '请选择督察组怎么编'),
      size: z.number('请填写每组人数').int().min(2, '每组督察人员至少 2 人').max(6, '每组督察人员最多 6 人'),
    })
    .nullable()
    .default(null),
});
export type DrawRules = z.infer<typeof rules>;

export type ListView = {
  readonly id: number;
  readonly period: string;
  readonly number: number;
  readonly title: string;
  readonly hash: string;
  readonly frozenAt: string;
  readonly frozenBy: string;
  /** 作废 before anybody drew; empty for one that stands. */
  readonly voidReason: string;
  readonly list: FrozenList;
  /** null while nobody has drawn. */
  readonly certificate: DrawCertificate | null;
};
/** How many sites of a level and a block are to be visited in a period, and how many were. */
export type PlanCell = {
  readonly level: Site['level'];
  readonly block: Site['block'];
  readonly planned: number;
  readonly visited: number;
};
export type DrawsView = {
  readonly lists: readonly ListView[];
  readonly plan: readonly PlanCell[];
  readonly sites: readonly SiteRow[];
  readonly units: readonly Unit[];
  readonly inspectors: readonly Inspector[];
};

export const one = z.object({ id: z.number().int() });
export const saved = answer<{ readonly file: string } | null>();

export const inspectionDraws = {
  'inspections.sites': query(nothing, answer<{ readonly sites: readonly SiteRow[]; readonly units: readonly Unit[] }>()),
  'inspections.saveSites': command(z.object({ sites: z.array(site).min(1).max(2000) }), answer<null>(), ['inspections', 'audit']),
  /** Sites the ledger and the register of 试点 name, beside those that are registered. */
  'inspections.proposals': query(nothing, answer<readonly (SiteProposal & { readonly organisationName: string })[]>()),
  /** The whole roster; who is on it stays, and may be set aside. */
  'inspections.inspectors': query(
    nothing,
    answer<{ readonly inspectors: readonly Inspector[]; readonly units: readonly Unit[] }>(),
  ),
  'inspections.saveInspectors': command(
    z.object({ inspectors: z.array(inspector).min(1, '请至少写一名督察人员').max(300, '督察人员最多 300 人') }),
    answer<null>(),
    ['inspections', 'audit'],
  ),
  'inspections.draws': query(z.object({ period: periodId }), answer<DrawsView>()),
  /** The list as it would be frozen now. */
  'inspections.candidates': query(rules, answer<FrozenList>()),
  /** 封存名单. */
  'inspections.freeze': command(rules, answer<{ readonly id: number }>(), ['inspections', 'audit']),
  'inspections.voidList': command(one.extend({ reason: needed('理由') }), answer<null>(), ['inspections', 'audit']),
  'inspections.draw': command(
    one.extend({
      seedKind: z.enum(['dice', 'called']),
      seedParts: z.array(z.object({ name: z.string().trim().max(20), digits: z.string().max(40) })).max(20),
      present: z.array(person).min(2, '在场监督的至少写 2 人').max(20),
    }),
    answer<null>(),
    ['inspections', 'audit'],
  ),
  'inspections.certificate': command(one, saved, ['audit']),
  /** One page that draws again in any browser. */
  'inspections.verifier': command(one, saved, ['audit']),
};
