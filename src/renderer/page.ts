import type { RecordLink } from '../shared/contract/feeds.ts';
import type { TaskFilter } from '../shared/contract/overview.ts';
import type { RegisterKind } from '../shared/contract/registers.ts';

/** Where the window can be. No router: a page and what it was asked to show. */
export type Page =
  | { readonly name: 'overview' }
  | {
      readonly name: 'tasks';
      /** 台账, 时间表, 登记簿, 三单一书. */
      readonly view?: 'ledger' | 'timeline' | 'registers' | 'notices';
      readonly task?: number;
      readonly notice?: number;
      /** One of the registers, and an entry of it. */
      readonly register?: { readonly kind: RegisterKind; readonly id?: number };
      /** What the 台账 begins with showing. */
      readonly only?: TaskFilter;
    }
  | {
      readonly name: 'entry';
      /** 填报, 报送, 加分, 评分, 更正, 减负. */
      readonly view?: 'fill' | 'board' | 'claims' | 'panels' | 'corrections' | 'burden';
      readonly list?: 'district' | 'specialGroup';
      readonly organisation?: string;
      readonly indicator?: string;
      /** Table of the unit, in 报送. */
      readonly block?: string;
      readonly claim?: number;
    }
  | {
      readonly name: 'inspections';
      /** 抽取, 现场, 问题, 覆盖, 点位. */
      readonly view?: 'draws' | 'visits' | 'problems' | 'coverage' | 'sites';
      readonly visit?: number;
      readonly problem?: number;
    }
  | { readonly name: 'rankings'; readonly list?: 'district' | 'specialGroup'; readonly organisation?: string }
  | {
      readonly name: 'consultations';
      /** 会诊, 推演, 报告, 历次会诊. */
      readonly view?: 'diagnosis' | 'sandbox' | 'report' | 'records';
      readonly list?: 'district' | 'specialGroup';
      /** Without one: whoever stands last. */
      readonly organisation?: string;
    }
  | { readonly name: 'bulletins' }
  | {
      readonly name: 'publicity';
      readonly view?: 'candidates' | 'experiences' | 'items' | 'digest';
      readonly list?: 'district' | 'specialGroup';
      readonly item?: number;
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
        | 'templates'
        | 'audit';
    };

/** `go` opens a page, of another period where one is named. */
export type PageProps = { readonly period: string; readonly go: (page: Page, period?: string) => void };

/** Where the records stand that a figure of the default scheme is counted from, by the first two signs of its code. */
const REGISTERS: Readonly<Record<string, Page>> = {
  A1: { name: 'tasks', view: 'ledger' },
  A2: { name: 'tasks', view: 'ledger' },
  A3: { name: 'entry', view: 'board' },
  A4: { name: 'tasks', view: 'registers' },
  A5: { name: 'tasks', view: 'registers', register: { kind: 'meeting' } },
  B1: { name: 'inspections', view: 'visits' },
  B2: { name: 'inspections', view: 'problems' },
  B3: { name: 'tasks', view: 'notices' },
  D1: { name: 'publicity', view: 'items' },
  D2: { name: 'publicity', view: 'items' },
  D3: { name: 'publicity', view: 'items' },
};
export const registerOf = (indicator: string): Page | null => REGISTERS[indicator.slice(0, 2)] ?? null;

/**
 * The page on which a record stands open.
 * @param list the list its unit is in
 */
export function pageOfRecord({ feature, id }: RecordLink, list: 'district' | 'specialGroup'): Page {
  const [first = '', second = ''] = id.split(' ');
  switch (feature) {
    case 'tasks':
      return { name: 'tasks', view: 'ledger', task: Number(id) };
    case 'notices':
      return { name: 'tasks', view: 'notices', notice: Number(id) };
    case 'registers':
      return { name: 'tasks', view: 'registers', register: { kind: first as RegisterKind, id: Number(second) } };
    case 'inspections':
      return first === 'visit'
        ? { name: 'inspections', view: 'visits', visit: Number(second) }
        : { name: 'inspections', view: 'problems', problem: Number(second) };
    case 'publicity':
      return { name: 'publicity', view: 'items', list, item: Number(id) };
    case 'claims':
      return { name: 'entry', view: 'claims', list, claim: Number(id) };
    case 'submissions':
      return { name: 'entry', view: 'board', list, organisation: first, block: second };
  }
}

/** A page as it opens from the rail. Every member of the union needs its name only; TypeScript does not distribute that by itself. */
export const pageOf = (name: Page['name']): Page => ({ name }) as Page;
