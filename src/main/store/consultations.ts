/** 会诊: each record with its 会诊组, 病因, 处方 and files, and what happened to it; the dictionary of causes; decisions on 难分伯仲. */
import { type CauseChain, type CauseCode, type CauseEvidence, STARTING_CAUSES } from '../../shared/consultation/causes.ts';
import type { FigureChange } from '../../shared/consultation/item-costs.ts';
import type { ConsultationAct, ConsultationState } from '../../shared/consultation/record.ts';
import type { EvidenceFile } from '../../shared/contract/claims.ts';
import type {
  BandDecision,
  Consultation,
  ConsultationEvent,
  ConsultationTeam,
  Member,
} from '../../shared/contract/consultation-records.ts';
import type { RecordLink } from '../../shared/contract/feeds.ts';
import type { RankingList } from '../../shared/engine/index.ts';
import { type Content, dropContent, keepContent } from './evidence.ts';
import type { Reader, Writer } from './transaction.ts';

type Row = Omit<Consultation, 'members' | 'files'>;
const SELECT = `SELECT c.id, c.period, c.list, o.code AS organisation, o.name AS organisationName, c.state, c.why, c.held_on AS heldOn, c.place,
    c.minutes, c.rounds
  FROM consultations c JOIN organisations o ON o.id = c.organisation_id`;

const complete = (db: Reader, rows: readonly Row[]): readonly Consultation[] =>
  rows.map((row) => ({
    ...row,
    members: db
      .prepare<Member>('SELECT name, unit, role FROM consultation_members WHERE consultation_id = ? ORDER BY ordinal')
      .all(row.id),
    files: db
      .prepare<EvidenceFile>(
        `SELECT f.sha256, f.name, e.media_type AS mediaType, e.size
         FROM consultation_files f JOIN evidence_files e ON e.sha256 = f.sha256 WHERE f.consultation_id = ? ORDER BY f.audit_id, f.sha256`,
      )
      .all(row.id),
  }));

/** Every one that is not 撤销, the latest month first. */
export const listConsultations = (db: Reader): readonly Consultation[] =>
  complete(
    db,
    db.prepare<Row>(`${SELECT} WHERE c.state <> 'withdrawn' ORDER BY c.period DESC, c.list, o.sort_order, c.id`).all(),
  );

export const findConsultation = (db: Reader, id: number): Consultation | null =>
  complete(db, db.prepare<Row>(`${SELECT} WHERE c.id = ?`).all(id))[0] ?? null;

/** The one of a unit and month that is not 撤销; null when there is none. */
export const consultationOf = (db: Reader, period: string, list: RankingList, organisation: string): Consultation | null =>
  complete(
    db,
    db
      .prepare<Row>(`${SELECT} WHERE c.period = ? AND c.list = ? AND o.code = ? AND c.state <> 'withdrawn'`)
      .all(period, list, organisation),
  )[0] ?? null;

/** Everything that happened to one, oldest first. */
export const consultationEvents = (db: Reader, id: number): readonly ConsultationEvent[] =>
  db
    .prepare<ConsultationEvent>(
      `SELECT e.event, e.text, a.at, a.actor FROM consultation_events e JOIN audit_log a ON a.id = e.audit_id
       WHERE e.consultation_id = ? ORDER BY e.id`,
    )
    .all(id);

function addEvent(tx: Writer, id: number, event: ConsultationEvent['event'], text = ''): void {
  tx.prepare('INSERT INTO consultation_events (consultation_id, event, text, audit_id) VALUES (?, ?, ?, ?)').run(
    id,
    event,
    text,
    tx.auditId,
  );
}

/** Opens one. Returns its id. */
export function openConsultation(
  tx: Writer,
  {
    period,
    list,
    organisationId,
    why,
    rounds,
  }: Pick<Consultation, 'period' | 'list' | 'why' | 'rounds'> & { readonly organisationId: number },
): number {
  const added = tx
    .prepare(
      `INSERT INTO consultations (period, list, organisation_id, state, why, rounds, audit_id) VALUES (?, ?, ?, 'planned', ?, ?, ?)`,
    )
    .run(period, list, organisationId, why, rounds, tx.auditId);
  const id = Number(added.lastInsertRowid);
  addEvent(tx, id, 'open');
  return id;
}

/** Writes 会诊组, time, place and minutes; what stood there before is in the log. */
export function saveTeam(tx: Writer, id: number, { members, heldOn, place, minutes, rounds }: ConsultationTeam): void {
  tx.prepare('UPDATE consultations SET held_on = ?, place = ?, minutes = ?, rounds = ? WHERE id = ?').run(
    heldOn,
    place,
    minutes,
    rounds,
    id,
  );
  tx.prepare('DELETE FROM consultation_members WHERE consultation_id = ?').run(id);
  const add = tx.prepare(
    'INSERT INTO consultation_members (consultation_id, ordinal, name, unit, role, audit_id) VALUES (?, ?, ?, ?, ?, ?)',
  );
  members.forEach(({ name, unit, role }, at) => {
    add.run(id, at + 1, name, unit, role, tx.auditId);
  });
  addEvent(tx, id, 'change');
}

export function moveConsultation(tx: Writer, id: number, act: ConsultationAct, to: ConsultationState, text: string): void {
  tx.prepare('UPDATE consultations SET state = ? WHERE id = ?').run(to, id);
  addEvent(tx, id, act, text);
}

type CauseRow = Omit<CauseCode, 'group' | 'isActive'> & { readonly kind: CauseCode['group']; readonly isActive: number };

/** The dictionary in force: the shipped one until the office has changed it. */
export function listCauses(db: Reader): readonly CauseCode[] {
  const own = db
    .prepare<CauseRow>('SELECT code, name, kind, hint, is_active AS isActive FROM cause_codes ORDER BY ordinal, code')
    .all()
    .map(({ kind, isActive, ...row }): CauseCode => ({ ...row, group: kind, isActive: isActive === 1 }));
  return own.length === 0 ? STARTING_CAUSES : own;
}

/** Codes some chain has. */
export const usedCauses = (db: Reader): readonly string[] =>
  db
    .prepare<{ code: string }>('SELECT DISTINCT code FROM consultation_causes ORDER BY code')
    .all()
    .map(({ code }) => code);

/** Puts the dictionary in this order; codes that are not in it go, unless a chain has them (the file refuses that). */
export function saveCauses(tx: Writer, causes: readonly CauseCode[]): void {
  tx.prepare('DELETE FROM cause_codes WHERE code NOT IN (SELECT value FROM json_each(?))').run(
    JSON.stringify(causes.map(({ code }) => code)),
  );
  const put = tx.prepare(
    `INSERT INTO cause_codes (code, name, kind, hint, ordinal, is_active, audit_id) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (code) DO UPDATE SET name = excluded.name, kind = excluded.kind, hint = excluded.hint, ordinal = excluded.ordinal,
       is_active = excluded.is_active, audit_id = excluded.audit_id`,
  );
  causes.forEach(({ code, name, group, hint, isActive }, at) => {
    put.run(code, name, group, hint, at + 1, isActive ? 1 : 0, tx.auditId);
  });
}

type StepRow = {
  readonly line: string;
  readonly code: string;
  readonly text: string;
  readonly evidence: CauseEvidence['kind'] | null;
  readonly sha256: string | null;
  readonly figure: string | null;
  readonly feature: RecordLink['feature'] | null;
  readonly record: string | null;
  readonly words: string | null;
};

const evidenceOf = ({ evidence, sha256, figure, feature, record, words }: StepRow): CauseEvidence | null => {
  if (evidence === 'file' && sha256 !== null) return { kind: 'file', sha256 };
  if (evidence === 'figure' && figure !== null) return { kind: 'figure', indicator: figure };
  if (evidence === 'record' && feature !== null && record !== null)
    return { kind: 'record', link: { feature, id: record, words: words ?? '' } };
  return null;
};

/** Chains of one, in the order they were first written. */
export function chainsOf(db: Reader, id: number): readonly CauseChain[] {
  const rows = db
    .prepare<StepRow>(
      `SELECT line, code, text, evidence, file_sha256 AS sha256, figure, record_feature AS feature, record_id AS record,
         record_words AS words FROM consultation_causes WHERE consultation_id = ? ORDER BY line, step`,
    )
    .all(id);
  return [...new Set(rows.map(({ line }) => line))].map((line) => ({
    line,
    steps: rows.flatMap((row) => (row.line === line ? [{ code: row.code, text: row.text, evidence: evidenceOf(row) }] : [])),
  }));
}

/** Writes a chain in the place of the one that stood there; without steps it is taken away. */
export function saveChain(tx: Writer, id: number, { line, steps }: CauseChain, said: string): void {
  // A chain names its causes by the dictionary of the file: the shipped one comes in with the first of them.
  if (tx.prepare('SELECT 1 FROM cause_codes LIMIT 1').get() === undefined) saveCauses(tx, STARTING_CAUSES);
  tx.prepare('DELETE FROM consultation_causes WHERE consultation_id = ? AND line = ?').run(id, line);
  const add = tx.prepare(
    `INSERT INTO consultation_causes (consultation_id, line, step, code, text, evidence, file_sha256, figure, record_feature, record_id,
       record_words, audit_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  steps.forEach(({ code, text, evidence }, at) => {
    const link = evidence?.kind === 'record' ? evidence.link : null;
    const sha256 = evidence?.kind === 'file' ? evidence.sha256 : null;
    const figure = evidence?.kind === 'figure' ? evidence.indicator : null;
    const kind = evidence?.kind ?? null;
    const record = [link?.feature ?? null, link?.id ?? null, link?.words ?? null];
    add.run(id, line, at + 1, code, text, kind, sha256, figure, ...record, tx.auditId);
  });
  addEvent(tx, id, 'causes', said);
}

export type StoredPrescription = {
  readonly id: number;
  readonly consultation: number;
  readonly work: string | null;
  readonly title: string;
  readonly owner: string;
  readonly ownerName: string;
  readonly dueOn: string;
  readonly link: RecordLink;
  readonly isNew: boolean;
  readonly expected: string | null;
  readonly changes: readonly FigureChange[];
  /** Seal its points were of; '' of a trial. */
  readonly basis: string;
};
type PrescriptionRow = Omit<StoredPrescription, 'link' | 'isNew' | 'changes'> & {
  readonly feature: RecordLink['feature'];
  readonly record: string;
  readonly words: string;
  readonly isNew: number;
  readonly changes: string;
};

/** Prescriptions in force of some, in the order they were given. */
export const prescriptionsOf = (db: Reader, ids: readonly number[]): readonly StoredPrescription[] =>
  db
    .prepare<PrescriptionRow>(
      `SELECT p.id, p.consultation_id AS consultation, p.work, p.title, o.code AS owner, o.name AS ownerName, p.due_on AS dueOn, p.feature,
         p.record, p.record_words AS words, p.is_new AS isNew, p.expected, p.changes, p.basis
       FROM consultation_prescriptions p JOIN organisations o ON o.id = p.owner_id
       WHERE p.state = 'active' AND p.consultation_id IN (SELECT value FROM json_each(?)) ORDER BY p.id`,
    )
    .all(JSON.stringify(ids))
    .map(({ feature, record, words, isNew, changes, ...row }) => ({
      ...row,
      link: { feature, id: record, words },
      isNew: isNew === 1,
      changes: JSON.parse(changes) as readonly FigureChange[],
    }));

export function addPrescription(
  tx: Writer,
  entry: Omit<StoredPrescription, 'id' | 'owner' | 'ownerName'> & { readonly ownerId: number },
): void {
  const { consultation, work, title, ownerId, dueOn, link, isNew, expected, changes, basis } = entry;
  tx.prepare(
    `INSERT INTO consultation_prescriptions (consultation_id, work, title, owner_id, due_on, feature, record, record_words, is_new, expected,
       changes, basis, state, audit_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'active', ?)`,
  ).run(
    consultation,
    work,
    title,
    ownerId,
    dueOn,
    link.feature,
    link.id,
    link.words,
    isNew ? 1 : 0,
    expected,
    JSON.stringify(changes),
    basis,
    tx.auditId,
  );
  addEvent(tx, consultation, 'prescribe', title);
}

export function dropPrescription(
  tx: Writer,
  { id, consultation, title }: Pick<StoredPrescription, 'id' | 'consultation' | 'title'>,
  reason: string,
): void {
  tx.prepare("UPDATE consultation_prescriptions SET state = 'dropped' WHERE id = ?").run(id);
  addEvent(tx, consultation, 'drop', `${title}：${reason}`);
}

/** Keeps a content, if it is new, and shows it with a 会诊. */
export function attachConsultationFile(tx: Writer, id: number, content: Content): void {
  keepContent(tx, content);
  tx.prepare('INSERT INTO consultation_files (consultation_id, sha256, name, audit_id) VALUES (?, ?, ?, ?)').run(
    id,
    content.sha256,
    content.name,
    tx.auditId,
  );
  addEvent(tx, id, 'attach', content.name);
}

/** Takes a file away; a content that nothing shows any more goes with it. */
export function detachConsultationFile(tx: Writer, id: number, { sha256, name }: Pick<Content, 'sha256' | 'name'>): void {
  tx.prepare('DELETE FROM consultation_files WHERE consultation_id = ? AND sha256 = ?').run(id, sha256);
  dropContent(tx, sha256);
  addEvent(tx, id, 'detach', name);
}

/** The latest decision of a month and list; null when none was taken. */
export const bandDecision = (db: Reader, period: string, list: RankingList): BandDecision | null =>
  db
    .prepare<BandDecision>(
      `SELECT d.consultation, d.speech, d.reason, a.at, a.actor FROM consultation_decisions d JOIN audit_log a ON a.id = d.audit_id
       WHERE d.period = ? AND d.list = ? ORDER BY d.id DESC LIMIT 1`,
    )
    .get(period, list) ?? null;

export function addBandDecision(
  tx: Writer,
  period: string,
  list: RankingList,
  { consultation, speech, reason }: Pick<BandDecision, 'consultation' | 'speech' | 'reason'>,
): void {
  tx.prepare(
    'INSERT INTO consultation_decisions (period, list, consultation, speech, reason, audit_id) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(period, list, consultation, speech, reason, tx.auditId);
}
