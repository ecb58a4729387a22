import { useEffect, useState } from 'react';
import type { SessionView } from '../../shared/contract/people.ts';
import { roleName } from '../../shared/text.ts';
import { runCommand, useCommand } from '../queries.ts';
import { RecordSheet, TextField } from './fields.tsx';

/** A desk left alone this long asks for the password again. */
const IDLE_MS = 10 * 60_000;

/** Who is at the desk, with the way out; nothing while the office has no accounts. */
export function SessionMark({ session }: { readonly session: SessionView }) {
  const [isChanging, setChanging] = useState(false);
  useEffect(() => {
    if (session.mode !== 'signedIn') return;
    let timer = 0;
    const wait = (): void => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => void runCommand('people.signOut', {}), IDLE_MS);
    };
    const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
    wait();
    for (const sign of signs) window.addEventListener(sign, wait, { passive: true });
    return () => {
      window.clearTimeout(timer);
      for (const sign of signs) window.removeEventListener(sign, wait);
    };
  }, [session.mode]);
  if (session.mode !== 'signedIn') return null;
  return (
    <>
      <button type="button" title="修改密码" onClick={() => setChanging(true)}>
        {session.name} {session.roles.map((role) => roleName[role]).join('、')}
      </button>
      <button type="button" onClick={() => void runCommand('people.signOut', {})}>
        退出
      </button>
      {isChanging ? <PasswordSheet onClose={() => setChanging(false)} /> : null}
    </>
  );
}

function PasswordSheet({ onClose }: { readonly onClose: () => void }) {
  const [old, setOld] = useState('');
  const [fresh, setFresh] = useState('');
  const change = useCommand('people.changePassword');
  return (
    <RecordSheet
      title="修改密码"
      error={change.error}
      isBusy={change.isPending}
      onSave={() => change.mutate({ old, fresh }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TextField name="原密码" type="password" value={old} onChange={setOld} />
      <TextField name="新密码" type="password" value={fresh} onChange={setFresh} hint="至少 8 位，同时有字母和数字。" />
    </RecordSheet>
  );
}
