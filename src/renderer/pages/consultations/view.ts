import type { ReactNode } from 'react';
import type { RankingList } from '../../../shared/engine/types.ts';
import type { Page, PageProps } from '../../page.ts';

type Asked = Extract<Page, { name: 'consultations' }>;
export type ConsultationView = NonNullable<Asked['view']>;
/** A view of 会诊 puts `views`, the switch between them, first among the actions of its heading. */
export type ConsultationViewProps = PageProps & Asked & { readonly views: ReactNode };

/** What a part of the paper is told of whom it speaks. */
export type PartProps = {
  readonly period: string;
  readonly list: RankingList;
  readonly organisation: string;
  readonly go: PageProps['go'];
};
