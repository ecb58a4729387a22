import { Fragment, useState } from 'react';
import { NOTICE_KINDS, type NoticeRules, noticeName } from '../../../../shared/notices/kinds.ts';
import { ChoiceField, RecordSheet, TextField } from '../../../components/fields.tsx';
import { Sheet } from '../../../components/parts.tsx';
import { useCall, useCommand } from '../../../queries.ts';

/** 规则: the ladder in words, and the numbers in it that the office sets. */
export function NoticeRulesSheet({ onClose }: { readonly onClose: () => void }) {
  const saved = useCall('notices.rules', {});
  const session = useCall('people.session', {});
  if (!saved.data || !session.data) return null;
  if (session.data.roles.includes('admin')) return <Edit rules={saved.data} onClose={onClose} />;
  return (
    <Sheet title="三单一书规则" onClose={onClose}>
      <Printed rules={saved.data} />
      <p className="faint">规则由有“管理”职责的人员修改。</p>
    </Sheet>
  );
}

function Edit({ rules, onClose }: { readonly rules: NoticeRules; readonly onClose: () => void }) {
  const save = useCommand('notices.saveRules');
  const [typed, setTyped] = useState(rules);
  const number = (name: string, value: number, change: (value: number) => NoticeRules) => (
    <TextField name={name} type="number" value={String(value)} onChange={(text) => setTyped(change(Number(text)))} />
  );
  return (
    <RecordSheet
      title="三单一书规则"
      error={save.error}
      isBusy={save.isPending}
      onSave={() => save.mutate(typed, { onSuccess: onClose })}
      onClose={onClose}
    >
      <div className="task-rules">
        <Printed rules={typed} />
      </div>
      {NOTICE_KINDS.map((kind) => (
        <Fragment key={kind}>
          {number(`${noticeName[kind]}反馈（工作日）`, typed.replyDays[kind], (value) => ({
            ...typed,
            replyDays: { ...typed.replyDays, [kind]: value },
          }))}
        </Fragment>
      ))}
      {number('提前催办（工作日）', typed.urgeDays, (urgeDays) => ({ ...typed, urgeDays }))}
      {number('连续滞后（期）', typed.behindPeriods, (behindPeriods) => ({ ...typed, behindPeriods }))}
      {number('催办次数', typed.mostUrges, (mostUrges) => ({ ...typed, mostUrges }))}
      <ChoiceField
        name="提示、交办范围"
        value={typed.scope}
        choices={[
          ['documents', '配套文件'],
          ['all', '台账全部任务'],
        ]}
        onChange={(scope) => setTyped({ ...typed, scope })}
      />
    </RecordSheet>
  );
}

function Printed({ rules: { replyDays, urgeDays, behindPeriods, mostUrges, scope } }: { readonly rules: NoticeRules }) {
  const what = scope === 'documents' ? '配套文件' : '任务';
  return (
    <dl className="task-rule-list">
      <dt>提示单</dt>
      <dd>
        {what}登记入台账、尚未立项时；{replyDays.tip} 个工作日内反馈。
      </dd>
      <dt>交办单</dt>
      <dd>
        {what}已立项而没有交办时，或提示单逾期未反馈；{replyDays.assign} 个工作日内反馈。
      </dd>
      <dt>催办单</dt>
      <dd>
        距完成时限 {urgeDays} 个工作日以内没有申请销号、连续 {behindPeriods} 期滞后、过了完成时限，或交办单逾期未反馈；
        {replyDays.urge} 个工作日内反馈。每期因临期、滞后只催办一次。
      </dd>
      <dt>责令书</dt>
      <dd>
        催办后过了完成时限仍未完成，或同一事项已催办 {mostUrges} 次；{replyDays.order} 个工作日内反馈并附书面检查。
      </dd>
    </dl>
  );
}
