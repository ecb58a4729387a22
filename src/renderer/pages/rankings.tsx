import { lazy, Suspense, useCallback, useState } from 'react';
import type { RankingView } from '../../shared/contract/rankings.ts';
import type { ItemScore, RankingList } from '../../shared/engine/types.ts';
import { formatPeriod, lastWord } from '../../shared/period.ts';
import { listName } from '../../shared/text.ts';
import { CorrectionSheet } from '../components/CorrectionSheet.tsx';
import { Course, Drawer, Empty, ListSwitch, Move, Switch, Trouble } from '../components/parts.tsx';
import {
  AllStatementsButton,
  AllStatementsSaid,
  PrintStatement,
  useAllStatements,
} from '../components/ScoreStatementButtons.tsx';
import { ScoreSteps } from '../components/ScoreSteps.tsx';
import { SealDialog } from '../components/SealDialog.tsx';
import type { Page, PageProps } from '../page.ts';
import { useCall, useCommand } from '../queries.ts';
import './rankings.css';

// Charts are fetched when somebody asks for one, so that the ranking itself opens at once.
const Decomposition = lazy(() => import('../components/Decomposition.tsx').then((module) => ({ default: module.Decomposition })));

type Props = PageProps & Extract<Page, { name: 'rankings' }>;

/** What the drawer shows: where the points come from, or where they differ. */
const SIDES = [
  { value: '得分由来', text: '得分由来' },
  { value: '差在哪里', text: '差在哪里' },
] as const;
type SideName = (typeof SIDES)[number]['value'];

/** 排名: one table; a row opens where every point comes from, and where it differs from others'. */
export function RankingsPage({ period, go, list: askedList, organisation }: Props) {
  const [list, setList] = useState<RankingList>(askedList ?? 'district');
  const [open, setOpen] = useState<string | null>(organisation ?? null);
  const [side, setSide] = useState<SideName>('得分由来');
  const [asked, setAsked] = useState(organisation);
  if (organisation !== asked) {
    setAsked(organisation);
    setOpen(organisation ?? null);
    if (askedList) setList(askedList);
  }
  const view = useCall('rankings.view', { period, list }, { keep: true });
  const save = useCommand('exports.ranking');
  const statements = useAllStatements();
  const [isSealing, setSealing] = useState(false);
  const [appealed, setAppealed] = useState<ItemScore | null>(null);
  const close = useCallback(() => setOpen(null), []);
  const closeSeal = useCallback(() => setSealing(false), []);
  const closeAppeal = useCallback(() => setAppealed(null), []);
  const entry = view.data?.evaluation.entries.find((row) => row.organisation === open);
  return (
    <>
      <div className="heading">
        <h1>{listName[list]}排名</h1>
        <p className="say">{view.data ? describeView(view.data) : ''}</p>
        <div className="actions">
          <ListSwitch
            value={list}
            onChange={(value) => {
              setList(value);
              setOpen(null);
            }}
          />
          <button type="button" disabled={save.isPending || !view.data} onClick={() => save.mutate({ period })}>
            导出工作簿
          </button>
          <AllStatementsButton run={statements} period={period} list={list} disabled={!view.data} />
          <button type="button" className={view.data?.seal ? '' : 'main'} disabled={!view.data} onClick={() => setSealing(true)}>
            {view.data?.seal ? '封存码' : '封账'}
          </button>
        </div>
      </div>
      <div className="beside">
        <div className="content ranking-room">
          <Trouble error={save.error} />
          {save.data ? <p className="said">已保存“{save.data.file}”。</p> : null}
          <AllStatementsSaid run={statements} />
          {view.error ? (
            <Empty text={view.error.message}>
              <button type="button" className="main" onClick={() => go({ name: 'entry' })}>
                去填报数据
              </button>
            </Empty>
          ) : null}
          {view.data?.closeLast && !view.error ? (
            <p className="close-last" role="note">
              {view.data.closeLast.words}
              {view.data.closeLast.sent.length > 0
                ? `${view.data.closeLast.sent.join('、')}按设置一并表态发言、列入会诊。`
                : '宣布表态发言和会诊以前请先斟酌。'}{' '}
              <button type="button" className="link" onClick={() => go({ name: 'consultations', list })}>
                看会诊
              </button>
            </p>
          ) : null}
          {view.data && !view.error ? <RankingTable view={view.data} open={open} onOpen={setOpen} /> : null}
        </div>
        {entry && view.data ? (
          <Drawer title={`${entry.name} ${side}`} onClose={close}>
            <div style={{ marginBottom: 8 }}>
              <Switch<SideName> label="说明" value={side} options={SIDES} onChange={setSide} />
              <PrintStatement
                key={`${period} ${entry.organisation}`}
                period={period}
                list={list}
                organisation={entry.organisation}
              />
            </div>
            {side === '差在哪里' ? (
              <Suspense>
                <Decomposition period={period} list={list} entry={entry} entries={view.data.evaluation.entries} />
              </Suspense>
            ) : (
              <ScoreSteps
                period={view.data.evaluation.period}
                list={list}
                entry={entry}
                rules={view.data.rules}
                onCell={(indicator) => go({ name: 'entry', list, organisation: entry.organisation, indicator })}
                onRegister={go}
                onAppeal={view.data.seal ? setAppealed : null}
              />
            )}
          </Drawer>
        ) : null}
      </div>
      {appealed && entry ? (
        <CorrectionSheet period={period} appeal={{ entry, item: appealed }} go={go} onAsked={null} onClose={closeAppeal} />
      ) : null}
      {isSealing ? <SealDialog period={period} go={go} onClose={closeSeal} /> : null}
    </>
  );
}

function describeView({ evaluation, schemeName, schemeVersion, seal }: RankingView): string {
  if (seal) {
    return `${formatPeriod(evaluation.period)}已封账 · 第 ${seal.version} 版 · 封存码 ${seal.code} · ${schemeName}第 ${schemeVersion} 版`;
  }
  const missing = evaluation.missing.length;
  const state = missing === 0 ? '数据已齐，按现有数据试算' : `${missing} 个单位缺报，暂不排名`;
  return `${formatPeriod(evaluation.period)} · ${state} · ${schemeName}第 ${schemeVersion} 版`;
}

function RankingTable({
  view,
  open,
  onOpen,
}: {
  readonly view: RankingView;
  readonly open: string | null;
  readonly onOpen: (organisation: string) => void;
}) {
  const { evaluation, rules, history, since, speeches } = view;
  const blocks = rules.blocks.filter((block) =>
    rules.items.some((item) => item.block === block.code && item.kind === 'base' && item.applies.includes(evaluation.list)),
  );
  const full = (block: string): number =>
    rules.items
      .filter((item) => item.block === block && item.kind === 'base' && item.applies.includes(evaluation.list))
      .reduce((n, item) => n + Number(item.fullPoints), 0);
  const last = Math.max(...evaluation.entries.map((entry) => entry.rank ?? 0));
  return (
    <table className="table ranking">
      <thead>
        <tr>
          <th className="n">名次</th>
          <th>单位</th>
          <th className="n">得分</th>
          <th className="c">较{lastWord(evaluation.period, since)}</th>
          {blocks.map((block) => (
            <th key={block.code} className="n bar-head" title={`${block.name}，满分 ${full(block.code)}`}>
              {block.code} {block.name}
            </th>
          ))}
          <th className="n extra">加分</th>
          <th className="n extra">扣分</th>
          <th className="course">走势</th>
          <th>发言</th>
        </tr>
      </thead>
      <tbody>
        {evaluation.entries.map((entry, index) => (
          <tr
            key={entry.organisation}
            className="pick"
            data-open={entry.organisation === open}
            data-testid={`rank-${entry.organisation}`}
            onClick={() => onOpen(entry.organisation)}
          >
            <td className={entry.rank === last ? 'n lasted' : 'n'}>
              {entry.rank ?? '—'}
              {entry.isTied ? <span className="faint tie">并列</span> : null}
            </td>
            <td>
              <button
                type="button"
                className="link"
                onKeyDown={(event) => moveFocus(event, index)}
                onClick={() => onOpen(entry.organisation)}
              >
                {entry.name}
              </button>
            </td>
            <td className="n score">{entry.score ?? '缺报'}</td>
            <td className="c">
              <Move change={entry.change} />
            </td>
            {blocks.map((block) => (
              <td key={block.code} className="n bar">
                {entry.items.some((item) => item.block === block.code && item.points === null) ? (
                  '—'
                ) : (
                  <Bar value={Number(entry.blocks[block.code] ?? 0)} full={full(block.code)} />
                )}
              </td>
            ))}
            <td className="n extra">{twoDigits(entry.bonus)}</td>
            <td className="n extra">{twoDigits(entry.deduction)}</td>
            <td className="course">
              <Course ranks={(history[entry.organisation] ?? []).map((point) => point.rank)} places={evaluation.entries.length} />
            </td>
            <td>{speeches.find((speech) => speech.organisation === entry.organisation)?.kind ?? ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Bar({ value, full }: { readonly value: number; readonly full: number }) {
  const share = full === 0 ? 0 : Math.max(0, Math.min(1, value / full));
  return (
    <>
      <span className="amount">{value.toFixed(2)}</span>
      <span className="track" aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </span>
    </>
  );
}

const twoDigits = (text: string): string => (Number(text) === 0 ? '—' : Number(text).toFixed(2));

/** Up and down go through the units, as in a list. */
function moveFocus(event: React.KeyboardEvent<HTMLButtonElement>, index: number): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0) return;
  event.preventDefault();
  event.currentTarget.closest('tbody')?.querySelectorAll<HTMLButtonElement>('button.link')[index + by]?.focus();
}
