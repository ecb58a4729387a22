import { useState } from 'react';
import type { Site, SiteRow } from '../../../shared/contract/inspection-draws.ts';
import { readPastedSites } from '../../../shared/inspections/paste-sites.ts';
import { BLOCKS, LEVELS } from '../../../shared/inspections/words.ts';
import { ChoiceField, choicesOf, RecordSheet, TextField } from '../../components/fields.tsx';
import { Empty, Lamp, Sheet, Trouble } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';
import type { InspectionViewProps } from '../inspections.tsx';
import { ProposalsSheet } from './proposals.tsx';
import { RosterSheet } from './roster.tsx';

type Unit = { readonly code: string; readonly name: string };

/** 点位: every place one may be sent to. */
export function SitesView({ views }: InspectionViewProps) {
  const view = useCall('inspections.sites', {}, { keep: true });
  const [editing, setEditing] = useState<SiteRow | 'new' | 'paste' | 'proposals' | 'roster' | null>(null);
  const [unit, setUnit] = useState('');
  const { sites = [], units = [] } = view.data ?? {};
  const shown = sites.filter(({ organisation }) => unit === '' || organisation === unit);
  const close = (): void => setEditing(null);
  return (
    <>
      <div className="heading">
        <h1>督察点位</h1>
        <p className="say">
          {view.data
            ? `在用 ${sites.filter(({ isActive }) => isActive).length} 个，停用 ${sites.filter(({ isActive }) => !isActive).length} 个`
            : ''}
        </p>
        <div className="actions">
          {views}
          <button type="button" onClick={() => setEditing('roster')}>
            督察人员
          </button>
          <button type="button" onClick={() => setEditing('proposals')}>
            从调度取
          </button>
          <button type="button" onClick={() => setEditing('paste')}>
            粘贴登记
          </button>
          <button type="button" className="main" onClick={() => setEditing('new')}>
            登记点位
          </button>
        </div>
      </div>
      <div className="content">
        <Trouble error={view.error} />
        {view.data && sites.length === 0 ? (
          <Empty text="登记各级可以督察的点位：单位、级别和督察内容。已有名单的，从 WPS 表格复制后一次粘贴；台账和试点里写明点位的，可以直接取来。">
            <button type="button" className="main" onClick={() => setEditing('paste')}>
              粘贴登记
            </button>{' '}
            <button type="button" onClick={() => setEditing('proposals')}>
              从调度取
            </button>
          </Empty>
        ) : null}
        {sites.length > 0 ? (
          <table className="table inspection-table">
            <thead>
              <tr>
                <th>点位</th>
                <th>
                  <select aria-label="单位" value={unit} onChange={(event) => setUnit(event.target.value)}>
                    <option value="">全部单位</option>
                    {units
                      .filter(({ code }) => sites.some(({ organisation }) => organisation === code))
                      .map(({ code, name }) => (
                        <option key={code} value={code}>
                          {name}
                        </option>
                      ))}
                  </select>
                </th>
                <th>级别</th>
                <th>内容</th>
                <th>最近督察</th>
                <th className="n">得分</th>
                <th className="n">未销号问题</th>
                <th>状态</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((site) => (
                <tr key={site.code} className="pick" onClick={() => setEditing(site)}>
                  <td className="title">
                    <button type="button" className="link" onClick={() => setEditing(site)}>
                      {site.name}
                    </button>{' '}
                    <span className="faint">{site.code}</span>
                  </td>
                  <td>{site.organisationName}</td>
                  <td>{LEVELS[site.level]}</td>
                  <td>{BLOCKS[site.block]}</td>
                  <td>{site.lastVisit?.day ?? <span className="faint">未督察</span>}</td>
                  <td className="n">{site.lastVisit?.score ?? '—'}</td>
                  <td className="n">{site.openProblems === 0 ? '—' : site.openProblems}</td>
                  <td>
                    <Lamp kind={site.isActive ? 'ok' : 'open'} word={site.isActive ? '在用' : '停用'} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : null}
      </div>
      {editing === 'paste' ? <PasteSheet units={units} known={sites} onClose={close} /> : null}
      {editing === 'proposals' ? <ProposalsSheet onClose={close} /> : null}
      {editing === 'roster' ? <RosterSheet onClose={close} /> : null}
      {editing === 'new' || (editing !== null && typeof editing === 'object') ? (
        <SiteForm units={units} site={editing === 'new' ? null : editing} onClose={close} />
      ) : null}
    </>
  );
}

function SiteForm({
  units,
  site,
  onClose,
}: {
  readonly units: readonly Unit[];
  readonly site: SiteRow | null;
  readonly onClose: () => void;
}) {
  const [draft, setDraft] = useState<Site>(() => ({
    code: site?.code ?? '',
    name: site?.name ?? '',
    organisation: site?.organisation ?? units[0]?.code ?? '',
    level: site?.level ?? 'township',
    block: site?.block ?? 'documents',
    address: site?.address ?? '',
    contact: site?.contact ?? '',
    isActive: site?.isActive ?? true,
  }));
  const save = useCommand('inspections.saveSites');
  const set = (change: Partial<Site>): void => setDraft({ ...draft, ...change });
  return (
    <RecordSheet
      title={site === null ? '登记点位' : `点位 ${site.code}`}
      error={save.error}
      isBusy={save.isPending}
      onSave={() => save.mutate({ sites: [draft] }, { onSuccess: onClose })}
      onClose={onClose}
    >
      {site === null ? (
        <TextField name="编码" value={draft.code} hint="登记后不能改，如 ZD-01。" onChange={(code) => set({ code })} />
      ) : null}
      <TextField name="点位" value={draft.name} onChange={(name) => set({ name })} />
      <ChoiceField
        name="单位"
        value={draft.organisation}
        choices={units.map(({ code, name }) => [code, name] as const)}
        onChange={(organisation) => set({ organisation })}
      />
      <ChoiceField name="级别" value={draft.level} choices={choicesOf(LEVELS)} onChange={(level) => set({ level })} />
      <ChoiceField name="内容" value={draft.block} choices={choicesOf(BLOCKS)} onChange={(block) => set({ block })} />
      <TextField name="地址" value={draft.address} onChange={(address) => set({ address })} />
      <TextField name="联系人" value={draft.contact} onChange={(contact) => set({ contact })} />
      <ChoiceField
        name="状态"
        value={draft.isActive ? 'on' : 'off'}
        choices={[
          ['on', '在用'],
          ['off', '停用，不参加抽取'],
        ]}
        onChange={(value) => set({ isActive: value === 'on' })}
      />
    </RecordSheet>
  );
}

function PasteSheet({
  units,
  known,
  onClose,
}: {
  readonly units: readonly Unit[];
  readonly known: readonly SiteRow[];
  readonly onClose: () => void;
}) {
  const [text, setText] = useState('');
  const save = useCommand('inspections.saveSites');
  const { sites, problems } = readPastedSites(text, units);
  const changed = sites.filter(({ code }) => known.some((site) => site.code === code)).length;
  const footer = (
    <>
      <button type="button" onClick={onClose}>
        取消
      </button>
      <button
        type="button"
        className="main"
        disabled={sites.length === 0 || problems.length > 0 || save.isPending}
        onClick={() => save.mutate({ sites: [...sites] }, { onSuccess: onClose })}
      >
        登记{sites.length > 0 ? ` ${sites.length} 个` : ''}
      </button>
    </>
  );
  return (
    <Sheet
      title="粘贴登记点位"
      say="编码、点位、单位、级别、内容，后面可以有地址、联系人"
      width={820}
      onClose={onClose}
      footer={footer}
    >
      <textarea
        aria-label="点位名单"
        className="paste-room"
        rows={10}
        placeholder={'ZD-01\t马尚街道便民服务中心\t张店区\t镇办\t基础业务'}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <p className="faint">
        级别：{Object.values(LEVELS).join('、')}。内容：{Object.values(BLOCKS).join('、')}。编码相同的按新的内容修改。
      </p>
      {text.trim() === '' ? null : (
        <p>
          读出 {sites.length} 个点位{changed > 0 ? `，其中 ${changed} 个已有、将被修改` : ''}
          {problems.length > 0 ? `，${problems.length} 行要改正：` : '。'}
        </p>
      )}
      <ul className="paste-problems">
        {problems.slice(0, 6).map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
      <Trouble error={save.error} />
    </Sheet>
  );
}
