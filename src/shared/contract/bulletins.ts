import { z } from 'zod';
import type { OutlinePart } from '../bulletin/composition.ts';
import type { Edition } from '../bulletin/facts.ts';
import { answer, command, nothing, periodId, query } from './method.ts';

const paper = { period: periodId, edition: z.enum(['内部版', '公开版']) };
const id = z.number().int().min(1);

export type BulletinResult = {
  readonly token: string;
  readonly name: string;
  readonly pages: number;
  readonly fonts: readonly string[];
  readonly missingCharacters: readonly string[];
  /** 格式自查 of the pages as they were set, each said whole. */
  readonly checks: readonly { readonly ok: boolean; readonly words: string }[];
};

/** What a signed bulletin is kept as: its content, its pages in red, its pages for pre-printed sheets, the file for Word. */
const forms = ['content', 'full', 'preprinted', 'word'] as const;
export type SignedForm = (typeof forms)[number];
export type SignedFile = { readonly form: SignedForm; readonly name: string; readonly sha256: string; readonly size: number };
/** A bulletin as it was signed; nothing of it ever changes. */
export type SignedBulletin = {
  readonly id: number;
  readonly period: string;
  readonly edition: Edition;
  /** 淄改办发〔2018〕2号 */
  readonly number: string;
  readonly title: string;
  readonly signedOn: string;
  /** 签发人; `actor` registered it, at `at`. */
  readonly signedBy: string;
  readonly actor: string;
  readonly at: string;
  readonly pages: number;
  /** 封存码 and version of the month it tells. */
  readonly sealCode: string;
  readonly version: number;
  /** A 更正通报: the bulletin it corrects. */
  readonly corrects: number | null;
  readonly correctsNumber: string | null;
  /** Numbers of the 更正通报 that correct it, the first first. */
  readonly correctedBy: readonly string[];
  readonly files: readonly SignedFile[];
};
/** A number given to a paper that was not made here. */
export type NumberRow = {
  readonly id: number;
  readonly number: string;
  readonly usedFor: string;
  readonly at: string;
  readonly actor: string;
};

/** One state of a paper in its history. */
export type Arrangement = { readonly id: number; readonly said: string; readonly at: string; readonly actor: string };

export type DraftView = {
  readonly kind: 'month' | 'correction';
  readonly outline: readonly OutlinePart[];
  /** 正文字数, tables not counted. */
  readonly characters: number;
  /** 待核: what has to be looked at before it is signed. */
  readonly doubts: readonly string[];
  /** Another whenever anything printed is another. */
  readonly stamp: string;
  readonly canUndo: boolean;
};
export type BulletinView = {
  /** What was signed of this month and edition: the bulletin, then its 更正通报. */
  readonly signed: readonly SignedBulletin[];
  /** What can be worked on: the month's bulletin until it is signed, a 更正通报 once the month was corrected; null: nothing. */
  readonly draft: DraftView | null;
  readonly isSealed: boolean;
};

const words = z
  .string()
  .trim()
  .max(2000, '一段不超过 2000 个字')
  .regex(/^[^\r\n]*$/, '一段里不能换行，另起一段请用“加一段”');
const blockId = z.string().min(1).max(400);
/** One act on a composition (composition-change.ts). */
export const change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('order'), ids: z.array(blockId).max(100) }),
  z.object({ kind: z.literal('print'), id: blockId, isOn: z.boolean() }),
  z.object({ kind: z.literal('word'), id: blockId, text: words }),
  z.object({ kind: z.literal('accept'), id: blockId }),
  z.object({
    kind: z.literal('add'),
    section: blockId,
    after: blockId.nullable(),
    text: words.refine((text) => text !== '', '另加的一段还没有写'),
  }),
  z.object({ kind: z.literal('reword'), id: blockId, text: words }),
  z.object({ kind: z.literal('reset'), id: blockId.nullable() }),
]);

export const bulletins = {
  'bulletins.view': query(z.object(paper), answer<BulletinView>()),
  /** Makes the PDF in a worker; progress comes as job events, the answer when it is done. */
  'bulletins.make': command(
    z.object({ ...paper, head: z.enum(['full', 'preprinted', 'draft']).optional() }),
    answer<BulletinResult>(),
    [],
  ),
  'bulletins.bytes': query(z.object({ token: z.string() }), answer<Uint8Array>()),
  /** Asks where to save and writes; null when the clerk closed the dialog. */
  'bulletins.export': command(z.object({ token: z.string() }), answer<{ readonly file: string } | null>(), [
    'bulletins',
    'overview',
    'audit',
  ]),
  /** Stops a bulletin that is being made; anything else goes on. */
  'bulletins.cancel': command(z.object({}).strict(), answer<null>(), []),
  /** 编排: one act on the outline or on the words. */
  'bulletins.arrange': command(z.object({ ...paper, change }), answer<null>(), ['bulletins', 'audit']),
  /** Back to the state before the last act. */
  'bulletins.undo': command(z.object(paper), answer<null>(), ['bulletins', 'audit']),
  'bulletins.history': query(z.object(paper), answer<readonly Arrangement[]>()),
  /** Back to a state of the history; undone like any other act. */
  'bulletins.restore': command(z.object({ ...paper, id }), answer<null>(), ['bulletins', 'audit']),
  /** What 签发 on a day would give: the next number, and who signed before. */
  'bulletins.number': query(
    z.object({ signedOn: z.iso.date('成文日期没有填') }),
    answer<{ readonly prefix: string; readonly year: string; readonly next: number; readonly signers: readonly string[] }>(),
  ),
  /** 签发: gives the number, freezes the paper as data, PDF and Word, and enters it in the 发文登记簿. */
  'bulletins.sign': command(
    z.object({
      ...paper,
      signedOn: z.iso.date('成文日期没有填'),
      signedBy: z.string().trim().min(1, '签发人没有填').max(20, '签发人不超过 20 个字'),
      number: z.number().int().min(1).max(9999),
      /** What the numbers before it were used for, where it is not the next. */
      usedFor: z.string().trim().max(100, '不超过 100 个字'),
    }),
    answer<{ readonly number: string }>(),
    ['bulletins', 'settings', 'overview', 'seals', 'audit'],
  ),
  /** 发文登记簿. */
  'bulletins.register': query(
    nothing,
    answer<{ readonly signed: readonly SignedBulletin[]; readonly elsewhere: readonly NumberRow[] }>(),
  ),
  /** 发文登记簿 as PDF, Word or workbook; null when the dialog was closed. */
  'bulletins.exportRegister': command(nothing, answer<{ readonly file: string; readonly pages: number } | null>(), ['audit']),
  /** The pages of a signed bulletin, the very bytes that were kept. */
  'bulletins.signedBytes': query(z.object({ id, form: z.enum(['full', 'preprinted']) }), answer<Uint8Array>()),
  /** Saves a kept file elsewhere; null when the dialog was closed. */
  'bulletins.saveSigned': command(z.object({ id, form: z.enum(forms) }), answer<{ readonly file: string } | null>(), ['audit']),
};
