import { useState } from 'react';
import {
  channelName,
  type ItemKind,
  KINDS,
  kindName,
  LEVELS,
  type Level,
  levelsOf,
  OWN_CHANNELS,
  type PointRules,
} from '../../../shared/publicity/kinds.ts';
import { RecordSheet, TextField } from '../../components/fields.tsx';
import { useCall, useCommand } from '../../queries.ts';

const LEVEL_HEADS: Readonly<Record<Level, string>> = { filed: '仅报送', city: '市级', province: '省级', centre: '中央' };

/** 计分办法: what an item is worth in the month's count; the scores of the assessment follow the scheme. */
export function RulesSheet({ onClose }: { readonly onClose: () => void }) {
  const rules = useCall('publicity.rules', {});
  return rules.data ? <Form rules={rules.data} onClose={onClose} /> : null;
}

function Form({ rules, onClose }: { readonly rules: PointRules; readonly onClose: () => void }) {
  const [draft, setDraft] = useState(rules);
  const save = useCommand('publicity.saveRules');
  const setPoints = (kind: ItemKind, level: Level, points: string): void =>
    setDraft({ ...draft, points: { ...draft.points, [kind]: { ...draft.points[kind], [level]: points } } });
  return (
    <RecordSheet
      title="宣传条目计分办法"
      error={save.error}
      isBusy={save.isPending}
      onSave={() => save.mutate(draft, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p className="rules-say">
        同一内容一年内只按最高级别计一次。分值只用于宣传统计和月报；考核得分按考核方案计算，批示、媒体报道的考核加分在“数据 ›
        加分”登记。
      </p>
      <table className="table rules">
        <thead>
          <tr>
            <th>每条计分</th>
            {LEVELS.map((level) => (
              <th key={level} className="n">
                {LEVEL_HEADS[level]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {KINDS.map((kind) => (
            <tr key={kind}>
              <th scope="row">{kindName[kind]}</th>
              {LEVELS.map((level) => (
                <td key={level} className="n">
                  {levelsOf(kind).includes(level) ? (
                    <input
                      aria-label={`${kindName[kind]} ${LEVEL_HEADS[level]}`}
                      value={draft.points[kind][level]}
                      onChange={(event) => setPoints(kind, level, event.target.value)}
                    />
                  ) : (
                    '—'
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <TextField name="媒体头版倍数" value={draft.frontPage} onChange={(frontPage) => setDraft({ ...draft, frontPage })} />
      {OWN_CHANNELS.map((channel, at) => (
        <TextField
          key={channel}
          name={`${channelName[channel]}应发条数`}
          type="number"
          value={String(draft.channelQuota[channel])}
          hint={at === OWN_CHANNELS.length - 1 ? '各区县每期应发的条数，少一条计一次缺更；填 0 不要求。' : undefined}
          onChange={(text) => setDraft({ ...draft, channelQuota: { ...draft.channelQuota, [channel]: Number(text) } })}
        />
      ))}
    </RecordSheet>
  );
}
