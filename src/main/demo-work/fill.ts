/** A month's work for the demonstration: registers whose counts are its figures, written by the stores of their features in one act. */
import { DEMO_SOURCE } from '../../shared/text.ts';
import type { Context } from '../context.ts';
import { experiences } from '../handlers/experiences.ts';
import { fillConsultations } from './consultations.ts';
import { fillInspections } from './inspections.ts';
import { fillChoices, fillClaims, fillPublicity } from './publicity.ts';
import { fillNotices, fillRegisters } from './records.ts';
import { proofs } from './table.ts';
import { fillTasks } from './tasks.ts';

/** The month the demonstration shows first. */
const PERIOD = '2018-02';

/** Fills in what `fillWithDemo` leaves empty; it goes after that. The log and every record name 演示数据 as who wrote it. */
export function fillWithDemoWork(context: Context): void {
  const act = { actor: DEMO_SOURCE, action: '放入演示登记', subject: '台账、三单一书、督察、宣传、加分事项和会诊' };
  const proof = proofs(context);
  context.write(act, (tx) => {
    const tasks = fillTasks(context, tx, proof);
    fillRegisters(context, tx);
    fillNotices(context, tx, tasks);
    fillInspections(context, tx, proof);
    fillPublicity(context, tx, proof);
    fillClaims(context, tx, proof);
    fillChoices(tx, PERIOD);
    fillConsultations(context, tx, tasks, proof);
  });
  // The seven of the published texts come in as a clerk takes them in.
  experiences['publicity.addExemplars']({}, context);
}
