import { useState } from 'react';
import type { Indicator, IndicatorInput } from '../../../shared/contract/indicators.ts';
import { directionName, frequencyName } from '../../../shared/text.ts';
import { ChoiceField, choicesOf, RecordSheet, splitNames, TextField } from '../../components/fields.tsx';
import { Empty, Trouble } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';

const BLANK: IndicatorInput = {
  id: null,
  code: '',
  name: '',
  unit: '',
  direction: 'higher',
  decimals: 2,
  frequency: 'month',
  formula: null,
  groupName: '',
  aliases: [],
};

export function IndicatorsTab() {
  const list = useCall('indicators.list', {});
  const [editing, setEditing] = useState<IndicatorInput | null>(null);
  return (
    <>
      <div className="heading">
        <h1>指标</h1>
        <p className="say">有公式的指标由其他指标算出，不用填报。</p>
        <div className="actions">
          <button type="button" className="main" onClick={() => setEditing(BLANK)}>
            新增指标
          </button>
        </div>
      </div>
      <div className="content">
        <Trouble error={list.error} />
        {list.data?.length === 0 ? <Empty text="还没有指标。可以新增，或在“数据”页导入含“指标”表的表格。" /> : null}
        {list.data && list.data.length > 0 ? <IndicatorTable rows={list.data} onEdit={setEditing} /> : null}
      </div>
      {editing ? <IndicatorForm value={editing} onClose={() => setEditing(null)} /> : null}
    </>
  );
}

function IndicatorTable({ rows, onEdit }: { readonly rows: readonly Indicator[]; readonly onEdit: (row: Indicator) => void }) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th>编码</th>
          <th>名称</th>
          <th>计量单位</th>
          <th>方向</th>
          <th className="n">小数位</th>
          <th>频度</th>
          <th>公式</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>{row.code}</td>
            <td>
              <button type="button" className="link" onClick={() => onEdit(row)}>
                {row.name}
              </button>
            </td>
            <td>{row.unit}</td>
            <td>{directionName[row.direction]}</td>
            <td className="n">{row.decimals ?? ''}</td>
            <td>{frequencyName[row.frequency]}</td>
            <td className="faint">{row.formula ?? ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function IndicatorForm({ value, onClose }: { readonly value: IndicatorInput; readonly onClose: () => void }) {
  const [draft, setDraft] = useState(value);
  const [aliases, setAliases] = useState(value.aliases.join('、'));
  const save = useCommand('indicators.save');
  const set = (change: Partial<IndicatorInput>): void => setDraft({ ...draft, ...change });
  return (
    <RecordSheet
      title={value.id === null ? '新增指标' : `修改 ${value.name}`}
      error={save.error}
      isBusy={save.isPending}
      onSave={() => save.mutate({ ...draft, aliases: splitNames(aliases) }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TextField name="编码" value={draft.code} onChange={(code) => set({ code })} />
      <TextField name="名称" value={draft.name} onChange={(name) => set({ name })} />
      <TextField name="计量单位" value={draft.unit} onChange={(unit) => set({ unit })} />
      <ChoiceField
        name="方向"
        value={draft.direction}
        choices={choicesOf(directionName)}
        onChange={(direction) => set({ direction })}
      />
      <TextField
        name="小数位"
        type="number"
        hint="公布时保留几位；留空表示按原数。"
        value={draft.decimals?.toString() ?? ''}
        onChange={(text) => set({ decimals: text === '' ? null : Number(text) })}
      />
      <ChoiceField
        name="频度"
        value={draft.frequency}
        choices={choicesOf(frequencyName)}
        onChange={(frequency) => set({ frequency })}
      />
      <TextField name="分组" value={draft.groupName} onChange={(groupName) => set({ groupName })} />
      <TextField
        name="公式"
        hint="用指标编码或名称和加减乘除、括号写，例如 SO2/60 + NO2/40。留空表示由单位填报。"
        value={draft.formula ?? ''}
        onChange={(text) => set({ formula: text === '' ? null : text })}
      />
      <TextField name="别名" hint="表格里可能出现的其他写法，用顿号分开。" value={aliases} onChange={setAliases} />
    </RecordSheet>
  );
}
