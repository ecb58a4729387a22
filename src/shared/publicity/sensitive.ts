/**
 * 脱敏检查: what should not leave the house in a text for a column, a site or a 公众号. Every hit with its place; what is found is masked, so that
 * the list itself gives nothing away. It finds patterns, not meanings: a person reads the text all the same.
 */

export type SensitiveKind = 'secret' | 'internal' | 'identity' | 'mobile' | 'bankCard' | 'email' | 'plate' | 'address' | 'person';

export const sensitiveName: Readonly<Record<SensitiveKind, string>> = {
  secret: '密级标志',
  internal: '内部字样',
  identity: '身份证号',
  mobile: '手机号',
  bankCard: '银行卡号',
  email: '邮箱',
  plate: '车牌号',
  address: '住址',
  person: '个人姓名',
};

export type TextPlace = { readonly place: string; readonly text: string };
export type Hit = {
  readonly kind: SensitiveKind;
  /** “典型经验 第 2 段”. */
  readonly place: string;
  /** The hit, masked: 138****5678. */
  readonly masked: string;
  /** A few words before and after, the hit masked. */
  readonly around: string;
  /** What to do with it. */
  readonly advice: string;
  /** A mark of 密级: the text may not be written out at all. */
  readonly isBarred: boolean;
};

const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵钱严覃武戴莫孔汤';
const WHO = '群众|居民|村民|市民|老人|患者|病人|学生|家长|职工|业主|信访人|当事人|申请人|上访人|嫌疑人|党员|户主|低保户|贫困户';
/** Words that begin like a name. */
const NO_NAME =
  '(?!高[兴度龄效质]|方[便面式案]|程[序度]|金额|安全|范围|严[格重肃]|武装|龙头|任[务何]|马上|周[边围末]|余[额人]|许多|于是|白天|陆续|顾虑|何时|何种|谢意)';
/** After a name stands a sign, the end, or what a person does; inside a longer word there is no name. */
const AFTER_NAME =
  '(?=[，。、；：！？,.;:!?“”"（）()\\s]|$|同志|先生|女士|家|的|说|表示|反映|告诉|介绍|点赞|称赞|感慨|感叹|激动|笑着|高兴|来到|拿到|拿着|办理|领取|收到|反馈|投诉|因|在|到|于|为|对|向|把|从|只|就|已|也|和|与|及|等|一)';

type Rule = {
  readonly kind: SensitiveKind;
  readonly pattern: RegExp;
  /** Group that is the hit; 0 the whole. */
  readonly group?: number;
  readonly isTrue?: (text: string) => boolean;
  readonly advice: string;
};

/** In order: what an earlier rule has taken, a later one does not take again. */
const RULES: readonly Rule[] = [
  {
    kind: 'secret',
    pattern: /(?:绝密|机密|秘密)\s*[★☆]/g,
    advice: '带密级标志的内容不得用本程序处理，请立即删除，按保密规定办理。',
  },
  { kind: 'secret', pattern: /绝密|机密|秘密|涉密/g, advice: '请核对是不是密级；涉密内容不得公开。' },
  {
    kind: 'internal',
    pattern: /内部(?:资料|文件|材料|刊物|传阅|掌握|参考|使用|情况|通报)|内参|不得外传|不得公开|注意保存|仅供(?:领导)?参阅/g,
    advice: '请核对能否公开，不能公开的请删除。',
  },
  {
    kind: 'identity',
    pattern: /(?<![\dA-Za-z])\d{6}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])/g,
    advice: '请删除。',
  },
  { kind: 'mobile', pattern: /(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/g, advice: '请删除，或改用办公电话。' },
  { kind: 'bankCard', pattern: /(?<!\d)\d(?:[ -]?\d){14,18}(?!\d)/g, isTrue: isLuhn, advice: '请删除。' },
  { kind: 'email', pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, advice: '请核对是不是个人邮箱，个人邮箱请删除。' },
  {
    kind: 'plate',
    pattern:
      /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·• ]?[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳](?![A-Z0-9])/g,
    advice: '请删除。',
  },
  { kind: 'address', pattern: /\d+号楼\d*(?:单元)?\d+(?:室|号|户)|\d+单元\d+(?:室|号|户)/g, advice: '请删除个人住址。' },
  {
    kind: 'person',
    pattern: new RegExp(
      `(?:${WHO})(${NO_NAME}(?:欧阳|上官|司马|诸葛|[${SURNAMES}])(?!某)[\\u4e00-\\u9fff]{1,2}?)${AFTER_NAME}`,
      'g',
    ),
    group: 1,
    advice: '请核对本人是否同意公开，不宜公开的改为“某某”。',
  },
];

/** Hits of all texts in reading order, each place by itself. */
export function findSensitive(texts: readonly TextPlace[]): readonly Hit[] {
  return texts.flatMap(({ place, text }) => hitsIn(place, text.normalize('NFKC')));
}

function hitsIn(place: string, text: string): readonly Hit[] {
  const taken: { readonly at: number; readonly end: number; readonly rule: Rule }[] = [];
  for (const rule of RULES) {
    for (const match of text.matchAll(rule.pattern)) {
      const found = match[rule.group ?? 0] ?? '';
      const at = match.index + match[0].indexOf(found);
      const end = at + found.length;
      const isTaken = taken.some((other) => at < other.end && other.at < end);
      if (!isTaken && (rule.isTrue?.(found) ?? true)) taken.push({ at, end, rule });
    }
  }
  taken.sort((a, b) => a.at - b.at);
  let masked = text;
  for (const { at, end, rule } of taken)
    masked = masked.slice(0, at) + maskOf(rule.kind, text.slice(at, end)) + masked.slice(end);
  return taken.map(({ at, end, rule }) => ({
    kind: rule.kind,
    place,
    masked: masked.slice(at, end),
    around: masked.slice(Math.max(0, at - AROUND), end + AROUND),
    advice: rule.advice,
    isBarred: rule === RULES[0],
  }));
}

/** Characters shown on either side of a hit. */
const AROUND = 10;
/** How much of a hit stays legible at its head and its tail. Words, unlike numbers and names, are shown as they are. */
const SHOWN: Readonly<Partial<Record<SensitiveKind, readonly [number, number]>>> = {
  identity: [3, 2],
  mobile: [3, 4],
  bankCard: [4, 4],
  email: [1, 0],
  plate: [2, 0],
  person: [1, 0],
};

/** Of the same length, so that places stay places. */
function maskOf(kind: SensitiveKind, found: string): string {
  const shown = SHOWN[kind];
  if (!shown) return found;
  const [head, tail] = shown;
  const hidden = Math.max(0, found.length - head - tail);
  return found.slice(0, head) + '*'.repeat(hidden) + found.slice(head + hidden);
}

/** The check digit of bank cards: without it every long number, a budget or a file number, would be one. */
function isLuhn(text: string): boolean {
  const digits = [...text.replace(/\D/g, '')].reverse().map(Number);
  const sum = digits.reduce((all, digit, at) => all + (at % 2 === 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2), 0);
  return digits.length >= 15 && sum % 10 === 0;
}
