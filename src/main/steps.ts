/**
 * 无人值守办理: a file of steps does, one after the other, what a clerk does in the window; each is a method of the contract, parsed and
 * checked like a request of the page. `{{名称.字段}}` in a step stands for what an earlier one answered.
 */
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from '../shared/errors.ts';
import type { App } from './app.ts';
import type { Dialogs } from './context.ts';

const step = z.strictObject({
  /** Method of the contract, “tasks.report”. */
  do: z.string(),
  with: z.unknown().default({}),
  /** The files its dialogs are answered with, beside the file of steps. */
  open: z.string().optional(),
  save: z.string().optional(),
  /** Under this name later steps find the answer. */
  as: z.string().optional(),
});
const steps = z.array(step);

type Answers = Map<string, unknown>;
export type StepsDesk = {
  readonly dialogs: Dialogs;
  /** What the next dialogs are answered with; undefined when the step names no file. */
  readonly lay: (open: string | undefined, save: string | undefined) => void;
};

/** Dialogs that are answered by the step being done. A step that needs a file and names none is refused, never taken as 取消. */
export function stepsDesk(): StepsDesk {
  let [opened, saved]: (string | undefined)[] = [];
  const need = (file: string | undefined, word: string): string => {
    if (file === undefined) throw new AppError('steps.noFile', { word });
    return file;
  };
  return {
    dialogs: {
      openFile: async () => need(opened, 'open'),
      saveFile: async () => need(saved, 'save'),
      chooseFolder: async () => need(saved, 'save'),
      show: async () => undefined,
      print: async () => 'cancelled',
    },
    lay: (open, save) => {
      [opened, saved] = [open, save];
    },
  };
}

/**
 * Does the steps of a file in their order and stops at the first that is refused; what was done before it stays done.
 * @param text JSON: `[{"do": "tasks.report", "with": {"id": "{{任务.id}}", …}, "as": "…"}]`
 * @param path of the file; the files its steps name lie beside it
 * @returns how many were done, and the answers that were given a name
 * @throws AppError steps.unreadable, steps.failed (which step, and why)
 */
export async function runSteps(app: App, desk: StepsDesk, text: string, path: string) {
  const read = steps.safeParse(parse(text));
  if (!read.success) throw new AppError('steps.unreadable', { name: path });
  const answers: Answers = new Map();
  const beside = (name: string | undefined) => (name === undefined ? undefined : resolve(dirname(path), name));
  for (const [index, { do: method, with: input, open, save, as }] of read.data.entries()) {
    const refuse = (why: string): never => {
      throw new AppError('steps.failed', { step: index + 1, method, why });
    };
    desk.lay(beside(open), beside(save));
    const answer = await app.call(method, filled(input, answers, refuse));
    if (!answer.ok) return refuse(answer.error.message);
    if (as !== undefined) answers.set(as, answer.value);
  }
  return { steps: read.data.length, answers: Object.fromEntries(answers) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The input with every `{{…}}` that is a whole text replaced by what it stands for, a number by a number. */
function filled(input: unknown, answers: Answers, refuse: (why: string) => never): unknown {
  if (typeof input === 'string') {
    const reference = /^\{\{(.+)\}\}$/.exec(input)?.[1];
    return reference === undefined ? input : (lookUp(reference, answers) ?? refuse(`前面的步骤没有“${reference}”`));
  }
  if (Array.isArray(input)) return input.map((one) => filled(one, answers, refuse));
  if (input === null || typeof input !== 'object') return input;
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, filled(value, answers, refuse)]));
}

/** “台账.rows[number=3].id”: a field, a place in a list, or the first of a list whose field is so. */
function lookUp(reference: string, answers: Answers): unknown {
  const [name = '', ...path] = reference.match(/\[[^\]]*\]|[^.[\]]+/g) ?? [];
  return path.reduce<unknown>((value, part) => {
    if (!part.startsWith('[')) return fieldOf(value, part);
    if (!Array.isArray(value)) return undefined;
    const [, field, wanted] = /^\[(.+)=(.*)\]$/.exec(part) ?? [];
    if (field === undefined) return value[Number(part.slice(1, -1))];
    return value.find((one) => String(field.split('.').reduce(fieldOf, one)) === wanted);
  }, answers.get(name));
}

const fieldOf = (value: unknown, field: string): unknown =>
  value === null || typeof value !== 'object' ? undefined : (value as Readonly<Record<string, unknown>>)[field];
