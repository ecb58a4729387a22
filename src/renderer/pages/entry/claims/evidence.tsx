import { useCallback } from 'react';
import type { Claim } from '../../../../shared/contract/claims.ts';
import { call } from '../../../bridge.ts';
import { EvidenceFiles } from '../../../components/EvidenceFiles.tsx';
import { useCommand } from '../../../queries.ts';

/** 佐证 of a claim; it may change while nobody has decided. */
export function Evidence({ claim }: { readonly claim: Claim }) {
  const attach = useCommand('claims.attach');
  const detach = useCommand('claims.detach');
  const save = useCommand('claims.saveFile');
  const { id } = claim;
  const load = useCallback((sha256: string) => call('claims.bytes', { id, sha256 }), [id]);
  return (
    <EvidenceFiles
      files={claim.files}
      isOpen={claim.state === 'pending'}
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
