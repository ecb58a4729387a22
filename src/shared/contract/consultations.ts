/** 会诊: who is to be diagnosed, and the two halves of the diagnosis: what stands at once, and what takes the engine hundreds of runs. */
import { z } from 'zod';
import type { Candidates, ConsultationHead, Diagnosis, Symptoms } from '../consultation/facts.ts';
import { EFFORTS } from '../consultation/route-words.ts';
import type { EvaluationInput } from '../engine/types.ts';
import { answer, code, command, periodId, query, rankingList } from './method.ts';

const asked = z.object({ period: periodId, list: rankingList, organisation: code });
export type ConsultationAsked = z.infer<typeof asked>;

export type ConsultationView = { readonly head: ConsultationHead; readonly symptoms: Symptoms };

/** A month as the engine takes it, with the list's own lines, figures and units and nothing of where they came from. */
export type SandboxMonth = {
  readonly input: EvaluationInput;
  readonly seal: ConsultationHead['seal'];
  readonly isDemo: boolean;
};

export const consultations = {
  'consultations.candidates': query(z.object({ period: periodId, list: rankingList }), answer<Candidates>()),
  /** 症状. */
  'consultations.view': query(asked, answer<ConsultationView>()),
  /** 化验, 依据, 处方: made in the worker. */
  'consultations.diagnosis': query(asked, answer<Diagnosis>()),
  /** 工作量 of one open item, as the office judges it; the plans follow. Kept for the item, whatever month it is looked at in. */
  'consultations.setEffort': command(asked.extend({ work: z.string().max(80), effort: z.literal(EFFORTS) }), answer<null>(), [
    'consultations',
    'consultationReports',
    'audit',
  ]),
  /** 推演: computed in the window, never sent back. */
  'consultations.input': query(z.object({ period: periodId, list: rankingList }), answer<SandboxMonth>()),
};
