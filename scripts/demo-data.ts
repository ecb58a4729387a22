/** The data that `npm start` and `npm run dev` open: the shipped demonstration, made once. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { must, root, say } from './run.ts';

/** Answers with the folder's full path; what somebody entered there earlier is kept. */
export async function demoData(): Promise<string> {
  const folder = path.join(root, 'out', 'demo', 'data');
  if (!existsSync(folder)) {
    say('正在生成演示数据 …');
    await must(process.execPath, [path.join('src', 'main', 'batch.ts'), 'init', '--demo', '--data', path.relative(root, folder)]);
  }
  return folder;
}
