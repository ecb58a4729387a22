/** What main and its worker say to each other. */
import type { AnnualPaperFacts } from '../../shared/bulletin/annual-paper.ts';
import type { CorrectionPaperFacts } from '../../shared/bulletin/correction-paper.ts';
import type { PlainPaper } from '../../shared/bulletin/document.ts';
import type { BulletinFacts } from '../../shared/bulletin/facts.ts';
import type { InspectionPaperFacts } from '../../shared/bulletin/inspection-papers.ts';
import type { NoticePaperFacts } from '../../shared/bulletin/notice-paper.ts';
import type { PanelPaperFacts } from '../../shared/bulletin/panel-paper.ts';
import type { ReminderFacts } from '../../shared/bulletin/reminder.ts';
import type { ScoreStatementFacts } from '../../shared/bulletin/score-statement.ts';
import type { ErrorCode, ErrorParameters } from '../../shared/errors.ts';
import type { ImportContext, ImportDraft } from '../../shared/sheets/draft.ts';
import type { RoadmapContext, RoadmapDraft } from '../../shared/tasks/roadmap.ts';
import type { EntryForm } from './workbook-write.ts';

/** The office's fonts and where those that ship are. */
type Fonts = { readonly fontFolder: string; readonly preferOfficeFonts: boolean };
/** A paper composed of its facts and made into a PDF. */
export type PaperJob<Facts> = {
  readonly input: Fonts & { readonly facts: Facts };
  readonly output: { readonly bytes: Uint8Array; readonly pages: number };
};

export type Jobs = {
  readonly readImport: {
    readonly input: { readonly file: string; readonly context: ImportContext };
    readonly output: ImportDraft & { readonly sha256: string };
  };
  /** The office's own 路线图: xlsx, csv or docx. */
  readonly readRoadmap: {
    readonly input: { readonly file: string; readonly context: RoadmapContext };
    readonly output: RoadmapDraft & { readonly sha256: string };
  };
  readonly bulletinPdf: {
    readonly input: Fonts & { readonly facts: BulletinFacts };
    readonly output: {
      readonly bytes: Uint8Array;
      readonly name: string;
      readonly pages: number;
      readonly fonts: readonly string[];
      readonly missingCharacters: readonly string[];
    };
  };
  /** One PDF a unit, in the order asked for; all of them or, cancelled or failed, none. */
  readonly scoreStatements: {
    readonly input: Fonts & {
      readonly facts: Omit<ScoreStatementFacts, 'organisation'>;
      readonly organisations: readonly string[];
    };
    readonly output: readonly {
      readonly organisation: string;
      readonly name: string;
      readonly bytes: Uint8Array;
      readonly pages: number;
    }[];
  };
  readonly annualPdf: PaperJob<AnnualPaperFacts>;
  readonly reminderPdf: PaperJob<ReminderFacts>;
  readonly panelPdf: PaperJob<PanelPaperFacts>;
  readonly inspectionPdf: PaperJob<InspectionPaperFacts>;
  readonly noticePdf: PaperJob<NoticePaperFacts>;
  readonly correctionPdf: PaperJob<CorrectionPaperFacts>;
  /** A plain paper as a Word file. */
  readonly docx: { readonly input: PlainPaper; readonly output: Uint8Array };
  readonly rankingWorkbook: { readonly input: BulletinFacts; readonly output: Uint8Array };
  readonly entryForm: { readonly input: EntryForm; readonly output: Uint8Array };
};
export type JobKind = keyof Jobs;

export type Request = {
  readonly [K in JobKind]: { readonly id: number; readonly kind: K; readonly input: Jobs[K]['input'] };
}[JobKind];
export type Reply =
  | { readonly id: number; readonly kind: 'progress'; readonly stage: string; readonly done: number; readonly total: number }
  | { readonly id: number; readonly kind: 'done'; readonly output: unknown }
  | { readonly id: number; readonly kind: 'known'; readonly code: ErrorCode; readonly parameters: ErrorParameters[ErrorCode] }
  | { readonly id: number; readonly kind: 'failed'; readonly stack: string };
