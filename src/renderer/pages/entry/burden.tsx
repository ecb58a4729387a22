import { useCallback, useState } from 'react';
import type { Filling, UnitBurden } from '../../../shared/burden/count.ts';
import type { BurdenQuota, BurdenWarning, BurdenView as View } from '../../../shared/contract/burden.ts';
import type { RankingList } from '../../../shared/engine/types.ts';
import { formatPeriod, periodInYear } from '../../../shared/period.ts';
import { listName } from '../../../shared/text.ts';
import { RecordSheet, TextField } from '../../components/fields.tsx';
import { Empty, Lamp, ListSwitch, Trouble } from '../../components/parts.tsx';
import { type Page, pageOfRecord } from '../../page.ts';
import { useCall, useCommand } from '../../queries.ts';
import './burden.css';
import type { EntryViewProps } from './view.ts';

/** In the order of the columns. */
const WORDS: Readonly<Record<Filling, string>> = {
  counted: '登记计数',
  claimed: '加分登记',
  carried: '缓报沿用',
  judged: '评委打分',
  typed: '手工填报',
  empty: '未填',
};
const FILLINGS = Object.keys(WORDS) as Filling[];

/** 减负: how much is asked of each unit, how much of it was there already, and which fact is asked for twice. */
export function BurdenView({ period, go, list = 'district', views }: EntryViewProps) {
  const view = useCall('burden.view', { period, list }, { keep: true, fresh: true });
  const session = useCall('people.session', {});
  const [isSetting, setSetting] = useState(false);
  const close = useCallback(() => setSetting(false), []);
  const { data } = view;
  const mayChange = session.data?.roles.includes('admin') === true;
  return (
    <>
      <div className="heading">
        <h1>减负</h1>
        <p className="say">{data ? stateWords(period, list, data) : ''}</p>
        <div className="actions">
          {views}
          <ListSwitch value={list} onChange={(value) => go({ name: 'entry', view: 'burden', list: value })} />
          <button
            type="button"
            disabled={!data || !mayChange}
            title={mayChange ? undefined : '由有“管理”职责的人员办理'}
            onClick={() => setSetting(true)}
          >
            限额
          </button>
        </div>
      </div>
      <div className="content burden">
        <Trouble error={view.error} />
        {data && data.units.length === 0 ? (
          <Empty text={`${formatPeriod(period)}没有参加${listName[list]}排名的单位。`}>
            <button type="button" className="main" onClick={() => go({ name: 'system', tab: 'organisations' })}>
              建立单位
            </button>
          </Empty>
        ) : null}
        {data && data.units.length > 0 ? (
          <>
            <Warnings view={data} list={list} go={go} />
            <UnitTable view={data} quota={data.quota[list]} />
            <CourseTable view={data} list={list} />
          </>
        ) : null}
      </div>
      {isSetting && data ? <QuotaSheet quota={data.quota} onClose={close} /> : null}
    </>
  );
}

function stateWords(period: string, list: RankingList, { total, quota }: View): string {
  if (total === null) return formatPeriod(period);
  const limit = quota[list] === null ? '' : `（限额 ${quota[list]} 项）`;
  const share = total.share === null ? '' : `，免填 ${total.share}%`;
  return `每个${listName[list]}平均要数 ${total.asked} 项，手工填报 ${total.byHand} 项${limit}${share}`;
}

/** What a warning leads to, and what that is called. */
function wayOf(warning: BurdenWarning, list: RankingList): readonly [string, Page] {
  const { kind, organisation, indicator } = warning;
  const unit = organisation === undefined ? {} : { organisation };
  switch (kind) {
    case 'name':
    case 'figures':
      return ['到“系统 › 指标”', { name: 'system', tab: 'indicators' }];
    case 'claimed':
      return ['到“加分”', { name: 'entry', view: 'claims', list, ...unit }];
    default:
      return ['到“填报”', { name: 'entry', view: 'fill', list, ...unit, ...(indicator === undefined ? {} : { indicator }) }];
  }
}

function Warnings({ view, list, go }: { readonly view: View; readonly list: RankingList; readonly go: (page: Page) => void }) {
  if (view.warnings.length === 0) {
    return (
      <p className="burden-fine">
        <Lamp kind="ok" word="没有重复要数，也没有超过限额" />
      </p>
    );
  }
  return (
    <section aria-label="提醒">
      <h2>提醒 {view.warnings.length} 条</h2>
      <ul className="burden-warnings">
        {view.warnings.map((warning) => {
          const [text, page] = wayOf(warning, list);
          return (
            <li key={warning.sentence}>
              <span aria-hidden="true">▲</span>
              <span>
                {warning.sentence}
                {(warning.entries ?? []).map((entry) => (
                  <button
                    type="button"
                    className="link"
                    key={`${entry.feature} ${entry.id}`}
                    onClick={() => go(pageOfRecord(entry, list))}
                  >
                    {entry.words}
                  </button>
                ))}
              </span>
              {warning.entries ? null : (
                <button type="button" className="link way" onClick={() => go(page)}>
                  {text}
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Every unit: by table what is asked and what of it by hand, then by what it came from. */
function UnitTable({ view, quota }: { readonly view: View; readonly quota: number | null }) {
  const { tables, units } = view;
  const used = FILLINGS.filter(
    (filling) => filling === 'typed' || filling === 'empty' || units.some((unit) => unit[filling] > 0),
  );
  return (
    <>
      <h2>
        各单位 <span className="faint">各表：手工填报的项数 / 要数的项数</span>
      </h2>
      <table className="table burden-units">
        <thead>
          <tr>
            <th>单位</th>
            {tables.map(({ code, name }) => (
              <th key={code} className="n">
                {code} {name}
              </th>
            ))}
            <th className="n">要数</th>
            {used.map((filling) => (
              <th key={filling} className="n">
                {WORDS[filling]}
              </th>
            ))}
            <th className="n" title="由公式算出，不用填报">
              公式计算
            </th>
            <th className="n">免填</th>
          </tr>
        </thead>
        <tbody>
          {units.map((unit) => (
            <tr key={unit.organisation} data-testid={`burden-${unit.organisation}`}>
              <th scope="row">
                {unit.name}
                {quota !== null && unit.byHand > quota ? <Lamp kind="late" word="超限额" /> : null}
              </th>
              {tables.map(({ code }) => (
                <td key={code} className="n">
                  {tableWords(unit, code)}
                </td>
              ))}
              <td className="n">{unit.asked}</td>
              {used.map((filling) => (
                <td key={filling} className="n">
                  {unit[filling]}
                </td>
              ))}
              <td className="n">{unit.computed}</td>
              <td className="n strong">{unit.share === null ? '—' : `${unit.share}%`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function tableWords({ tables }: UnitBurden, code: string): string {
  const own = tables[code];
  return own === undefined ? '—' : `${own.byHand} / ${own.asked}`;
}

/** The last twelve periods side by side. */
function CourseTable({ view, list }: { readonly view: View; readonly list: RankingList }) {
  const { course } = view;
  return (
    <>
      <h2>
        近 {course.length} 期 <span className="faint">每个{listName[list]}平均</span>
      </h2>
      <table className="table burden-course">
        <thead>
          <tr>
            <th>项目</th>
            {course.map(({ period }, at) => (
              <th key={period} className="n">
                {at === 0 || period.slice(0, 4) !== course[at - 1]?.period.slice(0, 4)
                  ? formatPeriod(period)
                  : periodInYear(period)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(
            [
              ['要数（项）', ({ asked }) => asked],
              ['手工填报（项）', ({ byHand }) => byHand],
              ['免填（%）', ({ share }) => share ?? '—'],
            ] satisfies readonly (readonly [string, (one: View['course'][number]) => string])[]
          ).map(([name, of]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {course.map((one) => (
                <td key={one.period} className="n">
                  {of(one)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function QuotaSheet({ quota, onClose }: { readonly quota: BurdenQuota; readonly onClose: () => void }) {
  const save = useCommand('burden.saveQuota');
  const [draft, setDraft] = useState({ district: `${quota.district ?? ''}`, specialGroup: `${quota.specialGroup ?? ''}` });
  const numberOf = (text: string): number | null => (text.trim() === '' ? null : Number(text));
  return (
    <RecordSheet
      title="减负限额"
      error={save.error}
      isBusy={save.isPending}
      onSave={() =>
        save.mutate({ district: numberOf(draft.district), specialGroup: numberOf(draft.specialGroup) }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <TextField
        name="每个区县每期"
        type="number"
        value={draft.district}
        onChange={(district) => setDraft({ ...draft, district })}
      />
      <TextField
        name="每个专项小组每期"
        type="number"
        value={draft.specialGroup}
        hint="最多手工填报多少项，超过的单位在这里提醒；不填就不限。"
        onChange={(specialGroup) => setDraft({ ...draft, specialGroup })}
      />
    </RecordSheet>
  );
}
