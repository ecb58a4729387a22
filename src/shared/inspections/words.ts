/** What 督察 calls things, on screen, in forms and in packages. */

/** 四级: where a site stands. */
export const LEVELS = { city: '市级', district: '区县', township: '镇办', base: '基层' } as const;

/** 三项内容: what is looked at there (domain.md §2.2). */
export const BLOCKS = { documents: '文件落实', basics: '基础业务', groups: '小组运行' } as const;
export type Block = keyof typeof BLOCKS;

/** 问题类别, by the stage that failed. */
export const CATEGORIES = {
  relay: '传达部署不到位',
  document: '配套文件滞后',
  duty: '责任落实不到位',
  progress: '进度滞后',
  ledger: '台账资料不规范',
  figures: '数据不实',
  mechanism: '小组运行不规范',
  service: '群众办事不便',
  relapse: '以往问题未整改',
  other: '其他',
} as const;

export const SEVERITIES = { minor: '一般', major: '较重', grave: '严重' } as const;

export const STATES = {
  open: '待整改',
  reported: '已报整改',
  revisited: '回访核实',
  closed: '已销号',
  relapsed: '反弹',
} as const;
export type ProblemState = keyof typeof STATES;

export const EVENTS = {
  report: '报整改',
  return: '退回整改',
  revisit: '回访核实',
  close: '销号',
  relapse: '反弹',
  attach: '添加佐证',
  detach: '移除佐证',
} as const;
export type ProblemEventKind = keyof typeof EVENTS;

export const codesOf = <K extends string>(names: Readonly<Record<K, string>>): readonly [K, ...K[]] =>
  Object.keys(names) as unknown as readonly [K, ...K[]];
