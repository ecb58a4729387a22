import { useState } from 'react';
import type { Checklists } from '../../../shared/inspections/checklists.ts';
import { BLOCKS, type Block, codesOf } from '../../../shared/inspections/words.ts';
import { Sheet, Switch, Trouble } from '../../components/parts.tsx';
import { useCommand } from '../../queries.ts';

type Lines = { text: string; points: string }[];

/** 评分表: the lines of each block, 100 points together. Records already begun keep theirs. */
export function ChecklistSheet({ checklists, onClose }: { readonly checklists: Checklists; readonly onClose: () => void }) {
  const [draft, setDraft] = useState<Record<Block, Lines>>(() => structuredClone(checklists) as unknown as Record<Block, Lines>);
  const [block, setBlock] = useState<Block>('documents');
  const save = useCommand('inspections.saveChecklists');
  const lines = draft[block];
  const set = (next: Lines): void => setDraft({ ...draft, [block]: next });
  // Whole tenths, so that 0.1 + 0.2 is 0.3.
  const whole = lines.reduce((sum, { points }) => sum + Math.round(Number(points) * 10), 0) / 10;
  const footer = (
    <>
      <span className={whole === 100 ? 'faint' : 'lasted'}>合计 {Number.isNaN(whole) ? '—' : whole} 分，应为 100 分</span>
      <button type="button" onClick={onClose}>
        取消
      </button>
      <button
        type="button"
        className="main"
        disabled={save.isPending}
        onClick={() => save.mutate({ checklists: draft }, { onSuccess: onClose })}
      >
        保存
      </button>
    </>
  );
  return (
    <Sheet title="督察评分表" say="已登记的记录仍用当时的评分表" width={720} onClose={onClose} footer={footer}>
      <Switch
        label="内容"
        value={block}
        options={codesOf(BLOCKS).map((one) => ({ value: one, text: BLOCKS[one] }))}
        onChange={setBlock}
      />
      <div className="checklist-lines">
        {lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place
          <div key={at} className="row">
            <input
              aria-label={`内容 ${at + 1}`}
              value={line.text}
              onChange={(event) => set(lines.map((one, index) => (index === at ? { ...one, text: event.target.value } : one)))}
            />
            <input
              aria-label={`分值 ${at + 1}`}
              className="n"
              value={line.points}
              onChange={(event) => set(lines.map((one, index) => (index === at ? { ...one, points: event.target.value } : one)))}
            />
            <button
              type="button"
              aria-label={`删除第 ${at + 1} 项`}
              onClick={() => set(lines.filter((_, index) => index !== at))}
            >
              删除
            </button>
          </div>
        ))}
        <button type="button" onClick={() => set([...lines, { text: '', points: '0' }])}>
          添加一项
        </button>
      </div>
      <Trouble error={save.error} />
    </Sheet>
  );
}
