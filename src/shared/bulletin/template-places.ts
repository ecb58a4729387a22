/**
 * 模板: what an office's own Word template may name in {{ }} and what each name gives. Words come from the facts of the month as everywhere else:
 * a template holds no figure of its own. A table's name opens and closes a row, {{#排名表}}{{名次}} … {{得分}}{{/排名表}}, which is repeated.
 */
import { exact, published } from '../engine/decimal.ts';
import type { Entry } from '../engine/types.ts';
import { formatPeriod, titlePeriod } from '../period.ts';
import type { Run } from './document.ts';
import type { BulletinFacts, ListFacts } from './facts.ts';
import { decimalsOf, lastPlace, mean, rankedEntries } from './figures.ts';
import { officialDate } from './numerals.ts';
import { officeText } from './office-text.ts';
import { unitStanding } from './score-statement.ts';
import { lossSentence } from './section-consultation.ts';
import { standingOf } from './standing.ts';
import { NONE, rankingRows } from './tables.ts';
import type { UnitWorkFacts } from './unit-letter.ts';

export const TEMPLATE_KINDS = ['bulletin', 'letter'] as const;
export type TemplateKind = (typeof TEMPLATE_KINDS)[number];
export const templateName: Readonly<Record<TemplateKind, string>> = { bulletin: '通报', letter: '一区一单' };

/** A name with what it gives; `columns` are the names that stand in the row of a table. */
export type TemplatePlace = { readonly name: string; readonly gives: string; readonly columns?: readonly string[] };

/** Names → text, or rows of a table. */
export type TemplateData = Readonly<Record<string, string | readonly Readonly<Record<string, string>>[]>>;

const MONTH: readonly TemplatePlace[] = [
  { name: '考核期', gives: '2018年2月' },
  { name: '考核期标题', gives: '2018年2月份' },
  { name: '发文机关', gives: '署名用的机关名称' },
  { name: '成文日期', gives: '2018年3月6日；没有填的留空' },
  { name: '区县数', gives: '已计分的区县个数' },
  { name: '区县平均分', gives: '已计分区县的平均' },
  { name: '第一名', gives: '排名第一的区县，并列的用顿号隔开' },
  { name: '第一名得分', gives: '第一名的得分' },
  { name: '末位', gives: '排名最后的区县' },
  { name: '末位得分', gives: '末位的得分' },
  { name: '封存码', gives: '封账后的20位封存码；没有封账的留空' },
  { name: '标注', gives: '演示数据、试算、一人经办；都不是的留空' },
];
const RANKING = ['名次', '单位', '得分', '上月名次', '升降', '加分', '扣分'];

/** Every name of a kind of template, in the order they are listed. */
export const templatePlaces: Readonly<Record<TemplateKind, readonly TemplatePlace[]>> = {
  bulletin: [
    ...MONTH,
    { name: '发文字号', gives: '淄改办发〔2018〕3号；没有编号的留空' },
    { name: '主送', gives: '主送机关' },
    { name: '抄送', gives: '抄送机关' },
    { name: '典型发言单位', gives: '区县和专项小组，用顿号隔开' },
    { name: '表态发言单位', gives: '区县和专项小组，用顿号隔开' },
    { name: '会诊说明', gives: '会诊对象失分较多的几项' },
    { name: '排名表', gives: '区县排名，一行一个区县', columns: RANKING },
    { name: '小组排名表', gives: '市专项小组排名，一行一个小组', columns: RANKING },
  ],
  letter: [
    ...MONTH,
    { name: '单位', gives: '收函单位' },
    { name: '得分', gives: '该单位的得分；缺报的写“缺报”' },
    { name: '名次', gives: '该单位的名次' },
    { name: '得分说明', gives: '得分、名次和与上次相比的变化' },
    { name: '失分说明', gives: '失分较多的几项和与平均的差距' },
    { name: '到期任务表', gives: '逾期和下期到期的任务', columns: ['编号', '任务', '节点', '期限', '情况'] },
    { name: '问题表', gives: '未销号的问题', columns: ['序号', '问题', '点位', '整改时限', '情况'] },
    { name: '三单一书表', gives: '没有办结的三单一书', columns: ['编号', '事项', '反馈时限', '情况'] },
  ],
};

const textOf = (runs: readonly Run[]): string => runs.map(({ text }) => text).join('');
const namesOf = (entries: readonly { readonly name: string }[]): string => entries.map(({ name }) => name).join('、');

function monthData({ period, office, districts, ...month }: BulletinFacts): TemplateData {
  const ranked = rankedEntries(districts);
  const average = mean(ranked.map(({ score }) => score));
  const first = ranked.filter(({ rank }) => rank === 1);
  const last = lastPlace(ranked);
  return {
    考核期: formatPeriod(period),
    考核期标题: titlePeriod(period),
    发文机关: office.issuer,
    成文日期: office.signedOn === null ? '' : officialDate(office.signedOn),
    区县数: String(ranked.length),
    区县平均分: average === null ? '' : published(average, decimalsOf(ranked)),
    第一名: namesOf(first),
    第一名得分: first[0]?.score ?? '',
    末位: namesOf(last),
    末位得分: last[0]?.score ?? '',
    封存码: month.seal?.code ?? '',
    标注: standingOf(month).marks.join('·'),
  };
}

const rankingData = (list: ListFacts | null) =>
  list === null
    ? []
    : rankingRows(list).map((row) => ({
        名次: row.rank === null ? NONE : String(row.rank),
        单位: row.name,
        得分: row.score ?? '缺报',
        上月名次: row.previousRank === null ? NONE : String(row.previousRank),
        升降: changeWord(row.change),
        加分: row.bonus ?? NONE,
        扣分: row.deduction ?? NONE,
      }));

function changeWord(change: number | null): string {
  if (change === null) return NONE;
  return change === 0 ? '平' : change > 0 ? `升${change}` : `降${-change}`;
}

/** What a template of the 通报 is filled with. */
export function bulletinData(month: BulletinFacts): TemplateData {
  const { office, districts, groups } = month;
  const speakers = [...districts.speeches, ...(groups?.speeches ?? [])];
  return {
    ...monthData(month),
    发文字号: office.documentNumber ?? '',
    主送: office.addressee,
    抄送: office.copyTo ?? '',
    典型发言单位: namesOf(speakers.filter(({ kind }) => kind === '典型发言')),
    表态发言单位: namesOf(speakers.filter(({ kind }) => kind === '表态发言')),
    会诊说明: lastPlace(rankedEntries(districts))
      .map((entry) => textOf(lossSentence(districts, entry)))
      .join(''),
    排名表: rankingData(districts),
    小组排名表: rankingData(groups),
  };
}

/** What the template of 一区一单 is filled with for one unit. */
export function letterData(month: BulletinFacts, list: ListFacts, entry: Entry, { work }: UnitWorkFacts): TemplateData {
  const ranked = rankedEntries(list).find(({ organisation }) => organisation === entry.organisation);
  const { due, problems, notices } = work[entry.organisation] ?? { due: [], problems: [], notices: [] };
  return {
    ...monthData(month),
    单位: entry.name,
    得分: entry.score === null ? '缺报' : published(exact(entry.score), decimalsOf(rankedEntries(list))),
    名次: entry.rank === null ? NONE : String(entry.rank),
    得分说明: textOf(unitStanding(list, entry)),
    失分说明: ranked ? textOf(lossSentence(list, ranked)) : '',
    到期任务表: due.map(({ number, title, node, dueOn, word }) => ({
      编号: number,
      任务: title,
      节点: node,
      期限: officeText(dueOn),
      情况: officeText(word),
    })),
    问题表: problems.map(({ text, site, dueOn, word }, index) => ({
      序号: String(index + 1),
      问题: text,
      点位: site,
      整改时限: officeText(dueOn),
      情况: officeText(word),
    })),
    三单一书表: notices.map(({ number, matter, dueOn, word }) => ({
      编号: number,
      事项: matter,
      反馈时限: officeText(dueOn ?? ''),
      情况: officeText(word),
    })),
  };
}

/** “一区一单 2018年2月 张店区”: what a filled template is called. */
export const filledName = (kind: TemplateKind, period: string, unit: string | null): string =>
  [templateName[kind], formatPeriod(period), ...(unit === null ? [] : [unit])].join(' ');

/** What is wrong with a template, and where it stands: “正文第 3 段”. */
export type TemplateProblem = { readonly place: string; readonly text: string; readonly words: string };

/** What {{…}} may stand for, for those who do not find their name: the names that share a sign with it, the most alike first. */
export function likeliest(name: string, kind: TemplateKind): readonly string[] {
  const all = templatePlaces[kind].flatMap(({ name: own, columns }) => [own, ...(columns ?? [])]);
  const shared = (other: string): number =>
    [...new Set(other)].filter((sign) => name.includes(sign)).length / Math.max(name.length, other.length);
  return [...new Set(all)]
    .filter((other) => shared(other) > 0)
    .sort((a, b) => shared(b) - shared(a))
    .slice(0, 3);
}
