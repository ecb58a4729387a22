import { z } from 'zod';
import { answer, code, command, monthId, nothing, query } from './method.ts';

const organisationKind = z.enum(['district', 'specialGroup', 'department', 'city']);
export type OrganisationKind = z.infer<typeof organisationKind>;

const organisationInput = z
  .object({
    /** null for a new one. */
    id: z.number().int().nullable(),
    code,
    name: z.string().trim().min(1, '名称不能为空').max(60, '名称不能超过 60 个字'),
    shortName: z.string().trim().max(20, '简称不能超过 20 个字'),
    kind: organisationKind,
    /** 县区组 / 功能区组; empty when the office does not rank in groups. */
    groupName: z.string().trim().max(20),
    parentCode: z.string().trim().max(40).nullable(),
    /** First and last month the unit takes part; null = open. */
    validFrom: monthId.nullable(),
    validTo: monthId.nullable(),
    aliases: z.array(z.string().trim().min(1).max(60)).readonly(),
  })
  .refine(({ validFrom, validTo }) => validFrom === null || validTo === null || validFrom <= validTo, '“止”不能早于“起”');
export type OrganisationInput = z.infer<typeof organisationInput>;
export type Organisation = OrganisationInput & { readonly id: number };

export const organisations = {
  'organisations.list': query(nothing, answer<readonly Organisation[]>()),
  'organisations.save': command(organisationInput, answer<Organisation>(), [
    'organisations',
    'observations',
    'claims',
    'rankings',
    'annual',
    'overview',
    'submissions',
    'tasks',
    'registers',
    'audit',
  ]),
};
