import { useState } from 'react';
import type { TaskRules } from '../../../shared/contract/tasks.ts';
import { RecordSheet, TextField } from '../../components/fields.tsx';
import { Lamp, Sheet } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';

/** 亮灯规则: the printed rule, and the numbers in it that the office sets. */
export function RulesSheet({ onClose }: { readonly onClose: () => void }) {
  const saved = useCall('tasks.rules', {});
  const session = useCall('people.session', {});
  if (!saved.data || !session.data) return null;
  if (session.data.roles.includes('admin')) return <Edit rules={saved.data} onClose={onClose} />;
  return (
    <Sheet title="亮灯规则" onClose={onClose}>
      <Printed rules={saved.data} />
      <p className="faint">规则由有“管理”职责的人员修改。</p>
    </Sheet>
  );
}

function Edit({ rules, onClose }: { readonly rules: TaskRules; readonly onClose: () => void }) {
  const save = useCommand('tasks.saveRules');
  const [text, setText] = useState({
    warnDays: String(rules.warnDays),
    tolerance: String(rules.tolerance),
    relayDays: String(rules.relayDays),
    raiseDays: String(rules.raiseDays),
  });
  const typed: TaskRules = {
    warnDays: Number(text.warnDays),
    tolerance: Number(text.tolerance),
    relayDays: Number(text.relayDays),
    raiseDays: Number(text.raiseDays),
  };
  return (
    <RecordSheet
      title="亮灯规则"
      error={save.error}
      isBusy={save.isPending}
      onSave={() => save.mutate(typed, { onSuccess: onClose })}
      onClose={onClose}
    >
      <div className="task-rules">
        <Printed rules={typed} />
      </div>
      <TextField
        name="临期提醒（工作日）"
        type="number"
        value={text.warnDays}
        onChange={(warnDays) => setText({ ...text, warnDays })}
      />
      <TextField
        name="进度差（百分点）"
        type="number"
        value={text.tolerance}
        onChange={(tolerance) => setText({ ...text, tolerance })}
      />
      <TextField
        name="第一议题传达（工作日）"
        type="number"
        value={text.relayDays}
        onChange={(relayDays) => setText({ ...text, relayDays })}
      />
      <TextField
        name="提级调度（工作日）"
        type="number"
        value={text.raiseDays}
        onChange={(raiseDays) => setText({ ...text, raiseDays })}
      />
    </RecordSheet>
  );
}

function Printed({ rules }: { readonly rules: TaskRules }) {
  return (
    <dl className="task-rule-list">
      <dt>
        <Lamp kind="overdue" word="逾期" />
      </dt>
      <dd>有节点过了期限还没有办结；期限逢休息日顺延到下一个工作日。</dd>
      <dt>
        <Lamp kind="late" word="临期" />
      </dt>
      <dd>最近的节点还有 {rules.warnDays} 个工作日以内到期。</dd>
      <dt>
        <Lamp kind="late" word="欠进度" />
      </dt>
      <dd>已报进度比时间进度（工作日）少 {rules.tolerance} 个百分点以上。</dd>
      <dt>
        <Lamp kind="late" word="已追平" />
      </dt>
      <dd>曾经逾期、现已办结或改期的，保持黄灯；写明理由办理“解除预警”后才转绿。</dd>
      <dt>
        <Lamp kind="ok" word="超进度" />
      </dt>
      <dd>有节点提前办结，或已报进度超出时间进度 {rules.tolerance} 个百分点以上。</dd>
      <dt>
        <Lamp kind="ok" word="达进度" />
      </dt>
      <dd>其他推进中的任务。</dd>
      <dt>应提级</dt>
      <dd>
        逾期满 {rules.raiseDays} 个工作日，或责令书下发后仍逾期的，应由牵头领导提级到市委主要领导调度；提级后再满{' '}
        {rules.raiseDays} 个工作日仍未办结的，提级到市委常委会。只列为应提级，由审核人员办理。
      </dd>
    </dl>
  );
}
