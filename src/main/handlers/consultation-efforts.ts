/** 工作量 of open items: by their kind, unless the office has judged one otherwise. A setting, so that the next month's plans know it as well. */
import type { WorkFact } from '../../shared/consultation/facts.ts';
import type { Effort } from '../../shared/consultation/route-words.ts';
import { readSetting, saveSetting } from '../store/records.ts';
import type { Reader, Writer } from '../store/transaction.ts';

const KEY = 'consultation-efforts';
type Efforts = Readonly<Record<string, Effort>>;
/** What is missing from a quota has no record of its own: its id is the same for every unit. */
const keyOf = (organisation: string, work: string): string => `${organisation} ${work}`;

const readEfforts = (db: Reader): Efforts => (readSetting(db, KEY) as Efforts | undefined) ?? {};

/** Puts the office's own judgement in the place of the kind's. */
export function judgedEfforts(db: Reader, organisation: string): <W extends WorkFact>(work: W) => W {
  const efforts = readEfforts(db);
  return (work) => ({ ...work, effort: efforts[keyOf(organisation, work.id)] ?? work.effort });
}

/** Keeps the office's judgement of an item of a unit (code of it, id of the item). */
export const saveEffort = (tx: Writer, organisation: string, work: string, effort: Effort): void =>
  saveSetting(tx, KEY, { ...readEfforts(tx), [keyOf(organisation, work)]: effort });
