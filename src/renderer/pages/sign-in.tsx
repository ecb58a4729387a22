import { useState } from 'react';
import type { SessionView } from '../../shared/contract/people.ts';
import { Trouble } from '../components/parts.tsx';
import { useCommand } from '../queries.ts';

/** 登录: a name from the list and its password. Shown at the start and after the desk was left alone. */
export function SignInPage({ session }: { readonly session: SessionView }) {
  const [name, setName] = useState(session.names[0] ?? '');
  const [password, setPassword] = useState('');
  const signIn = useCommand('people.signIn');
  return (
    <main className="empty">
      <h1 style={{ fontSize: 28, lineHeight: '36px', color: 'var(--ink)' }}>六个一</h1>
      <form
        style={{ width: 320, textAlign: 'left' }}
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate({ name, password }, { onSettled: () => setPassword('') });
        }}
      >
        <div className="fields">
          <label htmlFor="sign-in-name">姓名</label>
          <select id="sign-in-name" value={name} onChange={(event) => setName(event.target.value)}>
            {session.names.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
          <label htmlFor="sign-in-password">密码</label>
          <input
            id="sign-in-password"
            type="password"
            autoComplete="off"
            // biome-ignore lint/a11y/noAutofocus: the page asks for this one thing
            autoFocus
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </div>
        <Trouble error={signIn.error} />
        <p style={{ textAlign: 'right', marginTop: 12 }}>
          <button type="submit" className="main" disabled={signIn.isPending || password === ''}>
            登录
          </button>
        </p>
      </form>
    </main>
  );
}
