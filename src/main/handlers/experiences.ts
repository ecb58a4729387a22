/** The experience library: 上报, 遴选, 推广, 复制; and the 五个方面七个典型 as its first entries. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Experience, ExperienceDraft, ExperienceState } from '../../shared/contract/publicity.ts';
import { AppError } from '../../shared/errors.ts';
import { experienceStateName } from '../../shared/publicity/words.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { experienceEvents, findExperience, listExperiences, moveExperience, saveExperience } from '../store/experiences.ts';
import { listOrganisations } from '../store/organisations.ts';
import { saveItem } from '../store/publicity.ts';
import type { Reader } from '../store/transaction.ts';
import { refuseNotHeld, refuseSealed } from './locks.ts';

const exemplarFile = z.object({
  name: z.string(),
  sources: z.record(z.string(), z.string()),
  period: z.string(),
  experiences: z.array(
    z.object({
      title: z.string(),
      subject: z.string(),
      organisation: z.string().nullable(),
      field: z.string(),
      summary: z.string(),
      source: z.string(),
      figures: z.array(z.object({ name: z.string(), value: z.string(), source: z.string() })),
    }),
  ),
});

/** The seven of the sources, each figure with the text it stands in; units by name, since codes are the office's own. */
function readExemplars(context: Context): readonly (Omit<ExperienceDraft, 'organisation'> & { readonly unit: string | null })[] {
  const path = join(context.resources, 'exemplars', '五个方面七个典型.json');
  const { sources, period, experiences: all } = exemplarFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  const named = (key: string): string => sources[key] ?? key;
  return all.map(({ organisation, source, figures, ...one }) => ({
    ...one,
    id: null,
    period,
    unit: organisation,
    source: named(source),
    figures: figures.map((figure) => ({ ...figure, source: named(figure.source) })),
  }));
}

function find(db: Reader, id: number): Experience {
  const experience = findExperience(db, id);
  if (!experience) throw new AppError('data.missing', { what: '这条经验' });
  return experience;
}

/** One in a state from which the step is taken. Throws data.missing, publicity.step. */
function findIn(db: Reader, id: number, states: readonly ExperienceState[], step: string): Experience {
  const experience = find(db, id);
  const { title, state } = experience;
  if (!states.includes(state)) throw new AppError('publicity.step', { title, state: experienceStateName[state], step });
  return experience;
}

function unitOf(db: Reader, code: string) {
  const unit = listOrganisations(db).find((one) => one.code === code);
  if (!unit) throw new AppError('organisation.unknown', { name: code });
  return unit;
}

/** The steps that need nothing but a reason. */
function step(
  context: Context,
  { id, period, reason }: { readonly id: number; readonly period: string; readonly reason: string },
  event: 'select' | 'decline' | 'reopen',
): null {
  const steps = {
    select: { from: ['reported'], to: 'selected', name: '遴选' },
    decline: { from: ['reported'], to: 'declined', name: '不予入选' },
    reopen: { from: ['selected', 'declined'], to: 'reported', name: '退回上报' },
  } as const;
  const { from, to, name } = steps[event];
  const experience = findIn(context.reader(), id, from, name);
  const act = { action: `经验${name}`, subject: experience.title, detail: { experience: id, reason } };
  context.write(act, (tx) => moveExperience(tx, id, to, { event, period, words: reason }));
  return null;
}

export const experiences = {
  'publicity.experiences': (_, context) => listExperiences(context.reader()),
  'publicity.experience': ({ id }, context) => {
    const db = context.reader();
    return { experience: find(db, id), events: experienceEvents(db, id) };
  },
  'publicity.saveExperience': (draft, context) => {
    const db = context.reader();
    const { organisation, ...rest } = draft;
    if (draft.id !== null) findIn(db, draft.id, ['reported'], '修改');
    const organisationId = organisation === null ? null : unitOf(db, organisation).id;
    const act = { action: draft.id === null ? '上报经验' : '修改经验', subject: draft.title };
    return { id: context.write(act, (tx) => saveExperience(tx, { ...rest, organisationId })) };
  },
  'publicity.addExemplars': (_, context) => {
    const db = context.reader();
    const known = new Set(listExperiences(db).map(({ title, subject }) => `${subject} ${title}`));
    const missing = readExemplars(context).filter(({ title, subject }) => !known.has(`${subject} ${title}`));
    if (missing.length === 0) return { added: 0 };
    const units = new Map(
      listOrganisations(db).flatMap(({ id, name, aliases }) => [name, ...aliases].map((one) => [one, id] as const)),
    );
    const act = {
      action: '放入七个典型',
      subject: `${missing.length} 条`,
      detail: { titles: missing.map(({ title }) => title) },
    };
    context.write(act, (tx) => {
      for (const { unit, ...draft } of missing) {
        const id = saveExperience(tx, { ...draft, organisationId: unit === null ? null : (units.get(unit) ?? null) });
        // “组织全市各级改革机构观摩学习、对标赶超”: what the source says became of all seven.
        moveExperience(tx, id, 'selected', { event: 'select', period: draft.period, words: '列入五个方面七个典型' });
        moveExperience(tx, id, 'promoted', {
          event: 'promote',
          period: draft.period,
          level: 'city',
          words: `组织全市各级改革机构观摩学习，见${draft.source}`,
        });
      }
    });
    return { added: missing.length };
  },
  'publicity.selectExperience': ({ id, period }, context) => step(context, { id, period, reason: '' }, 'select'),
  'publicity.declineExperience': (input, context) => step(context, input, 'decline'),
  'publicity.reopenExperience': (input, context) => step(context, input, 'reopen'),
  'publicity.promoteExperience': ({ id, period, level, words, datedOn }, context) => {
    const db = context.reader();
    refuseNotHeld(db, period);
    const experience = findIn(db, id, ['selected', 'promoted', 'replicated'], '推广');
    const unit = experience.organisation === null ? null : unitOf(db, experience.organisation);
    const isRanked = unit?.kind === 'district' || unit?.kind === 'specialGroup';
    // The item feeds the figures of the period, which a seal has closed.
    if (isRanked) refuseSealed(db, period);
    const act = { action: '推广经验', subject: experience.title, detail: { experience: id, level, words } };
    return {
      item: context.write(act, (tx) => {
        const state = experience.state === 'replicated' ? 'replicated' : 'promoted';
        moveExperience(tx, id, state, { event: 'promote', period, level, datedOn, words });
        if (!unit || !isRanked) return null;
        return saveItem(tx, {
          id: null,
          period,
          organisationId: unit.id,
          kind: 'experience',
          level,
          channel: 'other',
          outlet: '',
          isFrontPage: false,
          title: experience.title,
          documentNumber: words,
          datedOn,
          experience: id,
        });
      }),
    };
  },
  'publicity.replicateExperience': ({ id, period, organisation, words, datedOn }, context) => {
    const db = context.reader();
    const experience = findIn(db, id, ['promoted', 'replicated'], '复制');
    const unit = unitOf(db, organisation);
    if (organisation === experience.organisation) throw new AppError('publicity.ownCopy', { name: unit.name });
    const act = { action: '复制经验', subject: `${unit.name} ${experience.title}`, detail: { experience: id, words } };
    context.write(act, (tx) =>
      moveExperience(tx, id, 'replicated', { event: 'replicate', period, organisationId: unit.id, datedOn, words }),
    );
    return null;
  },
} satisfies Partial<Handlers>;
