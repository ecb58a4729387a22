import { z } from 'zod';
import { TEMPLATE_KINDS, type TemplateKind, type TemplatePlace, type TemplateProblem } from '../bulletin/template-places.ts';
import { answer, command, nothing, periodId, query } from './method.ts';

/** A template that is kept; its content by its hash, as 佐证 is. */
export type KeptTemplate = { readonly name: string; readonly sha256: string; readonly at: string; readonly actor: string };
export type TemplateView = {
  readonly kind: TemplateKind;
  readonly name: string;
  readonly kept: KeptTemplate | null;
  readonly places: readonly TemplatePlace[];
};
/** A chosen file: kept, or what is wrong with it. */
export type ChosenTemplate = { readonly file: string; readonly problems: readonly TemplateProblem[] };

const one = z.object({ kind: z.enum(TEMPLATE_KINDS) });
const TOUCHED = ['templates', 'audit'] as const;

/** 模板: the office's own Word files for 通报 and 一区一单. */
export const templates = {
  'templates.view': query(nothing, answer<readonly TemplateView[]>()),
  /** Asks for a file, checks it and keeps it when nothing is wrong; null when the dialog was closed. */
  'templates.choose': command(one, answer<ChosenTemplate | null>(), TOUCHED),
  'templates.remove': command(one, answer<null>(), TOUCHED),
  /** A sample with every placeholder, or the kept one again. null when the dialog was closed. */
  'templates.sample': command(one, answer<{ readonly file: string } | null>(), ['audit']),
  'templates.save': command(one, answer<{ readonly file: string } | null>(), ['audit']),
  /** The template filled for a period: one file for 通报, one a unit for 一区一单 into a folder. null when the dialog was closed. */
  'templates.make': command(one.extend({ period: periodId }), answer<{ readonly files: readonly string[] } | null>(), ['audit']),
};
