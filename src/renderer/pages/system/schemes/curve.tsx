import { useMemo, useState } from 'react';
import { methodCurveOption } from '../../../../shared/charts/method-curve.ts';
import type { Indicator } from '../../../../shared/contract/indicators.ts';
import { exact, published } from '../../../../shared/engine/decimal.ts';
import type { Item } from '../../../../shared/engine/types.ts';
import { formatPeriod } from '../../../../shared/period.ts';
import { curveOf } from '../../../../shared/schemes/curve.ts';
import { Chart } from '../../../components/Chart.tsx';
import { useCall } from '../../../queries.ts';

type Props = { readonly item: Item; readonly period: string; readonly indicators: readonly Indicator[] };

/** 计分曲线: what the line gives for every value, the units of the month on it, and the same as a table. */
export function CurvePanel({ item, period, indicators }: Props) {
  const codes = [...new Set(Object.values(item.inputs))].sort();
  const figures = useCall('schemes.figures', { period, indicators: codes }, { fresh: true, keep: true });
  const [chosen, setChosen] = useState('');
  const inputs = Object.keys(item.inputs);
  const moving = inputs.includes(chosen) ? chosen : (inputs[0] ?? '');
  const byCode = useMemo(() => new Map(indicators.map((indicator) => [indicator.code, indicator])), [indicators]);
  const nameOf = (input: string): string => byCode.get(item.inputs[input] ?? '')?.name ?? item.inputs[input] ?? '';
  const curve = useMemo(() => {
    const units = (figures.data ?? []).filter(({ list }) => item.applies.includes(list));
    return curveOf(item, moving, units, (code) => byCode.get(code)?.direction ?? 'higher');
  }, [item, moving, figures.data, byCode]);
  const indicator = byCode.get(item.inputs[moving] ?? '');
  const figure = indicator ? `${indicator.name}${indicator.unit === '' ? '' : `（${indicator.unit}）`}` : '';
  const option = useMemo(
    () => (typeof curve === 'string' ? null : methodCurveOption({ figure, points: curve.points, units: curve.units })),
    [curve, figure],
  );
  return (
    <section className="curve" aria-label="计分曲线">
      <h3>计分曲线</h3>
      {inputs.length > 1 && typeof curve !== 'string' ? (
        <label className="moving">
          随
          <select aria-label="随哪个数值变动" value={moving} onChange={(event) => setChosen(event.target.value)}>
            {inputs.map((input) => (
              <option key={input} value={input}>
                {nameOf(input)}
              </option>
            ))}
          </select>
          变动
        </label>
      ) : null}
      {typeof curve === 'string' ? <p className="faint">{curve}</p> : null}
      {typeof curve !== 'string' && option ? (
        <>
          <Chart option={option} label={`${item.name}的计分曲线，${curve.units.length} 个单位在线上`} height={200} />
          {curve.held.length > 0 ? (
            <p className="faint">
              其余不动：{curve.held.map(({ input, value }) => `${nameOf(input)} ${value}`).join('，')}
              。单位的点不在线上，是因为它的其余数值不同。
            </p>
          ) : null}
          {curve.units.length === 0 ? (
            <p className="faint">{formatPeriod(period)}还没有单位的数值，线上没有点。</p>
          ) : (
            <table className="table">
              <caption className="faint">{formatPeriod(period)}各单位的数值按草稿这样计分</caption>
              <thead>
                <tr>
                  <th>单位</th>
                  <th className="n">数值</th>
                  <th className="n">得分</th>
                </tr>
              </thead>
              <tbody>
                {[...curve.units]
                  .sort((a, b) => exact(b.y).comparedTo(a.y))
                  .map((unit) => (
                    <tr key={unit.code}>
                      <td>{unit.name}</td>
                      <td className="n">{published(exact(unit.x), indicator?.decimals ?? 2)}</td>
                      <td className="n">{published(exact(unit.y), 2)}</td>
                    </tr>
                  ))}
              </tbody>
            </table>
          )}
        </>
      ) : null}
    </section>
  );
}
