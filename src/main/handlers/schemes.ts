import type { Handlers } from '../call.ts';
import { listSchemes } from '../store/schemes.ts';
import { fillWithScheme } from './fill.ts';

export const schemes = {
  'schemes.list': (_, context) => listSchemes(context.reader()),
  'schemes.adoptDefault': async (_, context) => {
    if (listSchemes(context.reader()).length === 0) await fillWithScheme(context);
    return null;
  },
} satisfies Partial<Handlers>;
