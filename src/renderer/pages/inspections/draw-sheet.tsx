import { useState } from 'react';
import type { ListView } from '../../../shared/contract/inspection-draws.ts';
import { splitNames } from '../../components/fields.tsx';
import { Confirm, Switch } from '../../components/parts.tsx';
import { useCommand } from '../../queries.ts';

type Part = { readonly name: string; readonly digits: string };

/** 当众抽取: the digits as they are called or thrown, who called them, who watched; then the draw, once. */
export function DrawSheet({ list, onClose }: { readonly list: ListView; readonly onClose: () => void }) {
  const [kind, setKind] = useState<'called' | 'dice'>('called');
  const [called, setCalled] = useState<readonly Part[]>(Array.from({ length: 4 }, () => ({ name: '', digits: '' })));
  const [dice, setDice] = useState<Part>({ name: '', digits: '' });
  const [present, setPresent] = useState('');
  const draw = useCommand('inspections.draw');
  const parts = kind === 'dice' ? [dice] : called;
  const digits = parts.map((part) => part.digits.replace(/\s/g, '')).join('');
  const set = (at: number, change: Partial<Part>): void =>
    kind === 'dice'
      ? setDice({ ...dice, ...change })
      : setCalled(called.map((part, index) => (index === at ? { ...part, ...change } : part)));
  const yes = (): void =>
    draw.mutate(
      { id: list.id, seedKind: kind, seedParts: [...parts], present: [...splitNames(present)] },
      { onSuccess: onClose },
    );
  return (
    <Confirm
      title={`当众抽取 · 第 ${list.number} 次名单`}
      verb="抽取"
      width={680}
      error={draw.error}
      isBusy={draw.isPending}
      onYes={yes}
      onClose={onClose}
    >
      <p>
        先公布名单校验码 <span className="hash">{list.hash.slice(0, 16)}…</span>，再产生随机数。抽取只有一次，不能重抽。
      </p>
      <div className="seed-kind">
        <Switch
          label="随机数"
          value={kind}
          options={[
            { value: 'called', text: '几个人报数' },
            { value: 'dice', text: '掷骰子' },
          ]}
          onChange={setKind}
        />
        <span className="faint">{kind === 'dice' ? '掷 20 次，按先后录入点数' : '至少 3 人，合计至少 20 位，按先后录入'}</span>
      </div>
      <div className="seed-parts">
        {parts.map((part, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: who calls first stands first
          <div key={at} className="row">
            <input
              aria-label={kind === 'dice' ? '掷骰子的人' : `报数人 ${at + 1}`}
              placeholder={kind === 'dice' ? '掷骰子的人' : '姓名'}
              value={part.name}
              onChange={(event) => set(at, { name: event.target.value })}
            />
            <input
              aria-label={kind === 'dice' ? '点数' : `数字 ${at + 1}`}
              className="digits"
              inputMode="numeric"
              placeholder={kind === 'dice' ? '20 个点数' : '数字'}
              value={part.digits}
              onChange={(event) => set(at, { digits: event.target.value })}
            />
          </div>
        ))}
        {kind === 'called' ? (
          <button type="button" onClick={() => setCalled([...called, { name: '', digits: '' }])}>
            添加一人
          </button>
        ) : null}
      </div>
      <p>
        随机数 <b className="hash">{digits === '' ? '—' : digits}</b> <span className="faint">{digits.length} 位</span>
      </p>
      <div className="fields">
        <label htmlFor="present">在场监督</label>
        <input
          id="present"
          placeholder="至少 2 人，用顿号隔开"
          value={present}
          onChange={(event) => setPresent(event.target.value)}
        />
      </div>
    </Confirm>
  );
}
