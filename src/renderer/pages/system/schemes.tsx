import { useMemo, useState } from 'react';
import { checkScheme } from '../../../shared/schemes/check.ts';
import { Confirm, Empty, Switch, Trouble } from '../../components/parts.tsx';
import type { PageProps } from '../../page.ts';
import { useCall, useCommand } from '../../queries.ts';
import { CompareView } from './schemes/compare.tsx';
import { EditView } from './schemes/edit.tsx';
import { TrialView } from './schemes/trial.tsx';
import { useDraft } from './schemes/use-draft.ts';
import { VersionsView } from './schemes/versions.tsx';
import './schemes/schemes.css';

type Mode = 'versions' | 'compare' | 'edit' | 'trial';
const MODES = [
  { value: 'versions', text: '各版方案' },
  { value: 'compare', text: '两版对照' },
  { value: 'edit', text: '修改草稿' },
  { value: 'trial', text: '试算' },
] as const;

/** 方案: the versions, two of them side by side, the one draft, and what it would have done to past months. */
export function SchemesTab({ period }: PageProps) {
  const list = useCall('schemes.list', {});
  const view = useCall('schemes.draft', {}, { fresh: true });
  const indicators = useCall('indicators.list', {});
  const session = useCall('people.session', {});
  const adopt = useCommand('schemes.adoptDefault');
  const start = useCommand('schemes.startDraft');
  const discard = useCommand('schemes.discardDraft');
  const activate = useCommand('schemes.activate');
  const draft = useDraft(view.data ?? null);
  const [mode, setMode] = useState<Mode>('versions');
  const [isLeaving, setLeaving] = useState(false);
  const problems = useMemo(
    () => (draft.value && indicators.data ? checkScheme(draft.value, indicators.data) : []),
    [draft.value, indicators.data],
  );
  const mayEdit = session.data?.mode === 'open' || (session.data?.roles.includes('admin') ?? false);
  const versions = list.data ?? [];
  const startFrom = (from: number): void => start.mutate({ from }, { onSuccess: () => setMode('edit') });
  const isReady = list.data !== undefined && view.data !== undefined && indicators.data !== undefined;
  const open = problems.filter(({ kind }) => kind === 'problem').length;

  return (
    <>
      <div className="heading">
        <h1>考核方案</h1>
        <p className="say">每个月按当月生效的方案计分；改方案只影响生效月份以后。</p>
        <div className="actions">
          {mode === 'edit' && draft.value && mayEdit ? (
            <>
              <span className="faint">{draft.isOpen ? '○ 正在修改' : '● 草稿已保存'}</span>
              <button type="button" onClick={() => setLeaving(true)}>
                放弃修改
              </button>
            </>
          ) : null}
          <Switch label="看法" value={mode} options={MODES} onChange={(next) => void draft.flush().then(() => setMode(next))} />
        </div>
      </div>
      <Trouble
        error={list.error ?? view.error ?? indicators.error ?? adopt.error ?? start.error ?? discard.error ?? draft.error}
      />
      {list.data?.length === 0 ? (
        <div className="content">
          <Empty text="还没有考核方案。可以先启用随程序提供的“六个一”考核方案。">
            <button type="button" className="main" disabled={adopt.isPending} onClick={() => adopt.mutate({})}>
              启用默认方案
            </button>
          </Empty>
        </div>
      ) : null}
      {isReady && versions.length > 0 && mode === 'versions' ? (
        <VersionsView
          versions={versions}
          indicators={indicators.data}
          period={period}
          hasDraft={draft.value !== null}
          mayEdit={mayEdit}
          onStart={startFrom}
          onDraft={() => setMode('edit')}
        />
      ) : null}
      {isReady && versions.length > 0 && mode === 'compare' ? (
        <CompareView versions={versions} draft={draft.value} basedOn={view.data?.basedOn ?? null} indicators={indicators.data} />
      ) : null}
      {isReady && (mode === 'edit' || mode === 'trial') && !(draft.value && view.data) ? (
        <div className="content">
          <Empty text="还没有方案草稿。草稿从一版方案抄来，改好、试算过，再定生效月份。">
            {mayEdit ? (
              <button type="button" className="main" disabled={start.isPending} onClick={() => startFrom(versions[0]?.id ?? 0)}>
                以第 {versions[0]?.version} 版为底稿修改
              </button>
            ) : (
              <p>修改方案由有“管理”职责的人员办理。</p>
            )}
          </Empty>
        </div>
      ) : null}
      {isReady && mode === 'edit' && draft.value && view.data ? (
        <EditView draft={draft} period={period} indicators={indicators.data} problems={problems} mayEdit={mayEdit} />
      ) : null}
      {isReady && mode === 'trial' && draft.value && view.data ? (
        <TrialView
          view={view.data}
          draft={draft.value}
          versions={versions}
          indicators={indicators.data}
          problems={open}
          mayEdit={mayEdit}
          onProblems={() => setMode('edit')}
          activating={activate}
          onActivate={(effectiveFrom) => activate.mutate({ effectiveFrom }, { onSuccess: () => setMode('versions') })}
        />
      ) : null}
      {isLeaving ? (
        <Confirm
          title="放弃修改"
          verb="放弃修改"
          cancel="继续修改"
          error={discard.error}
          isBusy={discard.isPending}
          onYes={() => {
            draft.drop();
            discard.mutate({}, { onSuccess: () => setMode('versions'), onSettled: () => setLeaving(false) });
          }}
          onClose={() => setLeaving(false)}
        >
          <p>这份草稿里的改动将全部放弃，已经生效的各版方案不变。</p>
        </Confirm>
      ) : null}
    </>
  );
}
