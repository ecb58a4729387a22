/** What every page says of the figures on it: made up or real, trial or sealed, and by how many hands. */
import { formatPeriod } from '../period.ts';
import { DEMO_SOURCE } from '../text.ts';
import type { PaperDocument, PaperSeal } from './document.ts';
import type { SealMark } from './facts.ts';

type Known = { readonly isDemo: boolean; readonly seal: SealMark | null; readonly isOneClerk: boolean };

/** 一人经办: who entered the figures also reviewed and sealed them; the reader is told. */
const ONE_CLERK = '一人经办';

/** What the QR says: month, version, rule version, code. Capitals and digits alone make 29 squares a side, which a phone still reads at 13 mm. */
export const sealQr = ({ period, version, schemeVersion, code }: SealMark): string =>
  `LGY ${period} V${version} R${schemeVersion} ${code}`;

/** The seal at the foot of a page. It says by its own record how many hands the month had. */
export function paperSeal(seal: SealMark): PaperSeal {
  const { period, code, version, schemeVersion } = seal;
  const rest = [`${formatPeriod(period)}第${version}版`, `考核方案第${schemeVersion}版`, ...(seal.isOneClerk ? [ONE_CLERK] : [])];
  return { lines: [`封存码 ${code}`, rest.join(' · ')], qr: sealQr(seal) };
}

/** Marks in the head margin and the seal at the foot of a paper. */
export function standingOf({ isDemo, seal, isOneClerk }: Known): Pick<Required<PaperDocument>, 'marks' | 'seal'> {
  const demo = isDemo ? [DEMO_SOURCE] : [];
  if (!seal) return { marks: [...demo, '试算', ...(isOneClerk ? [ONE_CLERK] : [])], seal: null };
  return { marks: demo, seal: paperSeal(seal) };
}
