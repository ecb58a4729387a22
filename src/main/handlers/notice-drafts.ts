/** Drafts of 三单一书, by rule and by hand, and how a notice is found and spoken of. */
import type { Notice, NoticeDraft } from '../../shared/contract/notices.ts';
import { AppError } from '../../shared/errors.ts';
import { noticeName, usualRequirement } from '../../shared/notices/kinds.ts';
import { formatPeriod } from '../../shared/period.ts';
import type { Context } from '../context.ts';
import { findNotice, type StoredNotice, saveNotice } from '../store/notices.ts';
import { listOrganisations } from '../store/organisations.ts';
import type { Reader, Writer } from '../store/transaction.ts';
import { type Proposed, propose } from './notice-ladder.ts';

/** Says why an act is not done. @throws AppError notices.refused */
export const refuse = (sentence: string): never => {
  throw new AppError('notices.refused', { sentence });
};

/** A notice by its id. Throws notices.unknown. */
export function findKnown(db: Reader, id: number): StoredNotice {
  const notice = findNotice(db, id);
  if (!notice) throw new AppError('notices.unknown', {});
  return notice;
}

/** Its number, or what a draft is called. */
export const nameOf = ({ kind, number, matter }: Pick<Notice, 'kind' | 'number' | 'matter'>): string =>
  number ?? `${noticeName[kind]}“${matter}”`;
/** How the log speaks of it. */
export const subjectOf = (notice: Notice): string =>
  `${notice.organisationName} ${notice.number ?? noticeName[notice.kind]} ${notice.matter}`;

/** Writes a draft, a new one or one that is changed, inside an act. @throws AppError organisation.unknown */
export function writeDraft(context: Context, tx: Writer, draft: NoticeDraft, previousId: number | null): number {
  const { organisation, ...rest } = draft;
  const unit = listOrganisations(context.reader()).find(({ code }) => code === organisation);
  if (!unit) throw new AppError('organisation.unknown', { name: organisation });
  return saveNotice(tx, { ...rest, organisationId: unit.id, previousId });
}

/** The draft of a proposal, in the office's usual words. */
function draftOf({ group, proposal }: Proposed): NoticeDraft {
  const { task, notices } = group;
  const last = notices.at(-1);
  return {
    id: null,
    kind: proposal.kind,
    organisation: proposal.organisation,
    task: task?.id ?? null,
    source: task?.documentNumber ?? last?.source ?? '',
    matter: proposal.matter,
    basis: proposal.why,
    requirement: usualRequirement[proposal.kind],
    dueOn: null,
    signedBy: '',
  };
}

/** The rung a new one stands on: the last issued of the matter, when nothing stands on that yet. */
const standsOn = (notices: readonly StoredNotice[]): number | null => {
  const last = notices.at(-1);
  return last && last.issuedOn !== null && last.replacedBy === null ? last.id : null;
};

/** Drafts what the rule says is due, for those of the keys that still are. @throws AppError notices.refused */
export function draftProposals(
  context: Context,
  period: string,
  keys: readonly string[],
): { drafted: number; first: number | null } {
  const chosen = propose(context, period).filter(({ proposal }) => keys.includes(proposal.key));
  if (chosen.length === 0) refuse('所选各项已经起草，或按规则不再应发，请重新查看“应发”。');
  const act = { action: '起草三单一书', subject: `${formatPeriod(period)} 按规则应发 ${chosen.length} 份` };
  const ids = context.write(act, (tx) => chosen.map((one) => writeDraft(context, tx, draftOf(one), standsOn(one.group.notices))));
  return { drafted: ids.length, first: ids[0] ?? null };
}
