import { Switch } from '../components/parts.tsx';
import type { Page, PageProps } from '../page.ts';
import { CandidatesView } from './publicity/candidates.tsx';
import { DigestView } from './publicity/digest.tsx';
import { ExperiencesView } from './publicity/experiences.tsx';
import { ItemsView } from './publicity/items.tsx';
import type { PublicityView } from './publicity/view.ts';
import './publicity/publicity.css';

type Props = PageProps & Extract<Page, { name: 'publicity' }>;

const VIEWS = [
  { value: 'candidates', text: '候选', Body: CandidatesView },
  { value: 'experiences', text: '经验', Body: ExperiencesView },
  { value: 'items', text: '条目', Body: ItemsView },
  { value: 'digest', text: '月报', Body: DigestView },
] as const;

/** 宣传: whom to tell of, what is worth spreading, what was carried where, and the 月报 of it. */
export function PublicityPage(props: Props) {
  const { view = 'candidates', list, go } = props;
  const { Body } = VIEWS.find((entry) => entry.value === view) ?? VIEWS[0];
  // The list that is being worked on goes along.
  const show = (next: PublicityView): void => go({ name: 'publicity', view: next, ...(list ? { list } : {}) });
  return <Body {...props} views={<Switch<PublicityView> label="宣传" value={view} options={VIEWS} onChange={show} />} />;
}
