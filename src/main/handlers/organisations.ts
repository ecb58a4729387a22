import { AppError } from '../../shared/errors.ts';
import type { Handlers } from '../call.ts';
import { listOrganisations, saveOrganisation } from '../store/organisations.ts';

export const organisations = {
  'organisations.list': (_, context) => listOrganisations(context.reader()),
  'organisations.save': (input, context) => {
    const taken = listOrganisations(context.reader()).find(
      (row) => row.id !== input.id && (row.code === input.code || row.name === input.name),
    );
    if (taken)
      throw new AppError('organisation.duplicate', {
        name: taken.code === input.code ? `编码为“${input.code}”` : `名称为“${input.name}”`,
      });
    const act = { action: input.id === null ? '新增单位' : '修改单位', subject: input.name, detail: input };
    const id = context.write(act, (tx) => saveOrganisation(tx, input));
    return { ...input, id };
  },
} satisfies Partial<Handlers>;
