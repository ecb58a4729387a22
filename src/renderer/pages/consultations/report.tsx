/** 专门情况报告: the very pages that will be printed, and at the left its parts, whose words the office may change. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { doubtsOf } from '../../../shared/bulletin/composition.ts';
import type { ReportResult } from '../../../shared/contract/consultation-reports.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { call } from '../../bridge.ts';
import { PdfBytes } from '../../components/PdfPages.tsx';
import { SavedPaper } from '../../components/PrintSaved.tsx';
import { Empty, MissingCharacters, Trouble } from '../../components/parts.tsx';
import { useCommand } from '../../queries.ts';
import '../bulletins/bulletins.css';
import { WordsDrawer } from '../bulletins/words.tsx';
import type { ConsultationViewProps, PartProps } from './view.ts';
import { useWhom } from './whom.tsx';

export function ReportView(props: ConsultationViewProps) {
  const { period, go, list = 'district' } = props;
  const { data, chosen, choice, error } = useWhom(props, 'report');
  if (chosen !== undefined) {
    return <Report key={`${period} ${chosen}`} period={period} list={list} organisation={chosen} go={go} choice={choice} />;
  }
  return (
    <>
      <div className="heading">
        <h1>专门情况报告</h1>
        <p className="say" />
        <div className="actions">{choice}</div>
      </div>
      <div className="content">
        <Trouble error={error} />
        {data ? <Empty text={data.refusal ?? `${formatPeriod(period)}还没有排出名次，补齐数据后再写报告。`} /> : null}
      </div>
    </>
  );
}

/** While the worker makes another paper this one waits its turn. */
const isBusy = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'job.busy';

function Report({ choice, ...who }: PartProps & { readonly choice: ConsultationViewProps['views'] }) {
  const { period, list, organisation, go } = who;
  const asked = { period, list, organisation };
  const report = useQuery({
    queryKey: ['consultationReports.make', asked],
    queryFn: () => call('consultationReports.make', asked),
    gcTime: 0,
    retry: (_, error) => isBusy(error),
    retryDelay: 400,
  });
  const save = useCommand('consultationReports.export');
  const [open, setOpen] = useState<string | null>(null);
  const made = report.data;
  const part = made?.outline.find(({ id }) => id === open);
  // What is being typed is kept by the way it loses the keyboard.
  const show = (id: string | null): void => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    setOpen(id);
  };
  return (
    <>
      <div className="heading">
        <h1>专门情况报告</h1>
        <p className="say">{report.isFetching ? '正在生成……' : made ? `${made.pages} 页` : ''}</p>
        <div className="actions">
          {choice}
          <button
            type="button"
            className="main"
            disabled={!made || report.isFetching || save.isPending}
            onClick={() => made && save.mutate({ token: made.token })}
          >
            另存为文件
          </button>
        </div>
      </div>
      <div className="beside bulletin">
        {made ? <Parts made={made} open={open} onOpen={show} /> : null}
        <div className="content bulletin-pages">
          <Trouble error={report.error ?? save.error} />
          {save.data ? <SavedPaper file={save.data.file} /> : null}
          <MissingCharacters characters={made?.missingCharacters ?? []} />
          {made?.locked ? (
            <p className="said">
              {made.locked}
              <button type="button" className="link" onClick={() => go({ name: 'consultations', list, organisation })}>
                到会诊页
              </button>
            </p>
          ) : null}
          {made ? <Pages key={made.token} token={made.token} /> : null}
        </div>
        {made && part ? (
          <WordsDrawer
            key={part.id}
            part={part}
            asked={{ token: made.token }}
            canDraft={made.locked === null}
            onClose={() => show(null)}
          />
        ) : null}
      </div>
    </>
  );
}

function Pages({ token }: { readonly token: string }) {
  const load = useCallback(() => call('consultationReports.bytes', { token }), [token]);
  return <PdfBytes load={load} />;
}

type PartsProps = {
  readonly made: ReportResult;
  readonly open: string | null;
  readonly onOpen: (id: string | null) => void;
};

/** The parts in their order; one is opened to be read sentence by sentence. */
function Parts({ made, open, onOpen }: PartsProps) {
  const doubts = doubtsOf(made.outline);
  return (
    <nav className="bulletin-outline" aria-label="报告的各部分">
      <ul>
        {made.outline.map(({ id, title, number, isChanged }) => (
          <li key={id} data-open={id === open}>
            <button type="button" className="part" aria-expanded={id === open} onClick={() => onOpen(id === open ? null : id)}>
              {number}
              {title ?? '开头'}
            </button>
            {isChanged ? <span className="faint">已改</span> : null}
          </li>
        ))}
      </ul>
      {doubts.map(({ part, doubt }) => (
        <p key={`${part.id} ${doubt}`} className="trouble">
          {part.title === null ? '' : `“${part.title}”：`}
          {doubt}
        </p>
      ))}
    </nav>
  );
}
