import { useState } from 'react';
import type { Indicator, IndicatorInput } from '../../../shared/contract/indicators.ts';
import { directionName, frequencyName } from '../../../shared/text.ts';
import { Empty, Sheet, Trouble } from '../../components/parts.tsx';
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
  const save = useCommand('indicators.save');
  const text = (key: 'code' | 'name' | 'unit' | 'groupName') => ({
    id: `indicator-${key}`,
    value: draft[key],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => setDraft({ ...draft, [key]: event.target.value }),
  });
  return (
    <Sheet
      title={value.id === null ? '新增指标' : `修改 ${value.name}`}
      onClose={onClose}
      footer={
        <>
          <button type="button" onClick={onClose}>
            取消
          </button>
          <button
            type="button"
            className="main"
            disabled={save.isPending}
            onClick={() => save.mutate(draft, { onSuccess: onClose })}
          >
            保存
          </button>
        </>
      }
    >
      <div className="fields">
        <label htmlFor="indicator-code">编码</label>
        <input {...text('code')} />
        <label htmlFor="indicator-name">名称</label>
        <input {...text('name')} />
        <label htmlFor="indicator-unit">计量单位</label>
        <input {...text('unit')} />
        <label htmlFor="indicator-direction">方向</label>
        <select
          id="indicator-direction"
          value={draft.direction}
          onChange={(event) => setDraft({ ...draft, direction: event.target.value as IndicatorInput['direction'] })}
        >
          {Object.entries(directionName).map(([key, name]) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </select>
        <label htmlFor="indicator-decimals">小数位</label>
        <input
          id="indicator-decimals"
          type="number"
          min={0}
          max={6}
          value={draft.decimals ?? ''}
          onChange={(event) => setDraft({ ...draft, decimals: event.target.value === '' ? null : Number(event.target.value) })}
        />
        <label htmlFor="indicator-frequency">频度</label>
        <select
          id="indicator-frequency"
          value={draft.frequency}
          onChange={(event) => setDraft({ ...draft, frequency: event.target.value as IndicatorInput['frequency'] })}
        >
          {Object.entries(frequencyName).map(([key, name]) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </select>
        <label htmlFor="indicator-groupName">分组</label>
        <input {...text('groupName')} />
        <label htmlFor="indicator-formula">公式</label>
        <input
          id="indicator-formula"
          value={draft.formula ?? ''}
          onChange={(event) => setDraft({ ...draft, formula: event.target.value === '' ? null : event.target.value })}
        />
        <p className="hint">用指标编码或名称和加减乘除、括号写，例如 SO2/60 + NO2/40。留空表示由单位填报。</p>
      </div>
      <Trouble error={save.error} />
    </Sheet>
  );
}
