/** 打印: always from a finished PDF, the very file that was saved. */
import { existsSync } from 'node:fs';
import { AppError } from '../../shared/errors.ts';
import type { Handlers } from '../call.ts';
import { printFile, savedPaper } from './paper-files.ts';

export const papers = {
  'papers.print': async ({ file }, context) => {
    const path = savedPaper(context, file);
    if (path === null || !existsSync(path)) throw new AppError('print.gone', { name: file });
    return { printed: await printFile(context, path) };
  },
} satisfies Partial<Handlers>;
