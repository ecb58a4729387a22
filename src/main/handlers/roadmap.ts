/** The yearly 路线图 from the office's own file: read, shown with everything wrong at its cell, then written into the ledger as drafts. */
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { RoadmapPreview } from '../../shared/contract/tasks.ts';
import { AppError } from '../../shared/errors.ts';
import type { RoadmapDraft } from '../../shared/tasks/roadmap.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { makeBackup } from '../store/backup.ts';
import { listOrganisations } from '../store/organisations.ts';
import { addImport } from '../store/records.ts';
import { saveTask, tasksIn } from '../store/tasks.ts';
import type { Reader } from '../store/transaction.ts';

type Pending = {
  readonly token: string;
  readonly file: string;
  readonly year: string;
  readonly draft: RoadmapDraft & { readonly sha256: string };
};
/** The file being looked at; a second choice replaces the first. */
const pending = new WeakMap<Context, Pending>();

const knownIn = (db: Reader, year: string) =>
  tasksIn(db, year).flatMap((task) => (task.year === year ? [{ id: task.id, number: task.number, title: task.title }] : []));

function preview({ token, file, year, draft }: Pending, names: ReadonlyMap<string, string>): RoadmapPreview {
  return {
    token,
    fileName: basename(file),
    year,
    items: draft.items.map(({ number, title, organisation, leader, deadline, nodes, parent, isKnown }) => ({
      number,
      title,
      organisationName: names.get(organisation) ?? organisation,
      leader,
      deadline,
      nodes: nodes.length + 1,
      parent,
      isKnown,
    })),
    problems: draft.problems.map(({ sheet, cell, severity, message }) => ({ sheet, cell, severity, message })),
    errorCount: draft.problems.filter(({ severity }) => severity === 'error').length,
    notes: draft.notes,
  };
}

/**
 * Writes what the ledger does not have yet, all of it or nothing, behind a backup.
 * @throws AppError import.expired, import.problems when there are errors and the good rows alone were not asked for, import.nothing,
 * import.expired also when the ledger has changed since the file was read
 */
function commit(context: Context, token: string, acceptGood: boolean): { readonly added: number; readonly skipped: number } {
  const found = pending.get(context);
  if (found?.token !== token) throw new AppError('import.expired', {});
  const { file, year, draft } = found;
  const db = context.reader();
  const errors = draft.problems.filter(({ severity }) => severity === 'error').length;
  if (errors > 0 && !acceptGood) throw new AppError('import.problems', { count: errors });
  const known = knownIn(db, year);
  const fresh = draft.items.filter(({ isKnown }) => !isKnown);
  if (fresh.length === 0) throw new AppError('import.nothing', { name: basename(file) });
  if (fresh.some(({ number }) => known.some((task) => task.number === number))) throw new AppError('import.expired', {});
  const units = new Map(listOrganisations(db).map(({ code, id }) => [code, id]));
  makeBackup(context.db(), context.folder, '导入前', context.now());
  const ids = new Map(known.map(({ number, id }) => [number, id]));
  // A plan is written before what stands under it, wherever the table puts it.
  const ordered = [...fresh].sort((a, b) => depth(a.number) - depth(b.number));
  const act = {
    action: '导入路线图',
    subject: `${basename(file)} ${year}年 ${fresh.length} 项`,
    detail: { sha256: draft.sha256 },
  };
  context.write(act, (tx) => {
    for (const { isKnown, parent, organisation, nodes, ...item } of ordered) {
      const organisationId = units.get(organisation);
      if (organisationId === undefined) throw new AppError('organisation.unknown', { name: organisation });
      const id = saveTask(tx, {
        ...item,
        id: null,
        year,
        parentId: parent === null ? null : (ids.get(parent) ?? null),
        organisationId,
        nodes: nodes.map((node) => ({ id: null, ...node })),
      });
      ids.set(item.number, id);
    }
    addImport(tx, basename(file), draft.sha256, fresh.length);
  });
  pending.delete(context);
  return { added: fresh.length, skipped: draft.items.length - fresh.length };
}

const depth = (number: string): number => number.split(/[.\-–—．]/).length;

export const roadmap = {
  'tasks.chooseRoadmap': async ({ year }, context) => {
    const file = await context.dialogs.openFile('选择路线图、时间表', ['xlsx', 'xlsm', 'docx', 'csv', 'txt'], '表格或 Word 文档');
    if (file === null) return null;
    const db = context.reader();
    const organisations = listOrganisations(db).map(({ id, ...row }) => row);
    const draft = await context.runner.run('readRoadmap', { file, context: { year, organisations, known: knownIn(db, year) } });
    const found: Pending = { token: randomUUID(), file, year, draft };
    pending.set(context, found);
    return preview(found, new Map(organisations.map(({ code, name }) => [code, name])));
  },
  'tasks.commitRoadmap': ({ token, acceptGood }, context) => commit(context, token, acceptGood),
} satisfies Partial<Handlers>;
