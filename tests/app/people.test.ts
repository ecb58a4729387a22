import { describe, expect, it } from 'vitest';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import { contract } from '../../src/shared/contract/index.ts';
import type { Role } from '../../src/shared/contract/people.ts';
import { roles } from '../../src/shared/contract/roles.ts';
import { startProgram } from '../support/program.ts';

const account = (name: string, duties: Role[], password: string | null = 'kaohe2018') => ({
  id: null,
  name,
  roles: duties,
  isActive: true,
  password,
});
const codeOf = async (promise: Promise<{ ok: boolean }>): Promise<string> => {
  const envelope = (await promise) as { ok: true } | { ok: false; error: { code: string } };
  return envelope.ok ? 'ok' : envelope.error.code;
};

describe('an office without accounts', () => {
  it('is open to its one clerk, and its acts carry the name of the office settings', async () => {
    const app = startProgram();
    expect(await app.run('people.session', {})).toMatchObject({ mode: 'open', names: [] });
    expect(await codeOf(app.call('settings.saveBulletin', { period: '2018-02', number: 1, signedOn: null }))).toBe('ok');
    expect((await app.run('audit.list', { before: null }))[0]).toMatchObject({ actor: '经办人' });
  });
});

describe('accounts', () => {
  it('the first must manage, has a password of its own, and is signed in by being made', async () => {
    const app = startProgram();
    expect(await codeOf(app.call('people.save', account('张三', ['entry'])))).toBe('people.noAdmin');
    expect(await codeOf(app.call('people.save', account('张三', ['admin'], null)))).toBe('people.noPassword');
    for (const weak of ['short1', 'onlyletters', '12345678']) {
      expect(await codeOf(app.call('people.save', account('张三', ['admin'], weak)))).toBe('call.invalid');
    }
    expect(await codeOf(app.call('people.save', account('张三', ['admin', 'entry'])))).toBe('ok');
    expect(await app.run('people.session', {})).toMatchObject({ mode: 'signedIn', name: '张三', roles: ['admin', 'entry'] });
    const stored = app.context.db().prepare('SELECT password FROM accounts').pluck().get();
    expect(stored).toMatch(/^scrypt\$32768\$8\$1\$[0-9a-f]{32}\$[0-9a-f]{64}$/);
  });
  it('signed out, nothing answers but the sign-in; signed in, the table decides, and acts carry the name', async () => {
    const app = startProgram();
    await fillWithDemo(app.context);
    await app.run('people.save', account('张三', ['admin']));
    await app.run('people.save', account('李四', ['entry'], 'luru2018'));
    await app.run('people.save', account('王五', ['view'], 'chakan2018'));
    await app.run('people.signOut', {});
    for (const name of Object.keys(contract)) {
      const expected = roles[name as keyof typeof contract] === 'anyone' ? /ok|call.invalid/ : /people.signedOut/;
      expect(await codeOf(app.call(name, {})), name).toMatch(expected);
    }
    const edit = { period: '2018-02', edits: [{ organisation: 'ZD', indicator: 'C4', value: '90', state: 'reported' }] };
    await app.run('people.signIn', { name: '王五', password: 'chakan2018' });
    expect(await codeOf(app.call('observations.save', edit))).toBe('people.denied');
    expect(await codeOf(app.call('rankings.view', { period: '2018-02', list: 'district' }))).toBe('ok');
    await app.run('people.signIn', { name: '李四', password: 'luru2018' });
    expect(await codeOf(app.call('observations.save', edit))).toBe('ok');
    expect(await codeOf(app.call('people.list', {}))).toBe('people.denied');
    const [act] = await app.run('audit.list', { before: null });
    expect(act).toMatchObject({ actor: '李四', action: '填报' });
  });
  it('lock for ten minutes after five wrong passwords, and an admin can lift it', async () => {
    const app = startProgram();
    await app.run('people.save', account('张三', ['admin']));
    await app.run('people.save', account('李四', ['entry'], 'luru2018'));
    await app.run('people.signOut', {});
    const attempt = (password: string) => codeOf(app.call('people.signIn', { name: '李四', password }));
    for (let n = 0; n < 4; n += 1) expect(await attempt('wrong')).toBe('people.wrong');
    expect(await attempt('wrong')).toBe('people.locked');
    expect(await attempt('luru2018')).toBe('people.locked');
    expect(await codeOf(app.call('people.signIn', { name: '无此人', password: 'x' }))).toBe('people.wrong');
    await app.run('people.signIn', { name: '张三', password: 'kaohe2018' });
    const locked = (await app.run('people.list', {})).find((one) => one.name === '李四');
    expect(locked?.lockedUntil).not.toBeNull();
    await app.run('people.save', { id: locked?.id ?? 0, name: '李四', roles: ['entry'], isActive: true, password: null });
    expect(await attempt('luru2018')).toBe('ok');
  });
  it('the last who manages cannot be taken away; a password is changed with the old one; a stopped account stays out', async () => {
    const app = startProgram();
    await app.run('people.save', account('张三', ['admin', 'entry']));
    const [first] = await app.run('people.list', {});
    const change = { id: first?.id ?? 0, name: '张三', password: null };
    expect(await codeOf(app.call('people.save', { ...change, roles: ['entry'], isActive: true }))).toBe('people.noAdmin');
    expect(await codeOf(app.call('people.save', { ...change, roles: ['admin'], isActive: false }))).toBe('people.noAdmin');
    expect(await codeOf(app.call('people.changePassword', { old: 'wrong', fresh: 'xinde2019' }))).toBe('people.wrong');
    await app.run('people.changePassword', { old: 'kaohe2018', fresh: 'xinde2019' });
    await app.run('people.save', account('李四', ['entry'], 'luru2018'));
    const second = (await app.run('people.list', {})).find((one) => one.name === '李四');
    await app.run('people.save', { id: second?.id ?? 0, name: '李四', roles: ['entry'], isActive: false, password: null });
    await app.run('people.signOut', {});
    expect(await app.run('people.session', {})).toMatchObject({ mode: 'signedOut', names: ['张三'] });
    expect(await codeOf(app.call('people.signIn', { name: '李四', password: 'luru2018' }))).toBe('people.wrong');
    expect(await codeOf(app.call('people.signIn', { name: '张三', password: 'kaohe2018' }))).toBe('people.wrong');
    expect(await codeOf(app.call('people.signIn', { name: '张三', password: 'xinde2019' }))).toBe('ok');
  });
});
