/** How a method of the contract is written down: its kind, its input schema, the type it answers with, and what it touches. */
import { z } from 'zod';

/** zod compiles fast parsers with eval, which the page's CSP forbids; set once here so that both sides behave alike. */
z.config({ jitless: true });

/** The words by which cached answers are refreshed: the part of a method name before the dot. */
export type Feature =
  | 'overview'
  | 'organisations'
  | 'periods'
  | 'indicators'
  | 'observations'
  | 'schemes'
  | 'rankings'
  | 'bulletins'
  | 'burden'
  | 'imports'
  | 'exports'
  | 'backups'
  | 'settings'
  | 'annual'
  | 'submissions'
  | 'feeds'
  | 'seals'
  | 'corrections'
  | 'claims'
  | 'consultationRecords'
  | 'consultations'
  | 'consultationReports'
  | 'notices'
  | 'panels'
  | 'publicity'
  | 'people'
  | 'tasks'
  | 'templates'
  | 'registers'
  | 'inspections'
  | 'audit';

/** Carries the answer's type only; answers are made by typed code on this side of the wall and are not parsed again. */
export type Answer<T> = { readonly answer?: T };
export const answer = <T>(): Answer<T> => ({});

/** Reads only. */
export const query = <I extends z.ZodType, T>(input: I, output: Answer<T>) => ({ kind: 'query', input, output }) as const;

/** Changes something; `touches` names the features whose answers may differ afterwards. */
export const command = <I extends z.ZodType, T>(input: I, output: Answer<T>, touches: readonly Feature[]) =>
  ({ kind: 'command', input, output, touches }) as const;

export const nothing = z.object({}).strict();
export const periodId = z
  .string()
  .regex(/^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4]|-H[12])?$/, '考核期应写成 2018-02、2018-Q1、2018-H1 或 2018');
export const monthId = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份应写成 2018-02');
export const rankingList = z.enum(['district', 'specialGroup']);
export const code = z.string().normalize('NFKC').trim().min(1, '编码不能为空').max(40, '编码不能超过 40 个字');
export const decimalText = z.string().regex(/^-?\d{1,15}(\.\d{1,10})?$/, '应是数字');
