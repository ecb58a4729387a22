import type { Indicator } from '../../../../shared/contract/indicators.ts';
import type { Item, RankingList, Rules } from '../../../../shared/engine/types.ts';
import { itemKindName } from '../../../../shared/schemes/compare.ts';
import { withKind } from '../../../../shared/schemes/edit.ts';
import { listName } from '../../../../shared/text.ts';
import { AreaField, ChoiceField, choicesOf, TextField } from '../../../components/fields.tsx';
import { useCall } from '../../../queries.ts';
import { Marks, MethodForm } from './method-form.tsx';

type Props = {
  readonly item: Item;
  readonly rules: Rules;
  readonly indicators: readonly Indicator[];
  readonly onChange: (item: Item) => void;
};
const LISTS = Object.keys(listName) as RankingList[];

/** One line of the scheme: what it is, whom it is for, how it is scored, what it is proved by. */
export function ItemForm({ item, rules, indicators, onChange }: Props) {
  const set = (change: Partial<Item>): void => onChange({ ...item, ...change });
  const { evidence: _evidence, ...withoutEvidence } = item;
  const isBase = item.kind === 'base';
  return (
    <div className="fields">
      <TextField name="名称" value={item.name} onChange={(name) => set({ name })} />
      <TextField name="编号" value={item.code} onChange={(code) => set({ code })} />
      <ChoiceField
        name="所属板块"
        value={item.block}
        choices={rules.blocks.map(({ code, name }) => [code, `${code} ${name}`] as const)}
        onChange={(block) => set({ block })}
      />
      <ChoiceField
        name="类别"
        value={item.kind}
        choices={choicesOf(itemKindName)}
        onChange={(kind) => onChange(withKind(item, kind))}
      />
      <span className="name">适用</span>
      <div className="row">
        {LISTS.map((list, index) => (
          <label key={list}>
            <input
              id={index === 0 ? 'field-适用' : undefined}
              type="checkbox"
              checked={item.applies.includes(list)}
              onChange={(event) =>
                set({ applies: LISTS.filter((one) => (one === list ? event.target.checked : item.applies.includes(one))) })
              }
            />{' '}
            {listName[list]}
          </label>
        ))}
      </div>
      {item.kind === 'veto' ? (
        <>
          <Marks item={item} indicators={indicators} onChange={onChange} />
          <p className="hint">任何一个数值不为 0，即一票否决；后果在“整体规定”里定。</p>
        </>
      ) : (
        <>
          <TextField
            name={isBase ? '满分' : '封顶'}
            hint={isBase ? undefined : `这一项最多${item.kind === 'bonus' ? '加' : '扣'}几分。`}
            value={item.fullPoints}
            onChange={(fullPoints) => set({ fullPoints: fullPoints.trim() })}
          />
          <MethodForm item={item} indicators={indicators} mayDepend={rules.allowDependentMethods} onChange={onChange} />
        </>
      )}
      <AreaField
        name="计分条款"
        value={item.clause}
        hint="得分说明书和通报照此写，和上面的方法、数字要说得一样。"
        onChange={(clause) => set({ clause })}
      />
      <TextField
        name="佐证"
        hint={isBase ? undefined : '凭什么材料认定；加分、扣分必须写明。'}
        value={item.evidence ?? ''}
        onChange={(evidence) => onChange(evidence === '' ? withoutEvidence : { ...item, evidence })}
      />
      {item.inputs.value !== undefined && item.kind !== 'veto' ? <Difficulty item={item} onChange={onChange} /> : null}
    </div>
  );
}

/** 难度系数: the value of a unit is multiplied before it is scored; most lines have none. */
function Difficulty({ item, onChange }: Pick<Props, 'item' | 'onChange'>) {
  const list = useCall('organisations.list', {});
  const units = (list.data ?? []).filter(({ kind }) => item.applies.some((one) => one === kind));
  const factors = item.difficulty ?? {};
  const count = Object.keys(factors).length;
  const set = (code: string, factor: string): void => {
    const { difficulty: _before, ...plain } = item;
    const { [code]: _old, ...others } = factors;
    const next = factor === '' ? others : { ...others, [code]: factor };
    onChange(Object.keys(next).length === 0 ? plain : { ...item, difficulty: next });
  };
  return (
    <>
      <span className="name">难度系数</span>
      <details>
        <summary id="field-难度系数">{count === 0 ? '不用系数' : `${count} 个单位有系数`}</summary>
        <p className="faint">数值先乘以系数再计分；留空即为 1。</p>
        <ul className="factors">
          {units.map((unit) => (
            <li key={unit.code}>
              <label>
                {unit.shortName || unit.name}
                <input
                  aria-label={`${unit.name}难度系数`}
                  inputMode="decimal"
                  value={factors[unit.code] ?? ''}
                  onChange={(event) => set(unit.code, event.target.value.trim())}
                />
              </label>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
