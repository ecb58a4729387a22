/** What a reviewer should look at before a claim is 认定: it may be another one once more. */
import { formatPeriod, periodMonths, periodWords } from '../period.ts';
import { likeness } from '../sheets/name-key.ts';
import { isSameMatter, matterKey } from './matter.ts';

export type ComparableClaim = {
  /** null: not registered yet. */
  readonly id: number | null;
  readonly period: string;
  readonly organisation: string;
  readonly organisationName: string;
  readonly item: string;
  readonly itemName: string;
  readonly levelName: string;
  readonly title: string;
  readonly documentNumber: string;
  /** '2018-02-06', or null. */
  readonly datedOn: string | null;
};

/** A file that another claim shows as its own 佐证. */
export type SharedFile = {
  readonly fileName: string;
  readonly otherName: string;
  readonly period: string;
  readonly organisationName: string;
  readonly title: string;
};

/** From here on two titles are called alike: 获批国家智慧城市试点 and 获批国家级智慧城市试点 are (0.84), two 试点 of different fields are not (0.4). */
const ALIKE = 0.7;

/**
 * Sentences about a claim that may be a repetition, most telling first.
 * @param others every claim of the same calendar year but the withdrawn ones
 * @param shared files of this claim that other claims have as well
 */
export function doubtsAbout(
  claim: ComparableClaim,
  others: readonly ComparableClaim[],
  shared: readonly SharedFile[],
): readonly string[] {
  return [
    ...others.filter(({ id }) => id === null || id !== claim.id).flatMap((other) => doubtBetween(claim, other)),
    ...shared.map(
      ({ fileName, otherName, period, organisationName, title }) =>
        `佐证“${fileName}”与${organisationName}${formatPeriod(period)}“${title}”的佐证${fileName === otherName ? '' : `“${otherName}”`}内容相同，请核对。`,
    ),
    ...dateDoubt(claim),
  ];
}

function doubtBetween(claim: ComparableClaim, other: ComparableClaim): readonly string[] {
  const isOwn = claim.organisation === other.organisation;
  const where = `${formatPeriod(other.period)}“${other.title}”（${other.item} ${other.levelName}）`;
  if (isSameMatter(claim, other)) {
    if (!isOwn) return [`${other.organisationName}也登记了这一事项：${where}，请核对归属。`];
    if (claim.item !== other.item) return [`这一事项又登记在“${other.item} ${other.itemName}”：${where}，请核对是否重复。`];
    return [`与${where}是同一事项，一年内只按最高级别计一次。`];
  }
  const isAlike = isOwn && likeness(matterKey(claim.title), matterKey(other.title)) >= ALIKE;
  return isAlike ? [`与${where}名称相近，请核对是不是同一事项。`] : [];
}

function dateDoubt({ datedOn, period }: ComparableClaim): readonly string[] {
  if (datedOn === null) return [];
  const month = datedOn.slice(0, 7);
  if (month > periodMonths(period).last)
    return [`日期 ${datedOn} 晚于${formatPeriod(period)}，请核对该事项是否应记在以后的${periodWords(period).noun}。`];
  return month.slice(0, 4) < period.slice(0, 4) ? [`日期 ${datedOn} 不在${period.slice(0, 4)}年，请核对是否已在上年计分。`] : [];
}
