/** 分值到件 of 宣传 and 加分: items and claims nobody has decided, channels that lack something, 信息 under the number asked for. */
import type { Claim } from '../../shared/contract/claims.ts';
import type { Item } from '../../shared/contract/publicity.ts';
import { exact, text } from '../../shared/engine/decimal.ts';
import type { Method } from '../../shared/engine/index.ts';
import { judgeItems, tallyOf } from '../../shared/publicity/count.ts';
import { channelName, kindName, levelName, OWN_CHANNELS } from '../../shared/publicity/kinds.ts';
import { claimsOfYear } from '../store/claims.ts';
import { itemsOfYear } from '../store/publicity.ts';
import { countCells, isAccepted, judgeRows, openBook } from './claim-counts.ts';
import type { OpenedCase } from './consultation-case.ts';
import { by, type Found, fact, type Ground } from './consultation-found.ts';
import { itemFigures } from './publicity.ts';
import { readPointRules } from './publicity-items.ts';

/** 条目 that nobody has decided, by what the unit's figures would be with each. */
export function items({ context, period, organisation }: Ground): readonly Found[] {
  const db = context.reader();
  const rules = readPointRules(db);
  const ofYear = itemsOfYear(db, period.slice(0, 4));
  const accepted = ofYear.filter(({ state }) => state === 'accepted');
  const valuesWith = (all: readonly Item[]): ReadonlyMap<string, string> => {
    const own = all.filter((item) => item.organisation === organisation && item.period === period);
    const tally = tallyOf(own, judgeItems(all), rules, false);
    return new Map(itemFigures(organisation, own, tally).map(({ indicator, value }) => [indicator, value]));
  };
  const before = valuesWith(accepted);
  return ofYear
    .filter(
      (item) =>
        item.organisation === organisation && item.period === period && (item.state === 'pending' || item.state === 'refused'),
    )
    .map((item): Found => {
      const after = item.state === 'pending' ? valuesWith([...accepted, item]) : before;
      const changes = [...after].flatMap(([indicator, value]) => {
        const moved = exact(value).minus(before.get(indicator) ?? 0);
        return moved.isZero() ? [] : [by(indicator, text(moved))];
      });
      const words = `${item.title}（${kindName[item.kind]}，${levelName(item.kind, item.level)}）`;
      return {
        ...fact(
          'item',
          String(item.id),
          item.title,
          { feature: 'publicity', id: String(item.id), words },
          {
            change: `${kindName[item.kind]}${levelName(item.kind, item.level)}，待核实；核实后计入`,
          },
        ),
        changes,
        now: changes,
        reason: item.state === 'refused' ? `不予核实：${item.reason}` : '同一内容已经计过，或者这一类不计分。',
      };
    });
}

/** 互动宣传专栏, 专题网站, 微信公众平台: what each lacks of its quota; D2 counts those. */
export function channels({ context, period, organisation }: Ground): readonly Found[] {
  const db = context.reader();
  const accepted = itemsOfYear(db, period.slice(0, 4)).filter((item) => item.state === 'accepted' && item.period === period);
  if (!accepted.some(({ channel }) => channel !== 'other')) return [];
  const { channelQuota } = readPointRules(db);
  const own = accepted.filter((item) => item.organisation === organisation);
  return OWN_CHANNELS.flatMap((channel) => {
    const lacking = Math.max(0, channelQuota[channel] - own.filter((item) => item.channel === channel).length);
    return Array.from({ length: lacking }, (_, at): Found => {
      const changes = [by('D2', -1)];
      return {
        ...fact('figure', `${channel} ${at}`, `${channelName[channel]}缺更 1 次`, null, {
          indicator: 'D2',
          change: `本期应更新 ${channelQuota[channel]} 次；补更的，宣传渠道缺更次数减 1`,
        }),
        changes,
        now: changes,
        reason: '',
      };
    });
  });
}

/** Most that are listed one by one. */
const MOST_LACKING = 6;

/** 信息 under the number the scheme asks for: one line for each that is missing. */
export function quota({ organisation }: Ground, { input, scheme }: OpenedCase['evaluated']): readonly Found[] {
  const value = input.values[organisation]?.D1a?.value ?? null;
  const target = scheme.rules.items
    .filter(({ applies, kind }) => kind === 'base' && applies.includes(input.list))
    .flatMap(({ method, inputs }) => targetsOf(method, inputs))
    .find(({ indicator }) => indicator === 'D1a')?.target;
  if (value === null || target === undefined) return [];
  const lacking = Math.min(MOST_LACKING, Math.max(0, exact(target).minus(value).ceil().toNumber()));
  return Array.from({ length: lacking }, (_, at): Found => {
    const changes = [by('D1a', 1)];
    return {
      ...fact(
        'figure',
        `D1a ${at}`,
        `信息报送不足 ${target} 条，第 ${exact(value)
          .plus(at + 1)
          .toFixed()} 条未报`,
        null,
        {
          indicator: 'D1a',
          change: `本期应报 ${target} 条，已报 ${value} 条；再报的，报送信息条数加 1`,
        },
      ),
      changes,
      now: changes,
      reason: '',
    };
  });
}

/** Raw figures that are asked to reach a number, and the number. */
function targetsOf(
  method: Method,
  inputs: Readonly<Record<string, string>>,
): readonly { readonly indicator: string; readonly target: string }[] {
  if (method.kind === 'composite' || method.kind === 'lowest') {
    return method.parts.flatMap((part) =>
      targetsOf(part.method, Object.fromEntries(Object.entries(part.inputs).map(([own, name]) => [own, inputs[name] ?? '']))),
    );
  }
  const indicator = inputs.value ?? '';
  return method.kind === 'completionRate' ? [{ indicator, target: method.target }] : [];
}

/** 加分事项 that nobody has decided, and those that were refused, with the reason. */
export function claims({ context, period, organisation }: Ground): readonly Found[] {
  const db = context.reader();
  const book = openBook(db);
  const ofYear = claimsOfYear(db, period.slice(0, 4));
  const accepted = ofYear.filter(isAccepted);
  const own = ofYear.filter(
    (claim) =>
      claim.organisation === organisation && claim.period === period && (claim.state === 'pending' || claim.state === 'refused'),
  );
  return judgeRows(book, own, ofYear).map((row): Found => {
    const claim: Claim = own.find(({ id }) => id === row.id) ?? row;
    const cells =
      row.state === 'pending' && row.verdict?.counts
        ? countCells(book, claim, [...accepted, { ...claim, state: 'accepted' }])
        : [];
    const changes = cells
      .filter((cell) => cell.period === period)
      .map(({ indicator, count, before }) => by(indicator, text(exact(count).minus(before?.value ?? 0))));
    const proof = row.files.length === 0 ? '，缺佐证' : '';
    return {
      ...fact(
        'claim',
        String(row.id),
        row.title,
        { feature: 'claims', id: String(row.id), words: `${row.itemName}：${row.title}（${row.levelName}）` },
        {
          change: `${row.item} ${row.itemName}${row.levelName}，待认定${proof}；认定后件数加 1`,
        },
      ),
      changes,
      now: changes,
      reason: row.state === 'refused' ? `不予认定：${row.reason}` : (row.verdict?.words ?? '方案没有这一级，不计分。'),
    };
  });
}
