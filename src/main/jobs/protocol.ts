/** What main and its worker say to each other. */
import type { AnnualPaperFacts } from '../../shared/bulletin/annual-paper.ts';
import type { CorrectionPaperFacts } from '../../shared/bulletin/correction-paper.ts';
import type { HeadMode } from '../../shared/bulletin/document.ts';
import type { BulletinFacts } from '../../shared/bulletin/facts.ts';
import type { InspectionPaperFacts } from '../../shared/bulletin/inspection-papers.ts';
import type { NoticePaperFacts } from '../../shared/bulletin/notice-paper.ts';
import type { PanelPaperFacts } from '../../shared/bulletin/panel-paper.ts';
import type { ReminderFacts } from '../../shared/bulletin/reminder.ts';
import type { ScoreStatementFacts } from '../../shared/bulletin/score-statement.ts';
import type { SheetTable } from '../../shared/bulletin/sheet-table.ts';
import type { TemplateData, TemplateKind, TemplateProblem } from '../../shared/bulletin/template-places.ts';
import type { UnitWorkFacts } from '../../shared/bulletin/unit-letter.ts';
import type { DiagnosisQuestion } from '../../shared/consultation/diagnose.ts';
import type { Diagnosis } from '../../shared/consultation/facts.ts';
import type { ErrorCode, ErrorParameters } from '../../shared/errors.ts';
import type { ImportContext, ImportDraft } from '../../shared/sheets/draft.ts';
import type { RoadmapContext, RoadmapDraft } from '../../shared/tasks/roadmap.ts';
import type { MadePaper, Papers } from './paper-typeset.ts';
import type { EntryForm } from './workbook-write.ts';

export type PaperFormat = 'pdf' | 'docx' | 'xlsx';
/** The office's fonts and where those that ship are, and what the paper comes out as: PDF in full red unless said otherwise. */
type PaperForm = {
  readonly fontFolder: string;
  readonly preferOfficeFonts: boolean;
  readonly format?: PaperFormat;
  readonly head?: HeadMode;
};
/** A paper composed of its facts and made into a file. */
export type PaperJob<Facts> = {
  readonly input: PaperForm & { readonly facts: Facts };
  readonly output: MadePaper;
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
  /** The bulletin the page shows, composed already: a kind of its own, because the page stops it by its kind. */
  readonly bulletinPaper: PaperJob<Papers>;
  /** One file a unit, in the order asked for; all of them or, cancelled or failed, none. */
  readonly scoreStatements: {
    readonly input: PaperForm & {
      readonly facts: Omit<ScoreStatementFacts, 'organisation'>;
      readonly organisations: readonly string[];
      /** 一区一单: a letter goes before each statement, in the same file. */
      readonly letters?: UnitWorkFacts;
    };
    readonly output: readonly (MadePaper & { readonly organisation: string; readonly name: string })[];
  };
  readonly annualPaper: PaperJob<AnnualPaperFacts>;
  readonly reminderPaper: PaperJob<ReminderFacts>;
  readonly panelPaper: PaperJob<PanelPaperFacts>;
  readonly inspectionPaper: PaperJob<InspectionPaperFacts>;
  readonly noticePaper: PaperJob<NoticePaperFacts>;
  readonly correctionPaper: PaperJob<CorrectionPaperFacts>;
  /** A paper that is composed already. */
  readonly composedPaper: PaperJob<Papers>;
  /** 会诊: the engine run some hundreds of times, and 20 000 draws. */
  readonly diagnosis: { readonly input: DiagnosisQuestion; readonly output: Diagnosis };
  readonly rankingWorkbook: { readonly input: BulletinFacts; readonly output: Uint8Array };
  /** Any tables as a workbook fit to be printed. */
  readonly tableWorkbook: { readonly input: readonly SheetTable[]; readonly output: Uint8Array };
  /** What is wrong with an office's own template; nothing when it can be filled. */
  readonly checkTemplate: {
    readonly input: { readonly bytes: Uint8Array; readonly kind: TemplateKind };
    readonly output: readonly TemplateProblem[];
  };
  /** The template filled once for each of the data. */
  readonly fillTemplate: {
    readonly input: { readonly template: Uint8Array; readonly data: readonly TemplateData[] };
    readonly output: readonly Uint8Array[];
  };
  readonly sampleTemplate: { readonly input: { readonly kind: TemplateKind }; readonly output: Uint8Array };
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
