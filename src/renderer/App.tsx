/** The frame: the period on top, the pages at the left, what is running and what is saved below. */
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { type Cadence, heldPeriod, isHeld } from '../shared/cadence.ts';
import type { ProgramInfo } from '../shared/contract/overview.ts';
import type { SessionView } from '../shared/contract/people.ts';
import { periodMonths } from '../shared/period.ts';
import { Boundary } from './components/Boundary.tsx';
import { FindDialog } from './components/FindDialog.tsx';
import { HELP, HelpDialog } from './components/HelpDialog.tsx';
import { JobBar } from './components/JobBar.tsx';
import { MonthSwitch } from './components/MonthSwitch.tsx';
import { Lamp, Trouble, timeText } from './components/parts.tsx';
import { RAIL, RailIcon, railKey, railPage } from './components/rail.tsx';
import { SealBadge } from './components/SealBadge.tsx';
import { SessionMark } from './components/SessionMark.tsx';
import { type Page, type PageProps, pageOf } from './page.ts';
import { OverviewPage } from './pages/overview.tsx';
import { SignInPage } from './pages/sign-in.tsx';
import { WelcomePage } from './pages/welcome.tsx';
import { useCall } from './queries.ts';

// The first screen waits for nothing it does not show: charts, pdf.js and the grid come when their page is opened.
const TasksPage = lazy(() => import('./pages/tasks.tsx').then((module) => ({ default: module.TasksPage })));
const EntryPage = lazy(() => import('./pages/entry.tsx').then((module) => ({ default: module.EntryPage })));
const InspectionsPage = lazy(() => import('./pages/inspections.tsx').then((module) => ({ default: module.InspectionsPage })));
const RankingsPage = lazy(() => import('./pages/rankings.tsx').then((module) => ({ default: module.RankingsPage })));
const ConsultationsPage = lazy(() =>
  import('./pages/consultations.tsx').then((module) => ({ default: module.ConsultationsPage })),
);
const BulletinsPage = lazy(() => import('./pages/bulletins.tsx').then((module) => ({ default: module.BulletinsPage })));
const PublicityPage = lazy(() => import('./pages/publicity.tsx').then((module) => ({ default: module.PublicityPage })));
const IndicatorsPage = lazy(() => import('./pages/indicators.tsx').then((module) => ({ default: module.IndicatorsPage })));
const AnnualPage = lazy(() => import('./pages/annual.tsx').then((module) => ({ default: module.AnnualPage })));
const SystemPage = lazy(() => import('./pages/system.tsx').then((module) => ({ default: module.SystemPage })));

/** Ctrl+P: prints what the page has just saved, else makes its paper; a page without one leads to the bulletin. */
const paperButton = (): HTMLButtonElement | null =>
  document.querySelector<HTMLButtonElement>('button[data-print="saved"]:enabled') ??
  document.querySelector<HTMLButtonElement>('button[data-print]:enabled');

export function App() {
  const session = useCall('people.session', {});
  if (session.error) return <Trouble error={session.error} />;
  if (!session.data) return null;
  if (session.data.mode === 'signedOut') return <SignInPage session={session.data} />;
  return <Program session={session.data} />;
}

function Program({ session }: { readonly session: SessionView }) {
  const program = useCall('overview.program', {});
  // The first import makes the file non-empty while its own answer is still on the screen.
  const [isImporting, setImporting] = useState(false);
  if (program.error) return <Trouble error={program.error} />;
  if (!program.data) return null;
  if (program.data.isEmpty || isImporting) return <WelcomePage isImporting={isImporting} onImporting={setImporting} />;
  return <Frame program={program.data} session={session} />;
}

const thisMonth = (): string => {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}`;
};

/** After a change of cadence a period that is not held any more gives way to the one its first month lies in. */
function heldNow(period: string, cadence: Cadence): string {
  return isHeld(period, cadence) ? period : heldPeriod(periodMonths(period).first, cadence);
}

function Frame({ program, session }: { readonly program: ProgramInfo; readonly session: SessionView }) {
  const [chosen, setPeriod] = useState(program.latestPeriod ?? thisMonth());
  const { cadence } = program;
  const period = heldNow(chosen, cadence);
  const [page, setPage] = useState<Page>({ name: 'overview' });
  const [dialog, setDialog] = useState<'find' | 'help' | null>(null);
  const state = useCall('overview.frame', { period }, { keep: true });
  const go = useCallback((to: Page, at?: string) => {
    if (at !== undefined) setPeriod(at);
    setPage(to);
  }, []);
  const close = useCallback(() => setDialog(null), []);

  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      // A dialog keeps its keys: another page would drop what was checked in it.
      if (event.isComposing || document.querySelector('dialog[open]')) return;
      const leave = (to: Page): void => {
        // What is being typed is taken as it is by a click elsewhere, before its page goes.
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
        setPage(to);
      };
      const target = railPage(event);
      if (target) leave(pageOf(target));
      else if (event.ctrlKey && event.key.toLowerCase() === 'k') setDialog('find');
      else if (event.key === 'F1') setDialog('help');
      else if (event.ctrlKey && event.key.toLowerCase() === 'p') {
        const button = paperButton();
        if (button) button.click();
        else leave({ name: 'bulletins' });
      } else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);

  return (
    <div className="frame">
      <div className="name">六个一</div>
      <header className="top">
        <MonthSwitch period={period} cadence={cadence} onChange={setPeriod} />
        {state.data?.month ? (
          <span className="month-state">
            <Lamp kind={state.data.month.lamp} word={state.data.month.word} />
          </span>
        ) : null}
        <SealBadge period={period} />
        {state.data?.isDemo ? <span className="ribbon">演示数据</span> : null}
        <button type="button" className="find" onClick={() => setDialog('find')}>
          查单位、指标、页面 <kbd>Ctrl K</kbd>
        </button>
        <button type="button" onClick={() => setDialog('help')} title="说明本页">
          说明 F1
        </button>
        <SessionMark session={session} />
      </header>
      <nav className="rail" aria-label="页面">
        {RAIL.map((entry, index) => (
          <button
            type="button"
            key={entry.name}
            aria-current={page.name === entry.name ? 'page' : undefined}
            title={`${entry.text} Alt+${railKey(index)}`}
            onClick={() => setPage(pageOf(entry.name))}
          >
            <RailIcon path={entry.path} />
            {entry.text}
          </button>
        ))}
      </nav>
      <main className="page">
        <Boundary key={page.name}>
          <Suspense fallback={null}>
            <CurrentPage page={page} period={period} go={go} />
          </Suspense>
        </Boundary>
      </main>
      <footer className="status">
        <JobBar />
        <span>
          最近保存 {timeText(state.data?.lastSavedAt ?? null)} · 备份 {timeText(state.data?.lastBackupAt ?? null)}
        </span>
      </footer>
      {dialog === 'find' ? <FindDialog onClose={close} go={go} /> : null}
      {dialog === 'help' ? <HelpDialog help={HELP[page.name]} onClose={close} /> : null}
    </div>
  );
}

function CurrentPage({ page, period, go }: { readonly page: Page; readonly period: string; readonly go: PageProps['go'] }) {
  switch (page.name) {
    case 'overview':
      return <OverviewPage period={period} go={go} />;
    case 'tasks':
      return <TasksPage period={period} go={go} {...page} />;
    case 'entry':
      return <EntryPage period={period} go={go} {...page} />;
    case 'inspections':
      return <InspectionsPage period={period} go={go} {...page} />;
    case 'rankings':
      return <RankingsPage period={period} go={go} {...page} />;
    case 'consultations':
      return <ConsultationsPage period={period} go={go} {...page} />;
    case 'bulletins':
      return <BulletinsPage period={period} go={go} />;
    case 'publicity':
      return <PublicityPage period={period} go={go} {...page} />;
    case 'indicators':
      return <IndicatorsPage period={period} go={go} {...page} />;
    case 'annual':
      return <AnnualPage period={period} go={go} />;
    case 'system':
      return <SystemPage period={period} go={go} {...page} />;
  }
}
