/** The demonstration's 会诊 of an earlier month goes the way every one goes: 拟定, 会诊组 and 纪要, 病因, 登记会诊, 处方, 转入复诊. */
import { type CauseEvidence, STARTING_CAUSES } from '../../shared/consultation/causes.ts';
import { memberRoleName } from '../../shared/consultation/record.ts';
import type { Context } from '../context.ts';
import { type OpenedCase, openUnit } from '../handlers/consultation-case.ts';
import { expectedOf } from '../handlers/consultation-desk.ts';
import { addTask, linkOf } from '../handlers/consultation-prescribe.ts';
import { type Works, worksOf } from '../handlers/consultation-works.ts';
import {
  addPrescription,
  attachConsultationFile,
  moveConsultation,
  openConsultation,
  saveChain,
  saveTeam,
} from '../store/consultations.ts';
import type { Content } from '../store/evidence.ts';
import { attachTaskFile, findTask, finishNode, moveTask } from '../store/tasks.ts';
import type { Writer } from '../store/transaction.ts';
import { codeOf, type Row, readDemo, unitIds } from './table.ts';

/**
 * After all other registers: points and proofs are read from them.
 * @param tasks ids by 编号
 */
export function fillConsultations(
  context: Context,
  tx: Writer,
  tasks: ReadonlyMap<string, number>,
  proof: (what: string) => Content,
): void {
  const unitId = unitIds(tx);
  const [members, causes, prescriptions] = ['会诊组', '病因', '处方'].map((name) => readDemo(context, name));
  for (const row of readDemo(context, '会诊')) {
    const asked = { period: row('考核期'), list: 'district', organisation: row('单位') } as const;
    const own = (rows: readonly Row[] = []): readonly Row[] =>
      rows.filter((one) => one('考核期') === asked.period && one('单位') === asked.organisation);
    const opened = openUnit(context, asked);
    const works = worksOf(context, opened);
    const rounds = Number(row('复诊'));
    const id = openConsultation(tx, { ...asked, organisationId: unitId(asked.organisation), why: opened.head.why, rounds });
    saveTeam(tx, id, {
      members: own(members).map((one) => ({
        name: one('姓名'),
        unit: one('单位职务'),
        role: codeOf(memberRoleName, one('职责')),
      })),
      heldOn: row('会诊日期'),
      place: row('地点'),
      minutes: row('纪要'),
      rounds,
    });
    const file = proof('');
    attachConsultationFile(tx, id, file);
    fillCauses(tx, id, own(causes), (words) => evidenceOf(words, file, works, tasks));
    moveConsultation(tx, id, 'hold', 'held', '');
    const held = { id, heldOn: row('会诊日期'), ownerId: unitId(asked.organisation), opened, works };
    for (const one of own(prescriptions)) prescribe(tx, held, one, tasks.get(one('台账')) ?? null, file);
    moveConsultation(tx, id, 'follow', 'followed', '');
  }
}

const causeNames: Readonly<Record<string, string>> = Object.fromEntries(STARTING_CAUSES.map(({ code, name }) => [code, name]));

/** Chains in the order of the table, one a line. */
function fillCauses(tx: Writer, id: number, rows: readonly Row[], evidence: (words: string) => CauseEvidence | null): void {
  for (const line of new Set(rows.map((row) => row('短板')))) {
    const steps = rows
      .filter((row) => row('短板') === line)
      .map((row) => ({ code: codeOf(causeNames, row('病因')), text: row('说明'), evidence: evidence(row('依据')) }));
    saveChain(tx, id, { line, steps }, line);
  }
}

/** “台账 2017-4”, “数据 A5b”, “文件”; nothing: 推测. */
function evidenceOf(
  words: string,
  { sha256 }: Content,
  { charged }: Works,
  tasks: ReadonlyMap<string, number>,
): CauseEvidence | null {
  const [kind = '', which = ''] = words.split(' ');
  if (kind === '文件') return { kind: 'file', sha256 };
  if (kind === '数据') return { kind: 'figure', indicator: which };
  const task = String(tasks.get(which));
  const link = charged.flatMap((work) => work.link ?? []).find(({ feature, id }) => feature === 'tasks' && id === task);
  return link ? { kind: 'record', link } : null;
}

type Held = {
  readonly id: number;
  readonly heldOn: string;
  readonly ownerId: number;
  readonly opened: OpenedCase;
  readonly works: Works;
};

/** What the ledger has is tied to it; what it has not becomes an item of it, and is done by the day the table says. */
function prescribe(tx: Writer, { id, heldOn, ownerId, opened, works }: Held, row: Row, task: number | null, file: Content): void {
  const entry = { consultation: id, ownerId, dueOn: row('时限'), basis: opened.seal?.code ?? '' };
  const work = works.open.find(({ link }) => link?.feature === 'tasks' && link.id === String(task));
  if (work?.link) {
    const { title, link, changes } = work;
    addPrescription(tx, { ...entry, work: work.id, title, link, isNew: false, expected: expectedOf(opened, work), changes });
    return;
  }
  const { entry: unit, period } = opened;
  const draft = { title: row('措施'), leader: row('牵头领导'), dueOn: row('时限'), ownerId, startsOn: heldOn };
  const made = addTask(tx, { organisationName: unit.name, period }, draft);
  addPrescription(tx, { ...entry, work: null, title: made.title, link: linkOf(made), isNew: true, expected: null, changes: [] });
  moveTask(tx, made.id, 'assign', 'assigned', '');
  moveTask(tx, made.id, 'start', 'active', '');
  const node = findTask(tx, made.id)?.nodes.find(({ isFinal }) => isFinal);
  if (row('办结') === '' || !node) return;
  finishNode(tx, made.id, node, row('办结'));
  attachTaskFile(tx, made.id, file);
  moveTask(tx, made.id, 'submit', 'submitted', '');
  moveTask(tx, made.id, 'verify', 'verified', '');
  moveTask(tx, made.id, 'close', 'closed', '');
}
