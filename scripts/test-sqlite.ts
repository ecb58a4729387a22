/**
 * better-sqlite3 for the npm test runtime. Its prebuilt file needs Node-API 10 and that runtime has 9, so its own source is built once with
 * the one thing changed that 9 lacks. It goes into the packaged copy under test and nowhere else.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Runtime } from './electron-runtime.ts';
import { keep } from './keep.ts';
import { cacheRoot, manifest, must, root, ScriptError, say } from './run.ts';
import { ensureSystem } from './system.ts';

const modules = path.join(root, 'node_modules');

/** Node-API 9 references only objects. Patching the number alone loads and then aborts when the first statement is collected. */
const stringRef = `
class StringRef {
public:
	StringRef() {}
	explicit StringRef(Napi::String string) {
		Napi::Object object = Napi::Object::New(string.Env());
		object.Set(static_cast<uint32_t>(0), string);
		box = Napi::Persistent(object);
	}
	Napi::String Value() const { return box.Get(static_cast<uint32_t>(0)).As<Napi::String>(); }
private:
	Napi::ObjectReference box;
};
`;

interface Edit {
  file: string;
  find: RegExp;
  put: string;
  times: number;
}

const edits: readonly Edit[] = [
  { file: 'binding.gyp', find: /NAPI_VERSION=10/g, put: 'NAPI_VERSION=9', times: 1 },
  { file: 'src/better_sqlite3.cpp', find: /#include <napi\.h>\n/g, put: `#include <napi.h>\n${stringRef}`, times: 1 },
  { file: 'src/util/helpers.cpp', find: /Napi::Reference<Napi::String>/g, put: 'StringRef', times: 1 },
  { file: 'src/util/constants.cpp', find: /Napi::Reference<Napi::String>/g, put: 'StringRef', times: 20 },
  { file: 'src/util/constants.cpp', find: /Napi::Persistent\(/g, put: 'StringRef(', times: 2 },
  { file: 'src/util/bind-map.cpp', find: /Napi::Reference<Napi::String>/g, put: 'StringRef', times: 1 },
  { file: 'src/util/bind-map.cpp', find: /Napi::Persistent\(/g, put: 'StringRef(', times: 2 },
];

async function patch(folder: string): Promise<void> {
  for (const { file, find, put, times } of edits) {
    const text = await readFile(path.join(folder, file), 'utf8');
    const found = text.match(find)?.length ?? 0;
    if (found !== times)
      throw new ScriptError(
        `better-sqlite3 的源码变了，补丁不再适用：${file} 里有 ${found} 处 ${find.source}，应为 ${times} 处。`,
      );
    await writeFile(
      path.join(folder, file),
      text.replace(find, () => put),
    );
  }
}

/** Thousands of statements made and dropped under a forced collection: what a wrongly patched build does not survive. */
const trial = `
const Database = require('better-sqlite3');
const nativeBinding = process.argv[1];
for (let round = 0; round < 20; round++) {
  const db = new Database(':memory:', { nativeBinding });
  db.exec('create table t (a, b)');
  for (let i = 0; i < 200; i++) db.prepare('insert into t values (@a, @b)').run({ a: i, b: '名' + i });
  for (let i = 0; i < 50; i++) if (db.prepare('select count(*) as n from t where a < ?').get(i).n !== i) throw new Error('wrong answer');
  try { db.prepare('select * from missing'); throw new Error('no error'); } catch (e) { if (e.code !== 'SQLITE_ERROR') throw e; }
  global.gc();
  db.close();
}
`;

async function build(folder: string): Promise<void> {
  await ensureSystem(['compiler']);
  say('正在为测试运行时编译 better-sqlite3（约一分半钟，只在第一次）…');
  const work = path.join(folder, '.build');
  await mkdir(work);
  const source = path.join(modules, 'better-sqlite3');
  for (const name of ['binding.gyp', 'package.json', 'deps', 'lib', 'src'])
    await cp(path.join(source, name), path.join(work, name), { recursive: true });
  await cp(path.join(modules, 'node-addon-api'), path.join(work, 'node_modules', 'node-addon-api'), { recursive: true });
  await patch(work);
  const nodeGyp = path.join(modules, 'node-gyp', 'bin', 'node-gyp.js');
  await must(process.execPath, [nodeGyp, 'rebuild', '--release', '--jobs=max', ...headers(), '--', '-Dforce_build=1'], {
    cwd: work,
    quiet: true,
  });
  const built = path.join(work, 'build', 'Release', 'better_sqlite3.node');
  await must(process.execPath, ['--expose-gc', '-e', trial, built], { quiet: true });
  await copyFile(built, path.join(folder, 'better_sqlite3.node'));
  await rm(work, { recursive: true });
}

/** The npm package of Node brings its headers; without them node-gyp would ask a host that is often blocked. */
function headers(): string[] {
  const folder = path.join(modules, 'node', 'node_modules', `node-${process.platform}-${process.arch}`);
  return existsSync(path.join(folder, 'include', 'node', 'node_api.h')) ? [`--nodedir=${folder}`] : [];
}

/** The built file, from the cache after the first time. */
export async function testSqlite(runtime: Runtime): Promise<string> {
  const recipe = createHash('sha256')
    .update(JSON.stringify(edits.map((edit) => [edit.file, edit.find.source, edit.put])))
    .digest('hex')
    .slice(0, 8);
  const name = `better-sqlite3-${manifest('better-sqlite3').version}-electron-${runtime.version}-${recipe}`;
  return path.join(await keep(cacheRoot, name, build), 'better_sqlite3.node');
}
