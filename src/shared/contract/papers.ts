import { z } from 'zod';
import { answer, command } from './method.ts';

/** The system's print dialog was opened (or closed again), or, where there is no printer, its reader of PDFs. */
export type Printed = 'asked' | 'cancelled' | 'opened';

export const papers = {
  /** Prints a PDF saved since the program was started, by the name it was saved under. */
  'papers.print': command(z.object({ file: z.string().min(1).max(260) }), answer<{ readonly printed: Printed }>(), ['audit']),
};
