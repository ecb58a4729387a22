import type { Page } from '../page.ts';

/** In the order of the month's work. */
export const RAIL: readonly { readonly name: Page['name']; readonly text: string; readonly path: string }[] = [
  { name: 'overview', text: '工作台', path: 'M3 4h18v12H3zM8 20h8M12 16v4' },
  { name: 'tasks', text: '调度', path: 'M4 5h16M4 12h16M4 19h10M4 3v4M10 10v4M16 3v4M18 17l2 2 3-4' },
  { name: 'inspections', text: '督察', path: 'M11 4a7 7 0 1 0 0 14a7 7 0 0 0 0-14M16 16l5 5M8 11l2 2 4-4' },
  { name: 'entry', text: '数据', path: 'M3 4h18v16H3zM3 9h18M3 14h18M9 4v16M15 4v16' },
  { name: 'rankings', text: '排名', path: 'M4 20V10h4v10M10 20V4h4v16M16 20v-7h4v7M2 20h20' },
  {
    name: 'consultations',
    text: '会诊',
    path: 'M6 3v6a5 5 0 0 0 10 0V3M11 14v2a4 4 0 0 0 8 0v-2M19 10a2 2 0 1 0 0 4a2 2 0 1 0 0-4',
  },
  { name: 'bulletins', text: '通报', path: 'M6 3h9l4 4v14H6zM15 3v4h4M9 11h7M9 14h7M9 17h5' },
  { name: 'publicity', text: '宣传', path: 'M4 10v4h3l6 4V6l-6 4zM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11' },
  { name: 'indicators', text: '指标', path: 'M3 4v16h18M6 15l4-5 4 3 6-8' },
  { name: 'annual', text: '年度', path: 'M5 5h14v15H5zM5 9h14M9 3v4M15 3v4M9 13h2M13 13h2M9 16h2' },
  { name: 'system', text: '系统', path: 'M4 7h10M18 7h2M4 17h2M10 17h10M14 4v6M6 14v6' },
];

export function RailIcon({ path }: { readonly path: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}

/** Keys beside Alt, in the order of the rail: the row of digits and the key after it. */
const CODES = ['Digit1', 'Digit2', 'Digit3', 'Digit4', 'Digit5', 'Digit6', 'Digit7', 'Digit8', 'Digit9', 'Digit0', 'Minus'];

/** What is printed on the key that opens an entry: 1 … 9, 0, -. */
export const railKey = (index: number): string => (CODES[index] ?? '').replace('Digit', '').replace('Minus', '-');

/** The page a key opens together with Alt; null when it is none of theirs. */
export function railPage({ altKey, code }: Pick<KeyboardEvent, 'altKey' | 'code'>): Page['name'] | null {
  return altKey ? (RAIL[CODES.indexOf(code)]?.name ?? null) : null;
}
