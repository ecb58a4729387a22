import { useState } from 'react';
import { Switch } from '../components/parts.tsx';
import type { Page, PageProps } from '../page.ts';
import { FillView } from './entry/fill.tsx';
import type { EntryView } from './entry/view.ts';

type Props = PageProps & Extract<Page, { name: 'entry' }>;

const VIEWS = [{ value: 'fill', text: '填报', Body: FillView }] as const;

/** 数据: the month's figures, and how they are handed in. */
export function EntryPage(props: Props) {
  const asked = props.view ?? 'fill';
  const [view, setView] = useState<EntryView>(asked);
  const [from, setFrom] = useState(asked);
  if (asked !== from) {
    setFrom(asked);
    setView(asked);
  }
  const { Body } = VIEWS.find((entry) => entry.value === view) ?? VIEWS[0];
  return <Body {...props} views={<Switch<EntryView> label="数据" value={view} options={VIEWS} onChange={setView} />} />;
}
