/** 数据包: what a computer without network takes along, and brings back. */
import { z } from 'zod';
import { person, saved, site } from './inspection-draws.ts';
import { checklists, clauses, FIGURES, points, problem, scored, visit } from './inspections.ts';
import { answer, code, command, decimalText, nothing, periodId, query } from './method.ts';

/** A file by the name it is shown under; its bytes travel beside the hashed content, known by this hash. */
const packedFile = z.object({ name: z.string().min(1).max(200), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
const charge = z.object({ indicator: code, points: decimalText, overdue: decimalText, relapsed: decimalText });

export const packageContent = z.object({
  office: z.string().max(60),
  madeBy: z.string().max(20),
  madeAt: z.iso.datetime(),
  /** 评分表 and 扣分条款 of the office, so that a computer that goes out writes down what the office would; absent on the way back. */
  rules: z.object({ checklists, clauses }).optional(),
  sites: z.array(site).min(1).max(2000),
  lists: z.array(
    z.object({
      content: z.object({
        period: periodId,
        number: z.number().int().min(1),
        title: z.string(),
        strata: z.array(z.object({ name: z.string(), count: z.number().int() })),
        entries: z.array(
          z.object({
            code,
            name: z.string(),
            unit: z.string(),
            level: z.string(),
            block: z.string(),
            stratum: z.string(),
            tickets: z.number().int(),
            reason: z.string(),
          }),
        ),
        leftOut: z.array(
          z.object({ code, name: z.string(), unit: z.string(), level: z.string(), block: z.string(), reason: z.string() }),
        ),
        inspectors: z
          .object({
            by: z.enum(['site', 'stratum']),
            size: z.number().int(),
            entries: z.array(
              z.object({
                code,
                name: z.string(),
                unit: z.string(),
                fields: z.string(),
                recusals: z.array(z.object({ unit: z.string(), reason: z.string() })),
              }),
            ),
          })
          .optional(),
      }),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      frozenAt: z.iso.datetime(),
      frozenBy: z.string(),
      draw: z.object({
        seedKind: z.enum(['dice', 'called']),
        seedParts: z.array(z.object({ name: z.string(), digits: z.string() })),
        present: z.array(z.string()),
        drawnAt: z.iso.datetime(),
        drawnBy: z.string(),
      }),
    }),
  ),
  visits: z.array(
    visit.omit({ id: true, scores: true, problems: true, isDayMeant: true }).extend({
      uid: z.string().regex(/^[0-9a-f]{64}$/),
      /** Hash of the list it was drawn from. */
      list: z.string().nullable(),
      signedBy: person,
      /** With the clause as it was signed, and what proved the problem on the spot; absent in packages of earlier versions. */
      problems: z
        .array(problem.extend({ charge: charge.nullable().default(null), files: z.array(packedFile).default([]) }))
        .max(30),
      files: z.array(packedFile).default([]),
      scores: z.array(scored.extend({ points, text: z.string().min(1), fullPoints: decimalText })).min(1),
    }),
  ),
});
export type PackageContent = z.infer<typeof packageContent>;
export type PackageVisit = PackageContent['visits'][number];

/** 先核对: what a package would add; nothing is written before it is taken in. */
export type PackagePreview = {
  readonly file: string;
  readonly sha256: string;
  readonly office: string;
  readonly madeBy: string;
  readonly madeAt: string;
  readonly lines: readonly { readonly text: string; readonly verdict: 'add' | 'known' | 'refuse'; readonly why: string }[];
};

export const inspectionPackages = {
  'inspections.exportPackage': command(
    z.object({ list: z.number().int().nullable(), visit: z.number().int().nullable() }),
    saved,
    ['audit'],
  ),
  'inspections.choosePackage': query(nothing, answer<PackagePreview | null>()),
  'inspections.takePackage': command(
    z.object({ sha256: z.string() }),
    answer<{ readonly lists: number; readonly visits: number; readonly sites: number }>(),
    FIGURES,
  ),
};
