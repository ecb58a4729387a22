import { Switch } from '../components/parts.tsx';
import type { Page, PageProps } from '../page.ts';
import { BoardView } from './entry/board.tsx';
import { BurdenView } from './entry/burden.tsx';
import { ClaimsView } from './entry/claims.tsx';
import { CorrectionsView } from './entry/corrections.tsx';
import { FillView } from './entry/fill.tsx';
import { PanelsView } from './entry/panels.tsx';
import type { EntryView } from './entry/view.ts';

type Props = PageProps & Extract<Page, { name: 'entry' }>;

const VIEWS = [
  { value: 'fill', text: '填报', Body: FillView },
  { value: 'board', text: '报送', Body: BoardView },
  { value: 'claims', text: '加分', Body: ClaimsView },
  { value: 'panels', text: '评分', Body: PanelsView },
  { value: 'corrections', text: '更正', Body: CorrectionsView },
  { value: 'burden', text: '减负', Body: BurdenView },
] as const;

/** 数据: the month's figures, and how they are handed in. */
export function EntryPage(props: Props) {
  const { view = 'fill', list, go } = props;
  const { Body } = VIEWS.find((entry) => entry.value === view) ?? VIEWS[0];
  // The list that is being worked on goes along.
  const show = (next: EntryView): void => go({ name: 'entry', view: next, ...(list ? { list } : {}) });
  return <Body {...props} views={<Switch<EntryView> label="数据" value={view} options={VIEWS} onChange={show} />} />;
}
