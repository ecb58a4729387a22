import type { ReactNode } from 'react';
import type { Page, PageProps } from '../../page.ts';

type Asked = Extract<Page, { name: 'publicity' }>;
export type PublicityView = NonNullable<Asked['view']>;
/** A view of 宣传 puts `views`, the switch between them, first among the actions of its heading. */
export type PublicityViewProps = PageProps & Asked & { readonly views: ReactNode };
