/** Where the window can be. No router: a page and what it was asked to show. */
export type Page =
  | { readonly name: 'overview' }
  | {
      readonly name: 'tasks';
      /** 台账, 时间表, 登记簿, 三单一书. */
      readonly view?: 'ledger' | 'timeline' | 'registers' | 'notices';
      readonly task?: number;
    }
  | {
      readonly name: 'entry';
      /** 填报, 报送, 加分, 评分. */
      readonly view?: 'fill' | 'board' | 'claims' | 'panels' | 'corrections';
      readonly list?: 'district' | 'specialGroup';
      readonly organisation?: string;
      readonly indicator?: string;
    }
  | {
      readonly name: 'inspections';
      /** 抽取, 现场, 问题, 覆盖, 点位. */
      readonly view?: 'draws' | 'visits' | 'problems' | 'coverage' | 'sites';
    }
  | { readonly name: 'rankings'; readonly list?: 'district' | 'specialGroup'; readonly organisation?: string }
  | { readonly name: 'bulletins' }
  | {
      readonly name: 'publicity';
      readonly view?: 'candidates' | 'experiences' | 'items' | 'digest';
      readonly list?: 'district' | 'specialGroup';
    }
  | { readonly name: 'indicators'; readonly indicator?: string }
  | { readonly name: 'annual' }
  | {
      readonly name: 'system';
      readonly tab?:
        | 'organisations'
        | 'indicators'
        | 'schemes'
        | 'people'
        | 'seals'
        | 'calendar'
        | 'backups'
        | 'office'
        | 'audit';
    };

export type PageProps = { readonly period: string; readonly go: (page: Page) => void };

/** Where the records stand that a figure of the default scheme is counted from, by the first two signs of its code. */
const REGISTERS: Readonly<Record<string, Page>> = {
  A1: { name: 'tasks', view: 'ledger' },
  A2: { name: 'tasks', view: 'ledger' },
  A3: { name: 'entry', view: 'board' },
  A4: { name: 'tasks', view: 'registers' },
  B1: { name: 'inspections', view: 'visits' },
  B2: { name: 'inspections', view: 'problems' },
  B3: { name: 'tasks', view: 'notices' },
  D1: { name: 'publicity', view: 'items' },
  D2: { name: 'publicity', view: 'items' },
  D3: { name: 'publicity', view: 'items' },
};
export const registerOf = (indicator: string): Page | null => REGISTERS[indicator.slice(0, 2)] ?? null;

/** A page as it opens from the rail. Every member of the union needs its name only; TypeScript does not distribute that by itself. */
export const pageOf = (name: Page['name']): Page => ({ name }) as Page;
