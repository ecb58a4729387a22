import { useCallback } from 'react';
import { officialDate } from '../../../shared/bulletin/numerals.ts';
import type { BulletinView, SignedBulletin, SignedForm } from '../../../shared/contract/bulletins.ts';
import { call } from '../../bridge.ts';
import { MonthPapersButton } from '../../components/MonthPapers.tsx';
import { PdfBytes } from '../../components/PdfPages.tsx';
import { SavedPaper } from '../../components/PrintSaved.tsx';
import { Lamp, Trouble, timeText } from '../../components/parts.tsx';
import { useCommand } from '../../queries.ts';
import type { PaperProps } from '../bulletins.tsx';

type Props = PaperProps & { readonly view: BulletinView; readonly shown: SignedBulletin };

export const FORM_NAMES: Readonly<Record<SignedForm, string>> = {
  full: 'PDF',
  preprinted: '套打 PDF',
  word: 'Word',
  content: '文稿数据',
};
const SAVED: readonly SignedForm[] = ['full', 'preprinted', 'word'];

/** A signed bulletin: the very pages that were kept, and what the register says of it. */
export function SignedView({ period, head, view, shown, views, modes, onChoose }: Props) {
  const form = head === 'preprinted' ? 'preprinted' : 'full';
  const { id } = shown;
  const load = useCallback(() => call('bulletins.signedBytes', { id, form }), [id, form]);
  const save = useCommand('bulletins.saveSigned');
  return (
    <>
      <div className="heading">
        <h1>通报</h1>
        <p className="say">
          {shown.number} 已签发 · {shown.pages} 页
        </p>
        <div className="actions">
          {views}
          <MonthPapersButton period={period} />
          {SAVED.map((one) => (
            <button
              key={one}
              type="button"
              className={one === 'full' ? 'main' : ''}
              disabled={save.isPending}
              onClick={() => save.mutate({ id, form: one })}
            >
              另存 {FORM_NAMES[one]}
            </button>
          ))}
        </div>
      </div>
      <div className="bulletin-modes">
        {modes}
        {head === 'draft' ? <span className="faint">已签发，没有草稿</span> : null}
      </div>
      <div className="beside bulletin">
        <nav className="bulletin-outline" aria-label="签发情况">
          {view.signed.length > 1 || view.draft ? (
            <ul className="bulletin-chain">
              {view.signed.map((one) => (
                <li key={one.id} data-open={one.id === id}>
                  <button type="button" className="part" onClick={() => onChoose(one.id)}>
                    {one.number}
                    {one.corrects === null ? '' : ' 更正通报'}
                  </button>
                </li>
              ))}
            </ul>
          ) : null}
          {view.draft ? (
            <div className="bulletin-due">
              <Lamp kind="late" word="签发后数据已更正" />
              <button type="button" onClick={() => onChoose('draft')}>
                起草更正通报
              </button>
            </div>
          ) : null}
          <Facts signed={shown} />
        </nav>
        <div className="content bulletin-pages">
          <Trouble error={save.error} />
          {save.data ? <SavedPaper file={save.data.file}>，与签发时一字不差</SavedPaper> : null}
          <PdfBytes load={load} />
        </div>
      </div>
    </>
  );
}

/** What the register says of a signed bulletin. */
export function Facts({ signed }: { readonly signed: SignedBulletin }) {
  const { number, edition, signedOn, signedBy, actor, at, pages, sealCode, version, correctsNumber, correctedBy, files } = signed;
  return (
    <dl className="bulletin-facts">
      {correctedBy.length > 0 ? <dd className="corrected">已由{correctedBy.join('、')}更正</dd> : null}
      {correctsNumber === null ? null : <dd className="corrected">更正{correctsNumber}</dd>}
      <dt>文号</dt>
      <dd>
        {number}（{edition}）
      </dd>
      <dt>成文日期</dt>
      <dd>{officialDate(signedOn)}</dd>
      <dt>签发人</dt>
      <dd>{signedBy}</dd>
      <dt>登记</dt>
      <dd>
        {actor} {timeText(at)}
      </dd>
      <dt>页数</dt>
      <dd>{pages} 页</dd>
      <dt>封存码</dt>
      <dd>
        <span className="seal-code">{sealCode}</span> 第 {version} 版
      </dd>
      {[...SAVED, 'content' as const]
        .flatMap((one) => files.filter(({ form }) => form === one))
        .map(({ form, sha256 }) => (
          <div key={form}>
            <dt>{FORM_NAMES[form]}校验码</dt>
            <dd className="hash">{sha256}</dd>
          </div>
        ))}
    </dl>
  );
}
