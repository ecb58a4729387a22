import { useState } from 'react';
import type { BulletinView, DraftView } from '../../../shared/contract/bulletins.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { TextField } from '../../components/fields.tsx';
import { JobBar } from '../../components/JobBar.tsx';
import { Lamp, Sheet, Trouble } from '../../components/parts.tsx';
import type { PageProps } from '../../page.ts';
import { useCall, useCommand } from '../../queries.ts';
import type { Asked } from './outline.tsx';

type Props = Asked & {
  readonly view: BulletinView;
  readonly draft: DraftView;
  readonly go: PageProps['go'];
  readonly onDoubt: () => void;
  readonly onClose: () => void;
};

/** 签发: what is still in the way, or the number, the date and whose name it is. */
export function SignDialog({ period, edition, view, draft, go, onDoubt, onClose }: Props) {
  const stored = useCall('settings.bulletin', { period });
  const today = localToday();
  const [date, setDate] = useState<string | null>(null);
  const signedOn = date ?? (draft.kind === 'month' ? stored.data?.signedOn : null) ?? today;
  const numbers = useCall('bulletins.number', { signedOn }, { enabled: signedOn !== '', keep: true, fresh: true });
  const [typed, setTyped] = useState<string | null>(null);
  const [signer, setSigner] = useState<string | null>(null);
  const [usedFor, setUsedFor] = useState('');
  const sign = useCommand('bulletins.sign');
  const next = numbers.data?.next ?? 1;
  const meant = draft.kind === 'month' && edition === '内部版' ? stored.data?.number : null;
  const number = typed ?? String(Math.max(next, meant ?? next));
  const signedBy = signer ?? numbers.data?.signers[0] ?? '';
  const isReady = view.isSealed && draft.doubts.length === 0;
  const isSkipping = Number(number) > next;
  const skipped = Number(number) - 1 === next ? `${next}号` : `${next}至${Number(number) - 1}号`;
  const footer = (
    <>
      {sign.isPending ? <JobBar /> : null}
      <button type="button" onClick={onClose}>
        取消
      </button>
      {isReady ? (
        <button
          type="button"
          className="main"
          disabled={sign.isPending || !numbers.data}
          onClick={() =>
            sign.mutate(
              { period, edition, signedOn, signedBy, number: Number(number), usedFor: isSkipping ? usedFor : '' },
              { onSuccess: onClose },
            )
          }
        >
          签发
        </button>
      ) : null}
    </>
  );
  return (
    <Sheet
      title={`签发${formatPeriod(period)}${draft.kind === 'month' ? '通报' : '更正通报'}（${edition}）`}
      width={560}
      onClose={onClose}
      footer={footer}
    >
      {isReady ? (
        <>
          <p>
            签发后给定文号，文稿、PDF、套打用的 PDF 和 Word 文件一并存档，不能再改，也不重新生成；
            {draft.kind === 'month' ? '以后数据有更正，另发更正通报。' : '原通报照旧保存，注明已由本文更正。'}
          </p>
          <div className="fields bulletin-sign">
            <TextField name="成文日期" type="date" value={signedOn} onChange={setDate} />
            <TextField
              name={`文号 ${numbers.data ? `${numbers.data.prefix}〔${numbers.data.year}〕` : ''}`}
              value={number}
              onChange={setTyped}
              hint={`${numbers.data?.year ?? ''}年下一个号是 ${next} 号。`}
            />
            {isSkipping ? (
              <TextField
                name={`${skipped}用于`}
                value={usedFor}
                onChange={setUsedFor}
                hint="号码要连续。不在本程序里制发的文件，写明名称，一并登记在发文登记簿。"
              />
            ) : null}
            <TextField name="签发人" value={signedBy} onChange={setSigner} />
          </div>
        </>
      ) : (
        <ul className="obstacles bulletin-obstacles">
          {view.isSealed ? null : (
            <li>
              <Lamp kind="late" word={`${formatPeriod(period)}没有封账，数据还会变，不能签发`} />
              <button type="button" className="link" onClick={() => go({ name: 'rankings' })}>
                去封账
              </button>
            </li>
          )}
          {draft.doubts.map((doubt) => (
            <li key={doubt}>
              <Lamp kind="late" word={`待核 ${doubt}`} />
              <button type="button" className="link" onClick={onDoubt}>
                去核对
              </button>
            </li>
          ))}
        </ul>
      )}
      <Trouble error={stored.error ?? numbers.error ?? sign.error} />
    </Sheet>
  );
}

/** 2018-03-05 by the machine's own calendar. */
function localToday(): string {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
}
