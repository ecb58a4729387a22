import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { shortHash, sizeText } from '../../shared/claims/evidence.ts';
import type { EvidenceFile } from '../../shared/contract/claims.ts';
import { call } from '../bridge.ts';
import { useCommand } from '../queries.ts';
import { Sheet, Trouble } from './parts.tsx';

// pdf.js comes when the first PDF is looked at.
const PdfBytes = lazy(() => import('./PdfPages.tsx').then((module) => ({ default: module.PdfBytes })));

const canShow = ({ mediaType }: EvidenceFile): boolean => mediaType === 'application/pdf' || mediaType.startsWith('image/');

type Props = {
  /** What they are called here. */
  readonly name?: string;
  readonly files: readonly EvidenceFile[];
  /** Files may be added and removed. */
  readonly isOpen: boolean;
  /** Where adding goes on after removing has ended. */
  readonly isRemovable?: boolean;
  readonly isBusy: boolean;
  readonly onAttach: () => void;
  readonly onDetach: (sha256: string) => void;
  readonly onSave: (sha256: string) => void;
  readonly load: (sha256: string) => Promise<Uint8Array>;
  /** Name of the file saved last. */
  readonly saved: string | null;
  readonly error: unknown;
};

/** 佐证: look at it, save it elsewhere; while nobody has decided, add and remove. */
export function EvidenceFiles({ name = '佐证', files, isOpen, isRemovable = isOpen, ...rest }: Props) {
  const { isBusy, onAttach, onDetach, onSave, load, saved, error } = rest;
  const [shown, setShown] = useState<EvidenceFile | null>(null);
  const close = useCallback(() => setShown(null), []);
  return (
    <section className="evidence">
      <h3>{name}</h3>
      {files.length === 0 ? <p className="faint">还没有{name}。</p> : null}
      <ul>
        {files.map((file) => (
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
              <button type="button" className="link" aria-label={`另存 ${file.name}`} onClick={() => onSave(file.sha256)}>
                另存
              </button>
              {isRemovable ? (
                <button type="button" className="link" aria-label={`移除 ${file.name}`} onClick={() => onDetach(file.sha256)}>
                  移除
                </button>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {isOpen ? (
        <button type="button" disabled={isBusy} onClick={onAttach}>
          添加{name}
        </button>
      ) : null}
      {saved === null ? null : <p className="said">已保存“{saved}”。</p>}
      <Trouble error={error} />
      {shown ? <Viewer file={shown} load={load} onClose={close} /> : null}
    </section>
  );
}

type RecordProps = Pick<Props, 'name' | 'files' | 'isOpen'> & {
  /** Whose records have files by the four acts attach, detach, saveFile and bytes. */
  readonly feature: 'claims' | 'consultationRecords' | 'inspections' | 'notices' | 'publicity' | 'tasks';
  readonly id: number;
};

/** The files of one record of a feature. */
export function RecordFiles({ feature, id, ...rest }: RecordProps) {
  const attach = useCommand(`${feature}.attach`);
  const detach = useCommand(`${feature}.detach`);
  const save = useCommand(`${feature}.saveFile`);
  const load = useCallback((sha256: string) => call(`${feature}.bytes`, { id, sha256 }), [feature, id]);
  return (
    <EvidenceFiles
      {...rest}
      isBusy={attach.isPending}
      onAttach={() => attach.mutate({ id })}
      onDetach={(sha256) => detach.mutate({ id, sha256 })}
      onSave={(sha256) => save.mutate({ id, sha256 })}
      load={load}
      saved={save.data?.file ?? null}
      error={attach.error ?? detach.error ?? save.error}
    />
  );
}

type ViewerProps = {
  readonly file: EvidenceFile;
  readonly load: (sha256: string) => Promise<Uint8Array>;
  readonly onClose: () => void;
};

function Viewer({ file, load, onClose }: ViewerProps) {
  const { sha256, mediaType } = file;
  const loadThis = useCallback(() => load(sha256), [load, sha256]);
  return (
    <Sheet
      title={file.name}
      say={`校验码 ${shortHash(sha256)}`}
      width={760}
      onClose={onClose}
      footer={
        <button type="button" className="main" onClick={onClose}>
          关闭
        </button>
      }
    >
      {mediaType === 'application/pdf' ? (
        <Suspense>
          <PdfBytes load={loadThis} />
        </Suspense>
      ) : (
        <Picture load={loadThis} mediaType={mediaType} name={file.name} />
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
