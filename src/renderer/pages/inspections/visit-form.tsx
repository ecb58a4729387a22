import { useCallback, useState } from 'react';
import type { Visit, VisitDraft, VisitsView } from '../../../shared/contract/inspections.ts';
import { visitScore } from '../../../shared/inspections/checklists.ts';
import { siteScore } from '../../../shared/inspections/clauses.ts';
import { fieldTrouble } from '../../../shared/inspections/visit-check.ts';
import { BLOCKS, LEVELS } from '../../../shared/inspections/words.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { daysOf } from '../../../shared/tasks/count.ts';
import { call } from '../../bridge.ts';
import { EvidenceFiles } from '../../components/EvidenceFiles.tsx';
import { RecordSheet, splitNames, TextField } from '../../components/fields.tsx';
import { SavedPaper } from '../../components/PrintSaved.tsx';
import { Confirm, Trouble } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';
import { Problems, Recounts, takenBy } from './visit-lines.tsx';

type Open = { readonly site: string | null; readonly visit: number | null; readonly isDrawn: boolean };
type Props = {
  readonly period: string;
  readonly view: VisitsView;
  readonly open: Open;
  readonly onSaved: (visit: number) => void;
  readonly onClose: () => void;
};

/** What was typed and not saved, by visit: it is there again when the clerk comes back from another page or month, until the window is closed. */
const unsaved = new Map<string, { readonly draft: VisitDraft; readonly people: string }>();
const keyOf = (period: string, { visit, site, isDrawn }: Open): string => `${period} ${visit ?? (isDrawn ? site : '指定督察')}`;

/** One visit: a new one is written at once, an old one is waited for. */
export function VisitForm(props: Props) {
  const { visit } = props.open;
  const [isRestored] = useState(() => unsaved.has(keyOf(props.period, props.open)));
  const stored = useCall('inspections.visit', { id: visit ?? 0 }, { enabled: visit !== null });
  if (visit !== null && !stored.data) return <Trouble error={stored.error} />;
  return <Form key={`${visit} ${stored.dataUpdatedAt}`} {...props} isRestored={isRestored} stored={stored.data ?? null} />;
}

/** Sites that do not wait for a visit by the draw already: only those can be 指定督察. */
const undrawn = ({ sites, rows }: VisitsView): VisitsView['sites'] =>
  sites.filter(({ code, isActive }) => isActive && !rows.some(({ id, site }) => id === null && site.code === code));

function blank({ period, view, open }: Props): VisitDraft {
  return {
    id: null,
    period,
    site: open.site ?? undrawn(view)[0]?.code ?? '',
    designation: '',
    // Of a month that is over nobody but the clerk knows the day.
    visitedOn: isWithin(view.today, period) ? view.today : '',
    inspectors: [...(view.rows.find(({ site, id }) => id === null && site.code === open.site)?.team ?? [])],
    note: '',
    scores: [],
    problems: [],
    recounts: [],
  };
}

function isWithin(day: string, period: string): boolean {
  const { first, last } = daysOf(period);
  return day >= first && day <= last;
}

const draftOf = (visit: Visit): VisitDraft => ({
  id: visit.id,
  period: visit.period,
  site: visit.site.code,
  designation: visit.designation,
  visitedOn: visit.visitedOn,
  inspectors: [...visit.inspectors],
  note: visit.note,
  scores: visit.scores.map(({ points, note }) => ({ points, note })),
  problems: visit.problems.map(({ organisation, category, severity, text, demand, days }) => ({
    organisation,
    category,
    severity,
    text,
    demand,
    days,
  })),
  recounts: visit.recounts.map(({ indicator, reported, recounted, note }) => ({ indicator, reported, recounted, note })),
});

function Form(props: Props & { readonly isRestored: boolean; readonly stored: Visit | null }) {
  const { view, open, isRestored, stored, onSaved, onClose } = props;
  const period = stored?.period ?? props.period;
  const key = keyOf(props.period, open);
  const [draft, setDraft] = useState<VisitDraft>(() => unsaved.get(key)?.draft ?? (stored ? draftOf(stored) : blank(props)));
  const [people, setPeople] = useState(() => unsaved.get(key)?.people ?? draft.inspectors.join('、'));
  const [asking, setAsking] = useState<'sign' | 'unsign' | 'leave' | 'day' | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const save = useCommand('inspections.saveVisit');
  const remove = useCommand('inspections.removeVisit');
  const form = useCommand('inspections.form');
  const pack = useCommand('inspections.exportPackage');
  const [saved, setSaved] = useState<string | null>(null);
  const keepTyped = (next: VisitDraft, names: string): void => {
    unsaved.set(key, { draft: next, people: names });
    setTrouble(null);
  };
  const set = (change: Partial<VisitDraft>): void => {
    const next = { ...draft, ...change };
    setDraft(next);
    keepTyped(next, people);
  };
  const write = (isDayMeant: boolean): void => {
    const wrong = fieldTrouble(whole);
    setTrouble(wrong);
    if (wrong !== null) return;
    if (!isDayMeant && !isWithin(whole.visitedOn, period)) {
      setAsking('day');
      return;
    }
    setAsking(null);
    save.mutate(
      { ...whole, isDayMeant },
      {
        onSuccess: ({ id }) => {
          unsaved.delete(key);
          onSaved(id);
        },
      },
    );
  };
  const leave = (): void => {
    unsaved.delete(key);
    onClose();
  };
  const site = stored?.site ?? view.sites.find(({ code }) => code === draft.site);
  const lines =
    stored?.scores ?? (site ? view.checklists[site.block].map(({ text, points }) => ({ text, fullPoints: points })) : []);
  const isSigned = stored !== null && stored.signedBy !== '';
  const isLocked = isSigned || view.isSealed;
  const whole: VisitDraft = {
    ...draft,
    inspectors: [...splitNames(people)],
    scores: lines.map((_, at) => draft.scores[at] ?? { points: null, note: '' }),
  };
  const isChanged = stored === null || JSON.stringify(whole) !== JSON.stringify(draftOf(stored));
  const isTyped = unsaved.has(key) && isChanged;
  const keep = { onSuccess: (answer: { readonly file: string } | null) => setSaved(answer?.file ?? null) };
  const problemCount = draft.problems.length;
  const sum = sumOf(whole);
  const team = stored?.team ?? view.rows.find((row) => row.id === null && row.site.code === draft.site)?.team ?? [];
  // What was signed stays as it was; what is being written follows the clauses in force.
  const taken = isSigned ? stored.taken : takenBy(view, draft, site?.organisation ?? '');
  return (
    <>
      <div className="heading">
        <h1>{site?.name ?? '督察记录'}</h1>
        <p className="say">
          {formatPeriod(period)} · {site ? `${site.organisationName}，${LEVELS[site.level]}，${BLOCKS[site.block]}` : ''}
          {isSigned ? ` · ${stored.signedBy}已签字确认` : ''}
        </p>
        <div className="actions">
          <button type="button" onClick={() => (isTyped ? setAsking('leave') : leave())}>
            返回
          </button>
          {stored ? (
            <button
              type="button"
              data-print=""
              disabled={isChanged || form.isPending}
              title={isChanged ? '先保存' : undefined}
              onClick={() => form.mutate({ period, site: stored.site.code, visit: stored.id }, keep)}
            >
              打印
            </button>
          ) : null}
          {isSigned ? (
            <>
              <button type="button" disabled={pack.isPending} onClick={() => pack.mutate({ list: null, visit: stored.id }, keep)}>
                交回数据包
              </button>
              <button type="button" disabled={view.isSealed} onClick={() => setAsking('unsign')}>
                撤销确认
              </button>
            </>
          ) : (
            <>
              {stored ? (
                <button type="button" onClick={() => remove.mutate({ id: stored.id }, { onSuccess: onClose })}>
                  删除
                </button>
              ) : null}
              <button
                type="button"
                className={isChanged ? 'main' : undefined}
                disabled={isLocked || save.isPending || !isChanged}
                onClick={() => write(false)}
              >
                保存
              </button>
              <button
                type="button"
                className={isChanged ? undefined : 'main'}
                disabled={isLocked || isChanged}
                title={isChanged ? '先保存' : undefined}
                onClick={() => setAsking('sign')}
              >
                签字确认
              </button>
            </>
          )}
        </div>
      </div>
      <div className="content visit" data-testid="visit-form">
        <Trouble error={trouble ?? save.error ?? remove.error ?? form.error ?? pack.error} />
        {isRestored && isTyped ? <p className="faint">上次填写没有保存的内容已恢复，请接着填写，再保存。</p> : null}
        {saved === null ? null : <SavedPaper file={saved} />}
        {stored?.origin ? <p className="faint">由数据包导入：{stored.origin}</p> : null}
        <fieldset disabled={isLocked} className="plain">
          <div className="visit-head">
            {stored === null && !open.isDrawn ? (
              <label>
                点位
                <select value={draft.site} onChange={(event) => set({ site: event.target.value, scores: [] })}>
                  {undrawn(view).map(({ code, name, organisationName }) => (
                    <option key={code} value={code}>
                      {organisationName} {name}
                    </option>
                  ))}
                </select>
              </label>
            ) : null}
            {(stored ? stored.list === null : !open.isDrawn) ? (
              <label className="grow">
                指定督察的理由
                <input value={draft.designation} onChange={(event) => set({ designation: event.target.value })} />
              </label>
            ) : null}
            <label>
              督察日期
              <input type="date" value={draft.visitedOn} onChange={(event) => set({ visitedOn: event.target.value })} />
            </label>
            <label className="grow">
              督察人员
              <input
                placeholder="至少 2 人，用顿号隔开"
                value={people}
                onChange={(event) => {
                  setPeople(event.target.value);
                  keepTyped(draft, event.target.value);
                }}
              />
            </label>
          </div>
          {team.length > 0 ? (
            <p className="faint">
              抽取的督察人员：{team.join('、')}
              {team.every((name) => whole.inspectors.includes(name)) ? '' : '。人员有变动的，请在备注写明理由。'}
            </p>
          ) : null}
          <table className="table">
            <thead>
              <tr>
                <th>督察内容</th>
                <th className="n">分值</th>
                <th className="n">得分</th>
                <th>现场情况</th>
              </tr>
            </thead>
            <tbody>
              {lines.map(({ text, fullPoints }, at) => {
                const given = whole.scores[at] ?? { points: null, note: '' };
                const change = (more: Partial<typeof given>): void =>
                  set({ scores: whole.scores.map((one, index) => (index === at ? { ...one, ...more } : one)) });
                return (
                  <tr key={text}>
                    <td>{text}</td>
                    <td className="n">{fullPoints}</td>
                    <td className="n">
                      <input
                        aria-label={`得分 ${at + 1}`}
                        className="points"
                        inputMode="decimal"
                        value={given.points ?? ''}
                        onChange={(event) => change({ points: event.target.value.trim() || null })}
                      />
                    </td>
                    <td>
                      <input
                        aria-label={`现场情况 ${at + 1}`}
                        className="wide-input"
                        value={given.note}
                        onChange={(event) => change({ note: event.target.value })}
                      />
                    </td>
                  </tr>
                );
              })}
              <tr>
                <th scope="row">{taken.length > 0 ? '评分合计' : '合计'}</th>
                <td className="n">100</td>
                <td className="n">
                  <b>{sum ?? '—'}</b>
                </td>
                <td />
              </tr>
              {taken.length > 0 ? (
                <tr>
                  <th scope="row">点位得分</th>
                  <td />
                  <td className="n">
                    <b>{siteScore(sum, taken) ?? '—'}</b>
                  </td>
                  <td className="faint">问题按条款扣 {taken.join('、')} 分</td>
                </tr>
              ) : null}
            </tbody>
          </table>
          <h2 className="part">问题清单{problemCount > 0 ? ` ${problemCount} 个` : ''}</h2>
          <Problems
            value={draft.problems}
            due={stored?.problems.map(({ dueOn }) => dueOn) ?? []}
            view={view}
            unit={site?.organisation ?? ''}
            onChange={(problems) => set({ problems })}
          />
          <h2 className="part">数据核实</h2>
          <Recounts
            period={period}
            unit={site?.organisation ?? ''}
            value={draft.recounts}
            indicators={view.indicators}
            onChange={(recounts) => set({ recounts })}
          />
          <label className="visit-note">
            备注
            <input value={draft.note} maxLength={400} onChange={(event) => set({ note: event.target.value })} />
          </label>
        </fieldset>
        {stored ? <VisitFiles visit={stored} isSealed={view.isSealed} /> : null}
      </div>
      {asking === 'leave' ? (
        <Confirm
          title="返回"
          verb="放弃修改"
          cancel="继续填写"
          error={null}
          isBusy={false}
          onYes={leave}
          onClose={() => setAsking(null)}
        >
          <p>这份督察记录填写的内容还没有保存，返回后不再保留。</p>
        </Confirm>
      ) : null}
      {asking === 'day' ? (
        <Confirm
          title="督察日期"
          verb="日期无误，保存"
          cancel="改日期"
          error={null}
          isBusy={save.isPending}
          onYes={() => write(true)}
          onClose={() => setAsking(null)}
        >
          <p>
            督察日期 {whole.visitedOn} 不在{formatPeriod(period)}之内，得分仍计入{formatPeriod(period)}。请核对。
          </p>
        </Confirm>
      ) : null}
      {(asking === 'sign' || asking === 'unsign') && stored ? (
        <SignSheet visit={stored} isUndoing={asking === 'unsign'} onClose={() => setAsking(null)} />
      ) : null}
    </>
  );
}

const isPoints = (text: string): boolean => /^\d{1,3}(\.\d)?$/.test(text);
const sumOf = ({ scores }: VisitDraft): string | null =>
  scores.every(({ points }) => points !== null && isPoints(points)) ? visitScore(scores.map(({ points }) => points)) : null;

/** Photos and papers of the day; a scan of the signed form may follow, what stood there when it was signed stays. */
function VisitFiles({ visit, isSealed }: { readonly visit: Visit; readonly isSealed: boolean }) {
  const { id } = visit;
  const attach = useCommand('inspections.attachVisit');
  const detach = useCommand('inspections.detachVisit');
  const save = useCommand('inspections.saveVisitFile');
  const load = useCallback((sha256: string) => call('inspections.visitBytes', { id, sha256 }), [id]);
  return (
    <EvidenceFiles
      name="照片和材料"
      files={visit.files}
      isOpen={!isSealed}
      isRemovable={!isSealed && visit.signedBy === ''}
      isBusy={attach.isPending}
      onAttach={() => attach.mutate({ id })}
      onDetach={(sha256) => detach.mutate({ id, sha256 })}
      onSave={(sha256) => save.mutate({ id, sha256 })}
      load={load}
      saved={save.data?.file ?? null}
      error={attach.error ?? detach.error ?? save.error}
    />
  );
}

function SignSheet({
  visit,
  isUndoing,
  onClose,
}: {
  readonly visit: Visit;
  readonly isUndoing: boolean;
  readonly onClose: () => void;
}) {
  const [text, setText] = useState('');
  const sign = useCommand('inspections.sign');
  const unsign = useCommand('inspections.unsign');
  const done = { onSuccess: onClose };
  const { error, isPending } = isUndoing ? unsign : sign;
  return (
    <RecordSheet
      title={isUndoing ? '撤销确认' : '签字确认'}
      verb={isUndoing ? '撤销确认' : '确认'}
      error={error}
      isBusy={isPending}
      onSave={() =>
        isUndoing ? unsign.mutate({ id: visit.id, reason: text }, done) : sign.mutate({ id: visit.id, signedBy: text }, done)
      }
      onClose={onClose}
    >
      <TextField
        name={isUndoing ? '理由' : '被督察单位签字人'}
        value={text}
        hint={
          isUndoing
            ? '撤销后可以修改，再重新签字确认；问题已开始整改的不能撤销。'
            : '打印一式两份，双方在纸上签字后登记。确认后得分计入、问题进入整改，记录不再改动。'
        }
        onChange={setText}
      />
    </RecordSheet>
  );
}
