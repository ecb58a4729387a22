import type { Handlers } from '../call.ts';
import { listSchemes } from '../store/schemes.ts';

export const schemes = {
  'schemes.list': (_, context) => listSchemes(context.reader()),
} satisfies Partial<Handlers>;
