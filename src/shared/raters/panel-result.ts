/** A closed panel: what every unit gets and how, and what the marks say of those who gave them. It shows; it never alters a mark. */
import type { PanelRemedy, PanelResult, ShownMark } from '../contract/panels.ts';
import { brief, type Exact, exact, published, roundHalfUp, sum, zero } from '../engine/decimal.ts';
import { adjustedMean } from './adjusted-mean.ts';
import { agreement } from './agreement.ts';
import { groupVoting } from './group-voting.ts';
import type { Marks, Table } from './marks.ts';
import { medianPolish } from './median-polish.ts';
import { SHUFFLES } from './permutation.ts';
import { reciprocity } from './reciprocity.ts';
import { trimmedMean } from './trimmed-mean.ts';
import { unusualResiduals } from './unusual-residuals.ts';

export type MarkedPanel = {
  readonly remedy: PanelRemedy;
  readonly trim: number;
  /** Digits of the result. */
  readonly decimals: number;
  /** Seed of the shuffles; said in the display. */
  readonly seed: number;
  readonly units: readonly { readonly code: string; readonly shortName: string; readonly group: string }[];
  /** Everybody who handed a sheet in. `organisation`: the district that marks, in 区县互评. */
  readonly raters: readonly {
    readonly name: string;
    readonly organisation: string | null;
    /** By unit; a unit without an entry was not to be marked (oneself). A null mark is 回避. */
    readonly marks: Readonly<Record<string, { readonly mark: string | null; readonly reason: string }>>;
  }[];
};

/** “+9”, “−5”, “0”; no more digits than asked for. */
function signedText(value: Exact, digits: number): string {
  const size = brief(roundHalfUp(value.abs(), digits));
  return size === '0' ? size : `${value.isNegative() ? '−' : '+'}${size}`;
}
const plain = (value: number, digits: number): string => published(exact(value.toFixed(12)), digits).replace(/^-/, '−');

/**
 * Computes a panel.
 * @returns the result; or the first unit that has too few marks for a mean, with their number
 */
export function panelResult(
  panel: MarkedPanel,
): { readonly result: PanelResult } | { readonly unit: string; readonly count: number } {
  const { units, remedy, trim, decimals } = panel;
  // Somebody who stood aside for every unit has no say, and no leniency either.
  const raters = panel.raters.filter(({ marks }) => Object.values(marks).some(({ mark }) => mark !== null));
  const marks: Marks = raters.map((rater) =>
    units.map(({ code }) => {
      const mark = rater.marks[code]?.mark ?? null;
      return mark === null ? null : exact(mark);
    }),
  );
  const given = units.map((_, j) => marks.flatMap((row) => row[j] ?? []));
  const needed = remedy === 'trimmed' ? 2 * trim + 1 : 1;
  for (const [j, { code }] of units.entries()) {
    const count = given[j]?.length ?? 0;
    if (count < needed) return { unit: code, count };
  }
  const isMutual = raters.some(({ organisation }) => organisation !== null);
  const { overall, rows, residuals } = medianPolish(marks);
  // As it is printed: whoever has the paper can do the sum.
  const leniencies = rows.map((row) => roundHalfUp(row, 2));
  const apart = unusualResiduals(residuals);
  const shown = raters.map((rater, i) => ({
    name: rater.name,
    leniency: signedText(leniencies[i] ?? zero, 2),
    marks: units.map(({ code }, j): ShownMark => {
      const residual = residuals[i]?.[j] ?? null;
      const { mark, reason } = rater.marks[code] ?? { mark: null, reason: '' };
      const isApart = apart[i]?.[j] === true && residual !== null;
      return {
        mark,
        reason,
        residual: residual && signedText(residual, 1),
        apart: isApart ? (residual.isNegative() ? 'low' : 'high') : null,
      };
    }),
  }));
  const results = units.map(({ code }, j) => {
    const column = marks.flatMap((row, i) => {
      const mark = row[j] ?? null;
      return mark === null ? [] : [{ mark, leniency: leniencies[i] ?? zero }];
    });
    const { mean, calculation } = remedy === 'trimmed' ? trimmed(given[j] ?? [], trim) : adjusted(column);
    const value = published(mean, decimals);
    return { code, value, calculation: `${calculation} ${mean.eq(value) ? '=' : '≈'} ${value}` };
  });
  const says = [
    agreementWords(marks),
    leniencyWords(shown.map(({ name }, i) => ({ name, leniency: leniencies[i] ?? zero }))),
    apartWords(shown, units),
    ...(isMutual ? mutualWords(panel, raters, residuals) : []),
    {
      about: '说明',
      text: `每个打分分解为总体水平（${brief(roundHalfUp(overall, 2))} 分）、评委宽严、单位水平和余数（中位数平滑法），余数明显突出的才标出。${
        isMutual ? `随机重排的种子为 ${panel.seed}，再算一次结果相同。` : ''
      }以上只供了解，不改动任何一个打分；得分只按开评前定下的办法计算。`,
    },
  ];
  return { result: { units: results, raters: shown, says } };
}

function trimmed(marks: readonly Exact[], trim: number): { readonly mean: Exact; readonly calculation: string } {
  const found = trimmedMean(marks, trim);
  if (!found) throw new RangeError('no mark is left');
  const { mean, kept } = found;
  const dropped =
    trim === 0 ? '' : `去掉最高 ${found.highest.map(brief).join('、')}，最低 ${found.lowest.map(brief).join('、')}；`;
  return {
    mean,
    calculation: `${dropped}${kept.length === 1 ? '' : '('}${kept.map(brief).join(' + ')}${kept.length === 1 ? '' : `) ÷ ${kept.length}`}`,
  };
}

function adjusted(marks: readonly { readonly mark: Exact; readonly leniency: Exact }[]): {
  readonly mean: Exact;
  readonly calculation: string;
} {
  const mean = adjustedMean(marks);
  if (!mean) throw new RangeError('no mark is left');
  const taken = sum(marks.map(({ leniency }) => leniency));
  const total = brief(sum(marks.map(({ mark }) => mark)));
  const sign = taken.isNegative() ? '+' : '−';
  return { mean, calculation: `(打分合计 ${total} ${sign} 宽严差合计 ${brief(taken.abs())}) ÷ ${marks.length}` };
}

type Said = PanelResult['says'][number];

function agreementWords(marks: Marks): Said {
  const about = '一致性';
  const found = agreement(marks.map((row) => row.map((mark) => mark?.toNumber() ?? null)));
  if (!found) return { about, text: '评委或打分太少，或打分全都相同，看不出一致性。' };
  const { icc, interval } = found;
  const range = interval ? `（95% 置信区间 ${plain(interval.low, 2)} 至 ${plain(interval.high, 2)}）` : '';
  // Koo & Li 2016; below one half the marks of one rater say less about the unit than about the rater.
  const word =
    icc < 0.5
      ? '评分一致性低，建议统一尺度后复评'
      : icc < 0.75
        ? '评分一致性中等'
        : icc < 0.9
          ? '评分一致性较好'
          : '评分一致性好';
  return { about, text: `组内相关系数 ${plain(icc, 2)}${range}，${word}。` };
}

function leniencyWords(raters: readonly { readonly name: string; readonly leniency: Exact }[]): Said {
  const about = '宽严';
  const sorted = [...raters].sort((a, b) => b.leniency.comparedTo(a.leniency));
  const [most, least] = [sorted[0], sorted.at(-1)];
  if (!most || !least || most.leniency.eq(least.leniency)) return { about, text: '各评委宽严相同。' };
  const name = (rater: { readonly name: string; readonly leniency: Exact }): string =>
    `${rater.name}（${signedText(rater.leniency, 2)} 分）`;
  return { about, text: `与居中的评委相比，最宽的是${name(most)}，最严的是${name(least)}。` };
}

/** So many are named, the largest first; the table shows all of them. */
const NAMED = 5;

function apartWords(raters: PanelResult['raters'], units: readonly { readonly shortName: string }[]): Said {
  const about = '突出打分';
  const found = raters
    .flatMap(({ name, marks }) =>
      marks.flatMap(({ mark, residual, apart, reason }, j) => {
        if (apart === null) return [];
        const size = residual?.slice(1) ?? '';
        const why = reason === '' ? '没有写理由' : `理由：${reason}`;
        const text = `${name}给${units[j]?.shortName ?? ''} ${mark} 分，${apart === 'high' ? '高出' : '低了'} ${size} 分（${why}）`;
        return [{ text, size: Number(size) }];
      }),
    )
    .sort((a, b) => b.size - a.size)
    .map(({ text }) => text);
  if (found.length === 0) return { about, text: '没有哪个打分明显偏离评委的宽严和单位的水平。' };
  const named = found.slice(0, NAMED).join('；');
  return {
    about,
    text: `有 ${found.length} 个打分是评委的宽严和单位的水平都解释不了的${found.length > NAMED ? `，最大的 ${NAMED} 个是` : ''}：${named}。`,
  };
}

/** 互评往来 and 片区. */
function mutualWords(panel: MarkedPanel, raters: MarkedPanel['raters'], residuals: Table<Exact | null>): readonly Said[] {
  const rowOf = new Map(raters.flatMap(({ organisation }, i) => (organisation === null ? [] : [[organisation, i] as const])));
  const columnOf = new Map(panel.units.map(({ code }, j) => [code, j]));
  const numbers = residuals.map((row) => row.map((value) => value?.toNumber() ?? null));
  const residual = (from: string, to: string): number | null => numbers[rowOf.get(from) ?? -1]?.[columnOf.get(to) ?? -1] ?? null;
  const codes = panel.units.map(({ code }) => code);
  const nameOf = (code: string): string => panel.units[columnOf.get(code) ?? -1]?.shortName ?? code;
  const chance = (p: number): string =>
    `把余数随机重排 ${SHUFFLES} 次，有 ${plain(p * 100, 2)}% 达到这个程度，${p < 0.05 ? '不像是偶然，请留意' : '可能只是偶然'}`;
  const says: Said[] = [];

  const favours = reciprocity(codes, residual, panel.seed);
  if (!favours) says.push({ about: '互评往来', text: '两两互评不足 6 对，不作判断。' });
  else {
    const { pairs, correlation, p, top } = favours;
    const found =
      correlation === null || p === null
        ? `${pairs} 对互评的余数都相同，没有往来可言。`
        : `${pairs} 对互评，你高我也高的相关系数 ${plain(correlation, 2)}；${chance(p)}。`;
    const list = top.map(
      ({ a, b, aToB, bToA }) =>
        `${nameOf(a)}与${nameOf(b)}（${nameOf(a)}多给 ${plain(aToB, 1)} 分，${nameOf(b)}多给 ${plain(bToA, 1)} 分）`,
    );
    says.push({ about: '互评往来', text: `${found}${list.length === 0 ? '' : `互相多给最多的：${list.join('；')}。`}` });
  }

  const groups = groupVoting(
    panel.units.map(({ code, group }) => ({ code, group })),
    residual,
    panel.seed,
  );
  says.push({
    about: '片区',
    text: groups
      ? `同一片区（分组）之间平均${overOrUnder(groups.inside)}，不同片区之间平均${overOrUnder(groups.across)}；${chance(groups.p)}。`
      : '单位没有分组，或只有一个组，不作判断。',
  });
  return says;
}

/** “高出 0.32 分” · “低了 0.10 分” */
const overOrUnder = (value: number): string => `${value < 0 ? '低了' : '高出'} ${plain(Math.abs(value), 2)} 分`;
