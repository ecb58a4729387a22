import { useState } from 'react';
import type { HeadMode } from '../../shared/bulletin/document.ts';
import type { Edition } from '../../shared/bulletin/facts.ts';
import type { SignedBulletin } from '../../shared/contract/bulletins.ts';
import { MonthPapersButton } from '../components/MonthPapers.tsx';
import { Empty, Switch } from '../components/parts.tsx';
import type { PageProps } from '../page.ts';
import { useCall } from '../queries.ts';
import { DraftView } from './bulletins/draft.tsx';
import { RegisterView } from './bulletins/register.tsx';
import { SignedView } from './bulletins/signed.tsx';
import './bulletins/bulletins.css';

const EDITIONS = [
  { value: '内部版', text: '内部版' },
  { value: '公开版', text: '公开版' },
] as const;
const HEADS = [
  { value: 'full', text: '全红头' },
  { value: 'preprinted', text: '套打' },
  { value: 'draft', text: '草稿' },
] as const;
const VIEWS = [
  { value: 'paper', text: '本期通报' },
  { value: 'register', text: '发文登记簿' },
] as const;

/** 通报: put together, looked at as the very pages that will be printed, signed; and the register of what was signed. */
export function BulletinsPage({ period, go }: PageProps) {
  const [view, setView] = useState<'paper' | 'register'>('paper');
  const [edition, setEdition] = useState<Edition>('内部版');
  const [head, setHead] = useState<HeadMode>('full');
  /** The signed paper that is shown, or the draft; null: what there is. */
  const [chosen, setChosen] = useState<number | 'draft' | null>(null);
  const open = (signed: SignedBulletin): void => {
    setEdition(signed.edition);
    setChosen(signed.id);
    setView('paper');
    go({ name: 'bulletins' }, signed.period);
  };
  const views = <Switch label="通报" value={view} options={VIEWS} onChange={setView} />;
  if (view === 'register') return <RegisterView views={views} onOpen={open} />;
  return (
    <Paper
      key={`${period} ${edition}`}
      {...{ period, go, edition, head, chosen, views }}
      onChoose={setChosen}
      modes={
        <>
          <Switch
            label="版本"
            value={edition}
            options={EDITIONS}
            onChange={(next) => {
              setEdition(next);
              setChosen(null);
            }}
          />
          <Switch label="版头" value={head} options={HEADS} onChange={setHead} />
        </>
      }
    />
  );
}

export type PaperProps = PageProps & {
  readonly edition: Edition;
  readonly head: HeadMode;
  /** Switches of the page, drawn by whoever shows the paper. */
  readonly views: React.ReactNode;
  readonly modes: React.ReactNode;
  readonly onChoose: (paper: number | 'draft') => void;
};

/** The month's bulletin in one edition: what was signed, or what can be worked on. */
function Paper(props: PaperProps & { readonly chosen: number | 'draft' | null }) {
  const { period, edition, chosen, views, modes } = props;
  const view = useCall('bulletins.view', { period, edition }, { fresh: true });
  if (!view.data) {
    return (
      <>
        <div className="heading">
          <h1>通报</h1>
          <p className="say" />
          <div className="actions">
            {views}
            <MonthPapersButton period={period} />
          </div>
        </div>
        <div className="bulletin-modes">{modes}</div>
        {view.error ? <Empty text={view.error.message} /> : null}
      </>
    );
  }
  const { signed, draft } = view.data;
  const shown = signed.find(({ id }) => id === chosen) ?? (chosen === 'draft' && draft ? undefined : signed.at(-1));
  if (shown) return <SignedView key={shown.id} {...props} view={view.data} shown={shown} />;
  if (draft) return <DraftView {...props} view={view.data} draft={draft} />;
  return null;
}
