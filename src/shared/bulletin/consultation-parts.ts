/** What the parts of a 专门情况报告 share: its facts, and how a sentence becomes a paragraph of it. */
import type { BoundFigure } from '../consultation/bound-text.ts';
import type { ConsultationFacts } from '../consultation/facts.ts';
import type { BandDecision, ConsultationRecord, FollowUpView } from '../contract/consultation-records.ts';
import type { DocumentBlock, Run } from './document.ts';
import type { SealMark } from './facts.ts';
import { officialDate } from './numerals.ts';

export type ConsultationReportFacts = {
  readonly facts: ConsultationFacts;
  readonly issuer: string;
  readonly seal: SealMark | null;
  readonly isOneClerk: boolean;
  /** What people added; null: nobody has opened one. */
  readonly record: ConsultationRecord | null;
  /** For the texts of 病因. */
  readonly figures: readonly BoundFigure[];
  /** 复诊; null while there is no record. */
  readonly followUp: FollowUpView | null;
  /** On 难分伯仲; null: none was taken. */
  readonly decision: BandDecision | null;
};

/** The 会诊组 has met. */
export const isHeld = ({ consultation: { state } }: ConsultationRecord): boolean => state !== 'planned' && state !== 'withdrawn';

/** A paragraph under a heading that runs into it. */
export const led = (heading: string, runs: readonly Run[]): readonly DocumentBlock[] =>
  runs.length === 0 ? [] : [{ kind: 'paragraph', lead: { level: 2, text: `${heading}。` }, runs }];
/** Further paragraphs of a heading; `slot` names the sentence, whatever it says this month. */
export const said = (slot: string, runs: readonly Run[]): readonly DocumentBlock[] =>
  runs.length === 0 ? [] : [{ kind: 'paragraph', slot, runs }];

/** “2月11日”; the year is that of the report or stands in the ledger. */
export const day = (date: string): string => officialDate(date).replace(/^\d+年/, '');
