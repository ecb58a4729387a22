import { useState } from 'react';
import type { Indicator } from '../../../../shared/contract/indicators.ts';
import type { SchemeVersion } from '../../../../shared/contract/schemes.ts';
import { exact, sum } from '../../../../shared/engine/decimal.ts';
import type { Item, Rules } from '../../../../shared/engine/types.ts';
import { formatPeriod } from '../../../../shared/period.ts';
import { fullPointsOfList } from '../../../../shared/schemes/check.ts';
import { itemKindName, wholeWords } from '../../../../shared/schemes/compare.ts';
import { isNumber, methodWords } from '../../../../shared/schemes/methods.ts';
import { listName } from '../../../../shared/text.ts';

type Props = {
  readonly versions: readonly SchemeVersion[];
  readonly indicators: readonly Indicator[];
  readonly period: string;
  readonly hasDraft: boolean;
  readonly mayEdit: boolean;
  readonly onStart: (version: number) => void;
  readonly onDraft: () => void;
};

/** At the left every version, newest first; at the right one of them, block by block. */
export function VersionsView({ versions, indicators, period, hasDraft, mayEdit, onStart, onDraft }: Props) {
  const inForce = versions.find((version) => version.effectiveFrom <= period);
  const [chosen, setChosen] = useState(inForce?.id ?? versions[0]?.id);
  const shown = versions.find((version) => version.id === chosen) ?? versions[0];
  return (
    <div className="beside">
      <nav className="scheme-versions" aria-label="各版方案">
        {versions.map((version) => (
          <button
            type="button"
            className="link"
            key={version.id}
            aria-current={version.id === shown?.id ? 'true' : undefined}
            onClick={() => setChosen(version.id)}
          >
            <b>第 {version.version} 版</b> {formatPeriod(version.effectiveFrom)}起
            <span className="state">{stateOf(version, inForce, period)}</span>
          </button>
        ))}
        {hasDraft ? (
          <button type="button" className="link" onClick={onDraft}>
            <b>草稿</b> 尚未生效
            <span className="state">○ 接着修改</span>
          </button>
        ) : null}
      </nav>
      <div className="content">
        {shown ? (
          <Version
            version={shown}
            indicators={indicators}
            action={
              mayEdit && !hasDraft ? (
                <button type="button" className="main" onClick={() => onStart(shown.id)}>
                  以这一版为底稿修改
                </button>
              ) : null
            }
          />
        ) : null}
      </div>
    </div>
  );
}

function stateOf(version: SchemeVersion, inForce: SchemeVersion | undefined, period: string): string {
  if (version.id === inForce?.id) return `● ${formatPeriod(period)}用这一版`;
  return version.effectiveFrom > period ? '○ 尚未生效' : '○ 已被后面的版本接替';
}

function Version({
  version,
  indicators,
  action,
}: {
  readonly version: SchemeVersion;
  readonly indicators: readonly Indicator[];
  readonly action: React.ReactNode;
}) {
  const { rules } = version;
  const names = new Map(indicators.map(({ code, name }) => [code, name]));
  const words = wholeWords(rules)
    .filter(([aspect, text]) => aspect !== '板块' && text !== '不设')
    .map(([aspect, text]) => `${aspect} ${text}`);
  return (
    <section className="scheme-version">
      <div className="head">
        <h2>
          {version.name} 第 {version.version} 版
        </h2>
        {action}
      </div>
      <p className="faint">
        {words.join('；')}。{totalsWords(rules)}
      </p>
      <table className="table">
        <thead>
          <tr>
            <th>编号</th>
            <th>项目</th>
            <th>适用</th>
            <th className="n">分值</th>
            <th>计分方法和条款</th>
          </tr>
        </thead>
        {rules.blocks.map((block) => {
          const items = rules.items.filter((item) => item.block === block.code);
          if (items.length === 0) return null;
          return (
            <tbody key={block.code}>
              <tr className="block">
                <th colSpan={3} scope="rowgroup">
                  {block.code} {block.name}
                </th>
                <td className="n">{sum(items.map((item) => exact(item.fullPoints))).toFixed()}</td>
                <td />
              </tr>
              {items.map((item) => (
                <tr key={item.code}>
                  <td>{item.code}</td>
                  <td>{item.name}</td>
                  <td className="lists">{item.applies.map((list) => listName[list]).join('、')}</td>
                  <td className="n">{pointsWords(item)}</td>
                  <td>
                    {item.kind === 'veto'
                      ? '数值不为 0 即一票否决'
                      : methodWords(item.method, (input) => nameOf(names, item, input))}
                    <span className="clause">
                      {item.clause}
                      {item.evidence ? ` 佐证：${item.evidence}。` : ''}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          );
        })}
      </table>
    </section>
  );
}

const nameOf = (names: ReadonlyMap<string, string>, item: Item, input: string): string => {
  const code = item.inputs[input] ?? '';
  return names.get(code) ?? code;
};

/** 区县 100 分；专项小组 60 分，折算为 100 分。 */
export function totalsWords(rules: Rules): string {
  const lists = (['district', 'specialGroup'] as const).map((list) => {
    const points = fullPointsOfList(rules, list);
    const isLess = isNumber(rules.fullPoints) && exact(points).lt(rules.fullPoints);
    return `${listName[list]}适用的基本分 ${points} 分${isLess ? `，折算为 ${rules.fullPoints} 分` : ''}`;
  });
  return `${lists.join('；')}。`;
}

function pointsWords(item: Item): string {
  if (item.kind === 'base') return item.fullPoints;
  if (item.kind === 'veto') return itemKindName.veto;
  return `${item.kind === 'bonus' ? '最多加' : '最多扣'} ${item.fullPoints}`;
}
