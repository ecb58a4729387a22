/** All registers of the demonstration as the tables that ship. */
import { inspectionTables, makeInspections } from './inspections.ts';
import { taskTables } from './items.ts';
import { makeNotices, noticeTable } from './notices.ts';
import { makePublicity, publicityTables } from './publicity.ts';
import { makeRegisters, registerTable } from './registers.ts';
import { makeTasks } from './tasks.ts';

/** Text of each csv file by its name without the ending; the same every time. */
export function demoTables(): ReadonlyMap<string, string> {
  const items = makeTasks();
  return new Map([
    ...taskTables(items),
    ['登记', registerTable(makeRegisters(items))],
    ['三单一书', noticeTable(makeNotices(items))],
    ...inspectionTables(makeInspections()),
    ...publicityTables(makePublicity()),
  ]);
}
