import type { SchemeDraft } from '../../../../shared/contract/schemes.ts';
import type { Rules } from '../../../../shared/engine/types.ts';
import { changeBlock } from '../../../../shared/schemes/edit.ts';
import { ChoiceField, TextField } from '../../../components/fields.tsx';
import { RemoveButton } from './method-form.tsx';
import { totalsWords } from './versions.tsx';

type Props = { readonly draft: SchemeDraft; readonly onChange: (draft: SchemeDraft) => void };
const DECIMALS = ['0', '1', '2', '3', '4'].map((digits) => [digits, `${digits} 位小数`] as const);
const YES_NO = (yes: string, no: string) =>
  [
    ['no', no],
    ['yes', yes],
  ] as const;

/** What holds for all lines: caps, limits, the effect of a veto, how it is rounded and ranked. */
export function WholeForm({ draft, onChange }: Props) {
  const { rules } = draft;
  const set = (change: Partial<Rules>): void => onChange({ ...draft, rules: { ...rules, ...change } });
  const limit = (name: string, key: 'bonusCap' | 'deductionCap' | 'floor' | 'ceiling') => (
    <TextField
      name={name}
      value={rules[key] ?? ''}
      onChange={(text) => set({ [key]: text.trim() === '' ? null : text.trim() })}
    />
  );
  return (
    <div className="fields">
      <TextField name="方案名称" value={draft.name} onChange={(name) => onChange({ ...draft, name })} />
      <TextField
        name="基本分合计"
        hint={totalsWords(rules)}
        value={rules.fullPoints}
        onChange={(fullPoints) => set({ fullPoints: fullPoints.trim() })}
      />
      {limit('加分合计封顶', 'bonusCap')}
      {limit('扣分合计封顶', 'deductionCap')}
      {limit('总分下限', 'floor')}
      {limit('总分上限', 'ceiling')}
      <p className="hint">封顶和上下限不设的留空。</p>
      <ChoiceField
        name="一票否决"
        value={rules.veto.effect}
        choices={[
          ['zero', '总分计 0'],
          ['cap', '总分不高于某个分数'],
        ]}
        onChange={(effect) => set({ veto: effect === 'zero' ? { effect } : { effect, at: '' } })}
      />
      {rules.veto.effect === 'cap' ? (
        <TextField
          name="否决后最高得分"
          value={rules.veto.at}
          onChange={(at) => set({ veto: { effect: 'cap', at: at.trim() } })}
        />
      ) : null}
      <ChoiceField
        name="得分保留"
        value={String(rules.publishedDecimals)}
        choices={DECIMALS}
        onChange={(digits) => set({ publishedDecimals: Number(digits) })}
      />
      <ChoiceField
        name="排名"
        value={rules.rankInGroups ? 'yes' : 'no'}
        choices={YES_NO('分组排名（按单位的分组）', '统一排名')}
        onChange={(choice) => set({ rankInGroups: choice === 'yes' })}
      />
      <ChoiceField
        name="计分方法范围"
        value={rules.allowDependentMethods ? 'yes' : 'no'}
        choices={YES_NO('也允许比例法、极差法、位次法', '只用看本单位成绩的方法')}
        hint={
          rules.allowDependentMethods
            ? '▲ 用了比例法、极差法、位次法，一个单位自己的数据不变，得分和名次也会因别的单位变动；得分说明书会逐项写明。'
            : undefined
        }
        onChange={(choice) => set({ allowDependentMethods: choice === 'yes' })}
      />
      <Blocks rules={rules} onChange={set} />
    </div>
  );
}

function Blocks({ rules, onChange }: { readonly rules: Rules; readonly onChange: (change: Partial<Rules>) => void }) {
  return (
    <>
      <span className="name">板块</span>
      <div className="rows">
        {rules.blocks.map((block, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: its code is what is being typed
          <div key={index} className="row">
            <input
              id={index === 0 ? 'field-板块' : undefined}
              className="short"
              aria-label={`第 ${index + 1} 个板块编号`}
              value={block.code}
              onChange={(event) => {
                const code = event.target.value.trim();
                // Lines follow their block by its code: two blocks must not become one while somebody types.
                if (!rules.blocks.some((other) => other.code === code)) onChange(changeBlock(rules, index, { code }));
              }}
            />
            <input
              aria-label={`第 ${index + 1} 个板块名称`}
              value={block.name}
              onChange={(event) => onChange(changeBlock(rules, index, { name: event.target.value }))}
            />
            {rules.items.some((item) => item.block === block.code) ? (
              <span className="faint">{rules.items.filter((item) => item.block === block.code).length} 项</span>
            ) : (
              <RemoveButton what={`板块 ${block.code}`} onRemove={() => onChange({ blocks: rules.blocks.toSpliced(index, 1) })} />
            )}
          </div>
        ))}
        <button type="button" onClick={() => onChange({ blocks: [...rules.blocks, { code: freeLetter(rules), name: '' }] })}>
          新增板块
        </button>
      </div>
    </>
  );
}

const freeLetter = (rules: Rules): string =>
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].find((letter) => !rules.blocks.some(({ code }) => code === letter)) ?? '';
