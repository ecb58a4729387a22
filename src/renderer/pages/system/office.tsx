import { useState } from 'react';
import type { OfficeSettings } from '../../../shared/contract/settings.ts';
import type { RankingList } from '../../../shared/engine/types.ts';
import { listName } from '../../../shared/text.ts';
import { TextField } from '../../components/fields.tsx';
import { Trouble } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';

const FIELDS: readonly { readonly key: keyof OfficeSettings; readonly name: string; readonly hint?: string }[] = [
  { key: 'redHead', name: '发文机关标志', hint: '印在红头上。' },
  { key: 'issuer', name: '署名' },
  { key: 'numberPrefix', name: '机关代字', hint: '例如“淄改办发”，年份和序号在“通报”页填写。' },
  { key: 'addressee', name: '主送机关' },
  { key: 'copyTo', name: '抄送机关', hint: '不抄送则留空。' },
  { key: 'issuedBy', name: '印发机关' },
  { key: 'clerk', name: '经办人', hint: '记入操作记录。' },
];

export function OfficeTab() {
  const stored = useCall('settings.view', {});
  const save = useCommand('settings.save');
  const [draft, setDraft] = useState<OfficeSettings | null>(null);
  const shown = draft ?? stored.data;
  return (
    <>
      <div className="heading">
        <h1>发文信息</h1>
        <p className="say">印在每份通报上。</p>
      </div>
      <div className="content">
        <Trouble error={stored.error ?? save.error} />
        {shown ? (
          <form
            style={{ maxWidth: 720 }}
            onSubmit={(event) => {
              event.preventDefault();
              save.mutate(shown, { onSuccess: () => setDraft(null) });
            }}
          >
            <div className="fields">
              {FIELDS.map((field) => (
                <TextField
                  key={field.key}
                  name={field.name}
                  hint={field.hint}
                  value={shown[field.key]}
                  onChange={(value) => setDraft({ ...shown, [field.key]: value })}
                />
              ))}
            </div>
            <p style={{ marginTop: 12 }}>
              <button type="submit" className="main" disabled={draft === null || save.isPending}>
                保存
              </button>
              {draft === null && save.isSuccess ? <span className="faint"> 已保存</span> : null}
            </p>
          </form>
        ) : null}
        <SpeechesForm />
      </div>
    </>
  );
}

/** 表态发言: how many times running a unit is last before it has to speak. 典型发言 is always that of the first. */
function SpeechesForm() {
  const stored = useCall('settings.speeches', {});
  const save = useCommand('settings.saveSpeeches');
  const [draft, setDraft] = useState<(Readonly<Record<RankingList, string>> & { readonly band: boolean }) | null>(null);
  if (!stored.data) return <Trouble error={stored.error} />;
  const { district, specialGroup, band = false } = stored.data;
  const shown = draft ?? { district: String(district), specialGroup: String(specialGroup), band };
  return (
    <form
      style={{ maxWidth: 720, marginTop: 24 }}
      onSubmit={(event) => {
        event.preventDefault();
        const rules = { district: Number(shown.district), specialGroup: Number(shown.specialGroup), band: shown.band };
        save.mutate(rules, { onSuccess: () => setDraft(null) });
      }}
    >
      <h2>表态发言</h2>
      <div className="fields">
        {(['district', 'specialGroup'] as const).map((list) => (
          <TextField
            key={list}
            type="number"
            name={`${listName[list]}连续末位次数`}
            hint={list === 'district' ? '1 即每次排名末位都表态发言；0 即不安排。' : '连续这么多次排名末位才表态发言。'}
            value={shown[list]}
            onChange={(value) => setDraft({ ...shown, [list]: value })}
          />
        ))}
      </div>
      <p style={{ marginTop: 8 }}>
        <label>
          <input type="checkbox" checked={shown.band} onChange={(event) => setDraft({ ...shown, band: event.target.checked })} />{' '}
          末位难分伯仲时，与末位难分先后的单位一并表态发言、列入会诊
        </label>
      </p>
      <Trouble error={save.error} />
      <p style={{ marginTop: 12 }}>
        <button type="submit" className="main" disabled={draft === null || save.isPending}>
          保存
        </button>
        {draft === null && save.isSuccess ? <span className="faint"> 已保存</span> : null}
      </p>
    </form>
  );
}
