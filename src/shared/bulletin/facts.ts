/**
 * Everything a bulletin says, as plain data: compose.ts turns it into words and adds nothing of its own. Gathered in main, it crosses to
 * the worker as it is, and stored with an issued bulletin it makes the same paper again.
 */
import type { Block, Evaluation } from '../engine/types.ts';
import type { MonthWork } from './month-work.ts';

/** 内部版: everything, with diagnosis. 公开版: ranks and scores only (domain.md §6.1: poor grades and problem lists are left out in public). */
export type Edition = '内部版' | '公开版';

type OfficeFacts = {
  /** 发文机关标志. */
  readonly redHead: string;
  /** 署名. */
  readonly issuer: string;
  /** “淄改办发〔2018〕2号”; null while the office has given none, and its place stays empty. */
  readonly documentNumber: string | null;
  readonly addressee: string;
  /** 抄送; null or '' = no such line. */
  readonly copyTo: string | null;
  /** 印发机关 and its date; a date that is null leaves room for a pen. */
  readonly issuedBy: string;
  readonly issuedOn: string | null;
  readonly signedOn: string | null;
  /** “根据……”: what the bulletin rests on, without 根据. Defaults to the office's own rule of the six 一. */
  readonly basis?: string;
};

export type RankRecord = { readonly period: string; readonly rank: number | null; readonly score: string | null };

/** Who speaks at the 通报会 and why (排名第一 典型发言; 排名末位, or 连续三次末位 for a group, 表态发言). */
export type SpeechFact = {
  readonly organisation: string;
  readonly name: string;
  readonly kind: '典型发言' | '表态发言';
  readonly why: string;
};

/** The seal of the month as papers and pages show it. */
export type SealMark = {
  readonly period: string;
  /** 封存码, “KKK1C-35KR0-BPSVD-VR7D6”. */
  readonly code: string;
  readonly version: number;
  readonly sealedAt: string;
  readonly sealedBy: string;
  readonly isOneClerk: boolean;
  readonly schemeVersion: number;
};

/** One ranked list of the month. */
export type ListFacts = {
  readonly evaluation: Evaluation;
  /** Organisation code → its past periods, oldest first, this one included or not. */
  readonly history: Readonly<Record<string, readonly RankRecord[]>>;
  readonly speeches: readonly SpeechFact[];
  /** 难分伯仲: said before anybody is sent for; left out or null when the last place is plain. */
  readonly closeLast?: CloseLast | null;
};

/** A last place that is not to be told from the one above. */
export type CloseLast = {
  readonly words: string;
  /** Who speaks with the last, by the office's rule or by what was decided of the month; and who is diagnosed with it. */
  readonly sent: readonly string[];
  readonly diagnosed: readonly string[];
};

/** A ranking that is not the office's own, printed with its source (such as the month's 大气环境质量考核得分). */
export type IndicatorTable = {
  readonly title: string;
  readonly unit: string;
  readonly source: string;
  /** By rank; values as published. */
  readonly rows: readonly { readonly name: string; readonly value: string; readonly rank: number | null }[];
};

export type BulletinFacts = {
  readonly period: string;
  readonly edition: Edition;
  readonly office: OfficeFacts;
  /** Blocks of the scheme in order: A 调度, B 督察 … */
  readonly blocks: readonly Block[];
  readonly districts: ListFacts;
  readonly groups: ListFacts | null;
  readonly indicatorTables: readonly IndicatorTable[];
  /** What the registers come to; null: nothing is said of them. */
  readonly work: MonthWork | null;
  /** Some figure was made up for demonstration: 演示数据 on every page. */
  readonly isDemo: boolean;
  /** null while the month is open: 试算 on every page instead of the seal code. */
  readonly seal: SealMark | null;
  /** No accounts are kept: one person entered, reviewed and sealed, and the paper says so. */
  readonly isOneClerk: boolean;
};
