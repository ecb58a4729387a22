import { type KeyboardEvent, useCallback, useRef, useState } from 'react';
import { dayText } from '../../../shared/calendar.ts';
import type { NoticeProposal, NoticeRow, NoticesView as View } from '../../../shared/contract/notices.ts';
import { noticeMeasure, noticeName } from '../../../shared/notices/kinds.ts';
import { periodWords } from '../../../shared/period.ts';
import { ExportRows } from '../../components/ExportRows.tsx';
import { downInto, useReveal } from '../../components/list-keys.ts';
import { PrintSaved } from '../../components/PrintSaved.tsx';
import { Empty, Lamp, Trouble } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';
import { BatchSheet } from './notices/batch.tsx';
import { NoticeForm } from './notices/form.tsx';
import { NOTICE_FILTERS, type NoticeFilter, noticesOf } from './notices/lists.ts';
import { NoticeRecordView } from './notices/record.tsx';
import { NoticeRulesSheet } from './notices/rules.tsx';
import type { TasksViewProps } from './view.ts';
import './notices/notices.css';

/** 三单一书: what is due by rule, what waits for whom, at the left; one of them at the right. */
export function NoticesView({ period, notice, go, views }: TasksViewProps) {
  const view = useCall('notices.view', { period }, { keep: true, fresh: true });
  const [open, setOpen] = useState<string | null>(notice === undefined ? null : String(notice));
  useReveal(notice === undefined ? null : `button[data-notice="${notice}"]`);
  const [editing, setEditing] = useState<NoticeRow | 'new' | null>(null);
  const [sheet, setSheet] = useState<'rules' | 'batch' | null>(null);
  const [filter, setFilter] = useState<NoticeFilter>('all');
  const { data } = view;
  const close = useCallback(() => {
    setEditing(null);
    setSheet(null);
  }, []);
  const openNotice = useCallback((id: number) => setOpen(String(id)), []);
  const afterDraft = useCallback((first: number | null, count: number) => {
    // Many are signed one after the other; a single one stays in sight with the rest.
    setFilter(count > 1 ? 'draft' : 'all');
    if (first !== null) setOpen(String(first));
  }, []);
  const proposal = data?.proposals.find(({ key }) => key === open);
  const shown = proposal || open === null || open.includes(':') ? undefined : Number(open);
  const isEmpty = data !== undefined && data.rows.length === 0 && data.proposals.length === 0;
  return (
    <>
      <div className="heading">
        <h1>三单一书</h1>
        <p className="say">{data ? stateWords(data) : ''}</p>
        <div className="actions">
          {views}
          <button type="button" onClick={() => setSheet('rules')}>
            规则
          </button>
          <button type="button" onClick={() => setSheet('batch')}>
            补录
          </button>
          <button type="button" className="main" disabled={!data} onClick={() => setEditing('new')}>
            起草
          </button>
        </div>
      </div>
      <Trouble error={view.error} />
      {data && data.unknownYear !== null ? (
        <p className="task-warning">
          节假日表未含 {data.unknownYear} 年，反馈时限只按周末计算。
          <button type="button" className="link" onClick={() => go({ name: 'system', tab: 'calendar' })}>
            到“系统 › 期限”补录
          </button>
        </p>
      ) : null}
      {isEmpty ? (
        <Empty
          text={`${data.year}年还没有提示单、交办单、催办单、责令书。台账里临期、滞后、逾期的任务会按规则列为“应发”，也可以直接起草。`}
        >
          <button type="button" className="main" onClick={() => setEditing('new')}>
            起草
          </button>
        </Empty>
      ) : null}
      {data && !isEmpty ? (
        <div className="ledger">
          <NoticeList
            data={data}
            period={period}
            filter={filter}
            open={open}
            onFilter={setFilter}
            onOpen={setOpen}
            onDrafted={afterDraft}
          />
          {proposal ? (
            <Proposal key={proposal.key} proposal={proposal} asOf={data.asOf} period={period} onDrafted={afterDraft} />
          ) : shown !== undefined ? (
            <NoticeRecordView key={shown} id={shown} period={period} view={data} onEdit={setEditing} onOpen={openNotice} />
          ) : (
            <div className="content task-none">
              <p className="faint">从左侧选一份：上下键移动，回车进入。</p>
            </div>
          )}
        </div>
      ) : null}
      {editing !== null && data ? (
        <NoticeForm view={data} notice={editing === 'new' ? null : editing} onSaved={openNotice} onClose={close} />
      ) : null}
      {sheet === 'rules' ? <NoticeRulesSheet onClose={close} /> : null}
      {sheet === 'batch' ? <BatchSheet onClose={close} /> : null}
    </>
  );
}

/** “2018年2月 · 提示单 1 件、催办单 2 件”. */
function stateWords({ counts }: View): string {
  const words = counts
    .filter(({ inPeriod }) => inPeriod > 0)
    .map(({ kind, inPeriod }) => `${noticeName[kind]} ${inPeriod} ${noticeMeasure(kind)}`)
    .join('、');
  return words === '' ? '没有下发' : words;
}

type ListProps = {
  readonly data: View;
  readonly period: string;
  readonly filter: NoticeFilter;
  readonly open: string | null;
  readonly onFilter: (filter: NoticeFilter) => void;
  readonly onOpen: (key: string) => void;
  readonly onDrafted: (first: number | null, count: number) => void;
};

function NoticeList({ data, period, filter, open, onFilter, onOpen, onDrafted }: ListProps) {
  const [unit, setUnit] = useState('');
  const [text, setText] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const exporting = useCommand('notices.export');
  const propose = useCommand('notices.propose');
  const isWanted = (
    one: { readonly organisation: string; readonly organisationName: string; readonly matter: string },
    more = '',
  ): boolean =>
    (unit === '' || one.organisation === unit) && `${one.organisationName} ${one.matter} ${more}`.includes(text.trim());
  const proposals = data.proposals.filter((one) => isWanted(one));
  const rows = noticesOf(data, filter, period).filter((row) => isWanted(row, `${row.number ?? ''} ${row.source}`));
  const isDue = filter === 'due';
  const keys = isDue ? proposals.map(({ key }) => key) : rows.map(({ id }) => String(id));
  const anchor = open !== null && keys.includes(open) ? open : (keys[0] ?? null);
  const known = new Set([...data.rows, ...data.proposals].map(({ organisation }) => organisation));

  const press = (event: KeyboardEvent, key: string): void => {
    const all = [...(list.current?.querySelectorAll<HTMLButtonElement>('button[data-notice]') ?? [])];
    const at = all.findIndex((button) => button.dataset.notice === key);
    const next =
      event.key === 'ArrowDown' ? all[at + 1] : event.key === 'ArrowUp' ? all[at - 1] : event.key === 'Home' ? all[0] : undefined;
    if (next) {
      next.focus();
      onOpen(next.dataset.notice ?? '');
    } else if (event.key === 'Enter' && key === open) {
      document.querySelector<HTMLElement>('.task-record .task-actions button:not(:disabled)')?.focus();
    } else return;
    event.preventDefault();
  };
  const row = (key: string) => ({
    'data-notice': key,
    className: 'task-row notice-row',
    'aria-current': key === open,
    tabIndex: key === anchor ? 0 : -1,
    onClick: () => onOpen(key),
    onKeyDown: (event: KeyboardEvent) => press(event, key),
  });
  return (
    <section className="task-list" aria-label="三单一书">
      <div className="task-tools">
        <select aria-label="只看" value={filter} onChange={(event) => onFilter(event.target.value as NoticeFilter)}>
          <option value="due">按规则应发 {data.proposals.length}</option>
          <option value="period">
            {periodWords(period).own}下发 {noticesOf(data, 'period', period).length}
          </option>
          {NOTICE_FILTERS.map(({ value, text: name }) => (
            <option key={value} value={value}>
              {name} {noticesOf(data, value, period).length}
            </option>
          ))}
        </select>
        <select aria-label="单位" value={unit} onChange={(event) => setUnit(event.target.value)}>
          <option value="">全部单位</option>
          {data.units
            .filter(({ code }) => known.has(code))
            .map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
        </select>
        <input
          aria-label="查三单一书"
          placeholder="编号、事项、单位、来源文件"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => downInto(event, list.current, 'button[data-notice]')}
        />
      </div>
      <p className="notice-year">
        {data.year}年
        {data.counts.map(({ kind, inYear }) => (
          <span key={kind}>
            {noticeName[kind]} <b>{inYear}</b> {noticeMeasure(kind)}
          </span>
        ))}
      </p>
      {!isDue && data.proposals.length > 0 ? (
        <p className="notice-due">
          <span>▲ 按规则应发 {data.proposals.length} 份</span>
          <button type="button" className="link" onClick={() => onFilter('due')}>
            逐份查看
          </button>
        </p>
      ) : null}
      <div className="task-rows" ref={list}>
        {keys.length === 0 ? (
          <p className="faint task-nothing">{isDue ? '按规则现在没有应发的。' : '没有符合的三单一书。'}</p>
        ) : null}
        {isDue
          ? proposals.map((one) => (
              <button type="button" key={one.key} {...row(one.key)}>
                <span className="number">应发{noticeName[one.kind]}</span>
                <span className="unit">{one.organisationName}</span>
                <span className="title">{one.matter}</span>
                <span className="faint beside">{one.why}</span>
              </button>
            ))
          : rows.map((one) => (
              <button type="button" key={one.id} {...row(String(one.id))}>
                <span className="number">{one.number ?? noticeName[one.kind]}</span>
                <Lamp kind={one.standing.lamp} word={one.standing.word} />
                <span className="title">{one.matter}</span>
                <span className="faint beside">{besideOf(one)}</span>
              </button>
            ))}
      </div>
      <div className="notice-foot">
        {isDue ? (
          <button
            type="button"
            disabled={proposals.length === 0 || propose.isPending}
            onClick={() => propose.mutate({ period, keys }, { onSuccess: ({ first, drafted }) => onDrafted(first, drafted) })}
          >
            起草所列 {proposals.length} 份
          </button>
        ) : (
          <button
            type="button"
            data-print=""
            disabled={rows.length === 0 || exporting.isPending}
            onClick={() => exporting.mutate({ ids: rows.map(({ id }) => id) })}
          >
            打印所列 {rows.length} 份
          </button>
        )}
        {isDue ? null : <ExportRows register="notices" period={period} rows={rows} words={`导出所列 ${rows.length} 份`} />}
        {exporting.data ? (
          <span className="faint">
            已保存“{exporting.data.file}”，{exporting.data.pages} 页。
            <PrintSaved file={exporting.data.file} />
          </span>
        ) : null}
        <Trouble error={exporting.error ?? propose.error} />
      </div>
    </section>
  );
}

function besideOf({ organisationName, issuedOn, dueOn, standing: { stage } }: NoticeRow): string {
  if (issuedOn === null) return organisationName;
  const isWaiting = stage === 'unsigned' || stage === 'waiting';
  const due = isWaiting && dueOn !== null ? ` · ${dayText(dueOn, issuedOn.slice(0, 4))}前反馈` : '';
  return `${organisationName} · ${dayText(issuedOn)}下发${due}`;
}

/** What the rule says and why; the draft is made here, by a hand. */
function Proposal({
  proposal,
  asOf,
  period,
  onDrafted,
}: {
  readonly proposal: NoticeProposal;
  readonly asOf: string;
  readonly period: string;
  readonly onDrafted: (first: number | null, count: number) => void;
}) {
  const propose = useCommand('notices.propose');
  const { key, kind, organisationName, matter, why } = proposal;
  return (
    <section className="task-record" aria-label="应发" data-testid="notice-proposal">
      <div className="task-body">
        <h2>应发{noticeName[kind]}</h2>
        <dl className="task-facts">
          <div className="wide">
            <dt>承办单位</dt>
            <dd>{organisationName}</dd>
          </div>
          <div className="wide">
            <dt>事项</dt>
            <dd>{matter}</dd>
          </div>
          <div className="wide">
            <dt>理由</dt>
            <dd>{why}</dd>
          </div>
        </dl>
        <p className="faint notice-said">按台账{dayText(asOf)}的情况和“规则”推算。起草后仍可修改，签发后才编号下发。</p>
      </div>
      <div className="task-actions">
        <Trouble error={propose.error} />
        <div className="row">
          <button
            type="button"
            className="main"
            disabled={propose.isPending}
            onClick={() =>
              propose.mutate({ period, keys: [key] }, { onSuccess: ({ first, drafted }) => onDrafted(first, drafted) })
            }
          >
            起草{noticeName[kind]}
          </button>
        </div>
      </div>
    </section>
  );
}
