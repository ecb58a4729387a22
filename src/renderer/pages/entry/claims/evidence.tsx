import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { shortHash, sizeText } from '../../../../shared/claims/evidence.ts';
import type { Claim, EvidenceFile } from '../../../../shared/contract/claims.ts';
import { call } from '../../../bridge.ts';
import { Sheet, Trouble } from '../../../components/parts.tsx';
import { useCommand } from '../../../queries.ts';

// pdf.js comes when the first PDF is looked at.
const PdfBytes = lazy(() => import('../../../components/PdfPages.tsx').then((module) => ({ default: module.PdfBytes })));

const canShow = ({ mediaType }: EvidenceFile): boolean => mediaType === 'application/pdf' || mediaType.startsWith('image/');

/** 佐证 of a claim: look at it, take it out again; while nobody has decided, add and remove. */
export function Evidence({ claim }: { readonly claim: Claim }) {
  const [shown, setShown] = useState<EvidenceFile | null>(null);
  const attach = useCommand('claims.attach');
  const detach = useCommand('claims.detach');
  const save = useCommand('claims.saveFile');
  const { id } = claim;
  const isOpen = claim.state === 'pending';
  const close = useCallback(() => setShown(null), []);
  return (
    <section className="claim-evidence">
      <h3>佐证</h3>
      {claim.files.length === 0 ? <p className="faint">还没有佐证。</p> : null}
      <ul>
        {claim.files.map((file) => (
          <li key={file.sha256}>
            <span className="name">{file.name}</span>
            <span className="faint">
              {sizeText(file.size)} · 校验码 {shortHash(file.sha256)}
            </span>
            <span className="acts">
              {canShow(file) ? (
                <button type="button" className="link" aria-label={`查看 ${file.name}`} onClick={() => setShown(file)}>
                  查看
                </button>
              ) : null}
              <button
                type="button"
                className="link"
                aria-label={`另存 ${file.name}`}
                onClick={() => save.mutate({ id, sha256: file.sha256 })}
              >
                另存
              </button>
              {isOpen ? (
                <button
                  type="button"
                  className="link"
                  aria-label={`移除 ${file.name}`}
                  onClick={() => detach.mutate({ id, sha256: file.sha256 })}
                >
                  移除
                </button>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {isOpen ? (
        <button type="button" disabled={attach.isPending} onClick={() => attach.mutate({ id })}>
          添加佐证
        </button>
      ) : null}
      {save.data ? <p className="said">已保存“{save.data.file}”。</p> : null}
      <Trouble error={attach.error ?? detach.error ?? save.error} />
      {shown ? <Viewer claim={id} file={shown} onClose={close} /> : null}
    </section>
  );
}

function Viewer({ claim, file, onClose }: { readonly claim: number; readonly file: EvidenceFile; readonly onClose: () => void }) {
  const { sha256, mediaType } = file;
  const load = useCallback(() => call('claims.bytes', { id: claim, sha256 }), [claim, sha256]);
  return (
    <Sheet title={file.name} say={`校验码 ${shortHash(sha256)}`} width={760} onClose={onClose}>
      {mediaType === 'application/pdf' ? (
        <Suspense>
          <PdfBytes load={load} />
        </Suspense>
      ) : (
        <Picture load={load} mediaType={mediaType} name={file.name} />
      )}
    </Sheet>
  );
}

function Picture({
  load,
  mediaType,
  name,
}: {
  readonly load: () => Promise<Uint8Array>;
  readonly mediaType: string;
  readonly name: string;
}) {
  const [url, setUrl] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let made: string | null = null;
    let isGone = false;
    load().then((bytes) => {
      if (isGone) return;
      made = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: mediaType }));
      setUrl(made);
    }, setError);
    return () => {
      isGone = true;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [load, mediaType]);
  return (
    <>
      <Trouble error={error} />
      {url === null || error !== null ? null : (
        <img
          src={url}
          alt={name}
          style={{ maxWidth: '100%' }}
          onError={() => setError('图片不能显示，请另存后用其他程序打开核对。')}
        />
      )}
    </>
  );
}
