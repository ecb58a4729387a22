import type { ReactNode } from 'react';
import type { Page, PageProps } from '../../page.ts';

type Asked = Extract<Page, { name: 'entry' }>;
export type EntryView = NonNullable<Asked['view']>;
/** A view of 数据 puts `views`, the switch between them, first among the actions of its heading. */
export type EntryViewProps = PageProps & Asked & { readonly views: ReactNode };
