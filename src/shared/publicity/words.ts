/** How page and paper call the states and steps of 宣传. */
import type { ExperienceEvent, ExperienceState, ItemEvent, ItemState } from '../contract/publicity.ts';
import type { Cause } from '../improvement/candidates.ts';

export const causeName: Readonly<Record<Cause, string>> = { top: '排名靠前', improved: '进步幅度较大' };
export const experienceStateName: Readonly<Record<ExperienceState, string>> = {
  reported: '已上报',
  selected: '已遴选',
  promoted: '已推广',
  replicated: '已复制',
  declined: '未入选',
};
export const experienceEventName: Readonly<Record<ExperienceEvent['event'], string>> = {
  report: '上报',
  change: '修改',
  select: '遴选',
  decline: '不予入选',
  promote: '推广',
  replicate: '复制',
  reopen: '退回上报',
};
/** 市级, 省级, 中央: how far a promotion reaches. */
export const reachName = { city: '市级', province: '省级', centre: '中央' } as const;
export const itemStateName: Readonly<Record<ItemState, string>> = {
  pending: '待核实',
  accepted: '已核实',
  refused: '不予核实',
  withdrawn: '已撤回',
};
export const itemEventName: Readonly<Record<ItemEvent['event'], string>> = {
  register: '登记',
  change: '修改',
  attach: '添加佐证',
  detach: '移除佐证',
  accept: '核实',
  refuse: '不予核实',
  reopen: '撤销核实',
  withdraw: '撤回',
};
