import { exact, published } from '../../../shared/engine/decimal.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { Lamp, Trouble } from '../../components/parts.tsx';
import { useCall } from '../../queries.ts';
import type { PartProps } from './view.ts';

const two = (value: string): string => published(exact(value), 2);
const signed = (value: string): string => (exact(value).gt(0) ? `+${two(value)}` : two(value).replace('-', '−'));

/** 疗程: the periods after, held against what was to be expected without any 会诊. */
export function FollowUpPart({ who }: { readonly who: PartProps }) {
  const { period, list, organisation } = who;
  const desk = useCall('consultationRecords.view', { period, list, organisation }, { fresh: true });
  const id = desk.data?.record?.consultation.id;
  const view = useCall('consultationRecords.followUp', { id: id ?? 0 }, { enabled: id !== undefined, fresh: true });
  if (!desk.data?.record || !view.data) return <Trouble error={desk.error ?? view.error} />;
  const { result, rounds, trial, lamp, word } = view.data;
  return (
    <div data-testid="follow-up">
      <p>
        <Lamp kind={lamp} word={word} />
        <span className="faint">　复诊 {rounds} 期</span>
      </p>
      <p>{result.words}</p>
      {result.state === 'judged' ? (
        <table className="table">
          <thead>
            <tr>
              <th>考核期</th>
              <th className="n">得分</th>
              <th className="n">不作会诊可望</th>
              <th className="n">相差</th>
              <th className="n">通常波动的倍数</th>
              <th>判断</th>
            </tr>
          </thead>
          <tbody>
            {result.rows.map((row) => (
              <tr key={row.period}>
                <td>
                  {formatPeriod(row.period)}
                  {trial.includes(row.period) ? <span className="faint">（试算）</span> : null}
                </td>
                <td className="n">{row.score}</td>
                <td className="n">{two(result.expected)}</td>
                <td className="n">{signed(row.effect)}</td>
                <td className="n">{signed(row.z)}</td>
                <td>{row.verdict}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </div>
  );
}
