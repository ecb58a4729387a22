import { useCallback, useEffect, useRef, useState } from 'react';
import type { BulletinResult } from '../../shared/contract/bulletins.ts';
import { formatPeriod } from '../../shared/period.ts';
import { call } from '../bridge.ts';
import { PdfPages } from '../components/PdfPages.tsx';
import { Empty, Switch, Trouble } from '../components/parts.tsx';
import type { PageProps } from '../page.ts';
import { runCommand, useCall, useCommand } from '../queries.ts';

type Edition = '内部版' | '公开版';

/** 通报: the very pages that will be printed, made from the month as it stands. */
export function BulletinsPage({ period }: PageProps) {
  const [edition, setEdition] = useState<Edition>('内部版');
  const [result, setResult] = useState<BulletinResult | null>(null);
  const [error, setError] = useState<unknown>(null);
  const save = useCommand('bulletins.export');
  const latest = useRef(0);

  const make = useCallback(async (): Promise<void> => {
    latest.current += 1;
    const own = latest.current;
    // Pages of another month, edition or number must not be saved as this one.
    setResult(null);
    setError(null);
    await call('bulletins.cancel', {});
    const answer = await runCommand('bulletins.make', { period, edition }).then(
      (made) => ({ made, cause: null }),
      (cause: unknown) => ({ made: null, cause }),
    );
    if (own !== latest.current) return;
    setResult(answer.made);
    setError(answer.cause);
  }, [period, edition]);
  useEffect(() => void make(), [make]);
  const isBusy = result === null && error === null;

  return (
    <>
      <div className="heading">
        <h1>通报</h1>
        <p className="say" title={result ? `字体：${result.fonts.join('、')}` : undefined}>
          {isBusy ? '正在生成……' : result ? `${result.pages} 页` : ''}
        </p>
        <div className="actions">
          <Switch
            label="版本"
            value={edition}
            options={[
              { value: '内部版', text: '内部版' },
              { value: '公开版', text: '公开版' },
            ]}
            onChange={setEdition}
          />
          <button type="button" disabled={isBusy} onClick={() => void make()}>
            重新生成
          </button>
          <button
            type="button"
            className="main"
            disabled={!result || save.isPending}
            onClick={() => result && save.mutate({ token: result.token })}
          >
            另存为 PDF
          </button>
        </div>
      </div>
      <NumberForm key={period} period={period} onSaving={() => setResult(null)} onSaved={() => void make()} />
      <div className="content" style={{ background: '#e9ebee', paddingTop: 12 }}>
        {error === null ? <Trouble error={save.error} /> : null}
        {save.data ? <p className="said">已保存“{save.data.file}”。请打开该文件打印。</p> : null}
        {result && result.missingCharacters.length > 0 ? (
          <p className="trouble">
            有 {result.missingCharacters.length} 个字没有字体可印：{result.missingCharacters.join(' ')}
            。请换字，或装上含这些字的字体。
          </p>
        ) : null}
        {error !== null ? <Empty text={error instanceof Error ? error.message : String(error)} /> : null}
        {result ? <PdfPages token={result.token} /> : null}
      </div>
    </>
  );
}

/** 文号 and 成文日期: the two things the results cannot know. */
type FormProps = { readonly period: string; readonly onSaving: () => void; readonly onSaved: () => void };

function NumberForm({ period, onSaving, onSaved }: FormProps) {
  const stored = useCall('settings.bulletin', { period });
  const office = useCall('settings.view', {});
  const save = useCommand('settings.saveBulletin');
  const [draft, setDraft] = useState<{ readonly number: string; readonly signedOn: string } | null>(null);
  if (!stored.data || !office.data) return null;
  const shown = draft ?? { number: stored.data.number?.toString() ?? '', signedOn: stored.data.signedOn ?? '' };
  const year = shown.signedOn === '' ? new Date().getFullYear() : shown.signedOn.slice(0, 4);
  return (
    <form
      style={{ display: 'flex', gap: 8, alignItems: 'center', padding: '0 16px 8px', flexWrap: 'wrap' }}
      onSubmit={(event) => {
        event.preventDefault();
        const number = shown.number === '' ? null : Number(shown.number);
        onSaving();
        save.mutate({ period, number, signedOn: shown.signedOn === '' ? null : shown.signedOn }, { onSettled: onSaved });
      }}
    >
      <label htmlFor="bulletin-number">
        {formatPeriod(period)}通报 文号 {office.data.numberPrefix}〔{year}〕
      </label>
      <input
        id="bulletin-number"
        inputMode="numeric"
        pattern="[1-9][0-9]{0,3}"
        title="1 至 9999 的整数"
        style={{ width: 64 }}
        value={shown.number}
        onChange={(event) => setDraft({ ...shown, number: event.target.value.trim() })}
      />
      号
      <label htmlFor="bulletin-date" style={{ marginLeft: 12 }}>
        成文日期
      </label>
      <input
        id="bulletin-date"
        type="date"
        value={shown.signedOn}
        onChange={(event) => setDraft({ ...shown, signedOn: event.target.value })}
      />
      <button type="submit" disabled={draft === null || save.isPending}>
        按此生成
      </button>
      <Trouble error={save.error} />
    </form>
  );
}
