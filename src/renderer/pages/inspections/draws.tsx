import { useState } from 'react';
import type { ListView, DrawsView as View } from '../../../shared/contract/inspection-draws.ts';
import { teamNames } from '../../../shared/draw/certificate.ts';
import { type FrozenList, type InspectorList, TEAM_BY } from '../../../shared/draw/frozen-list.ts';
import { BLOCKS, codesOf, LEVELS } from '../../../shared/inspections/words.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { RecordSheet, TextField } from '../../components/fields.tsx';
import { SavedPaper } from '../../components/PrintSaved.tsx';
import { Empty, Lamp, Trouble, timeText } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';
import type { InspectionViewProps } from '../inspections.tsx';
import { DrawSheet } from './draw-sheet.tsx';
import { FreezeSheet } from './freeze-sheet.tsx';

/** 抽取: the month's plan at the left with its lists, one list with what was drawn from it at the right. */
export function DrawsView({ period, go, views }: InspectionViewProps) {
  const view = useCall('inspections.draws', { period }, { keep: true });
  const [chosen, setChosen] = useState<number | null>(null);
  const [isFreezing, setFreezing] = useState(false);
  const { data } = view;
  const list = data?.lists.find(({ id }) => id === chosen) ?? data?.lists.at(-1);
  const hasSites = data?.sites.some(({ isActive }) => isActive) ?? false;
  // The one main action is then the draw.
  const isWaiting = list?.certificate === null && list.voidReason === '';
  return (
    <>
      <div className="heading">
        <h1>随机抽取</h1>
        <p className="say">{data ? stateWords(data) : ''}</p>
        <div className="actions">
          {views}
          <button type="button" className={isWaiting ? undefined : 'main'} disabled={!hasSites} onClick={() => setFreezing(true)}>
            封存名单
          </button>
        </div>
      </div>
      <Trouble error={view.error} />
      {data && !hasSites && data.lists.length === 0 ? (
        <Empty text="还没有可以抽取的点位，先登记点位，再封存名单、当众产生随机数、抽取。">
          <button type="button" className="main" onClick={() => go({ name: 'inspections', view: 'sites' })}>
            登记点位
          </button>
        </Empty>
      ) : null}
      {data && (hasSites || data.lists.length > 0) ? (
        <div className="inspection-split">
          <div className="side">
            <Plan view={data} />
            <ul className="lists" aria-label="名单">
              {data.lists.map((one) => (
                <li key={one.id}>
                  <button type="button" aria-pressed={one.id === list?.id} onClick={() => setChosen(one.id)}>
                    第 {one.number} 次 <ListLamp list={one} />
                    <span className="faint">{timeText(one.frozenAt)} 封存</span>
                  </button>
                </li>
              ))}
            </ul>
          </div>
          {list ? (
            <ListRecord key={list.id} list={list} go={go} />
          ) : (
            <Empty text={`${formatPeriod(period)}还没有封存名单。先封存名单并公布校验码，再当众产生随机数。`}>
              <button type="button" className="main" onClick={() => setFreezing(true)}>
                封存名单
              </button>
            </Empty>
          )}
        </div>
      ) : null}
      {isFreezing && data ? (
        <FreezeSheet
          period={period}
          view={data}
          onDone={(id) => {
            setFreezing(false);
            setChosen(id);
          }}
          onClose={() => setFreezing(false)}
        />
      ) : null}
    </>
  );
}

function stateWords({ plan }: View): string {
  const planned = plan.reduce((sum, cell) => sum + cell.planned, 0);
  const visited = plan.reduce((sum, cell) => sum + cell.visited, 0);
  return planned === 0 ? '还没有安排点位' : `安排 ${planned} 个点位，已督察 ${visited} 个`;
}

/** 三项内容 by 四级. */
function Plan({ view }: { readonly view: View }) {
  const cell = (level: string, block: string) => view.plan.find((one) => one.level === level && one.block === block);
  return (
    <table className="table plan" aria-label="本期安排">
      <thead>
        <tr>
          <th>本期安排</th>
          {codesOf(BLOCKS).map((block) => (
            <th key={block} className="c">
              {BLOCKS[block]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {codesOf(LEVELS).map((level) => (
          <tr key={level}>
            <th scope="row">{LEVELS[level]}</th>
            {codesOf(BLOCKS).map((block) => {
              const { planned = 0, visited = 0 } = cell(level, block) ?? {};
              return (
                <td key={block} className="c" title={`已督察 ${visited} 个，安排 ${planned} 个`}>
                  {planned === 0 ? <span className="faint">—</span> : `${visited}/${planned}`}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ListLamp({ list }: { readonly list: ListView }) {
  if (list.voidReason !== '') return <Lamp kind="open" word="已作废" />;
  return list.certificate ? <Lamp kind="done" word="已抽取" /> : <Lamp kind="late" word="待抽取" />;
}

function ListRecord({ list, go }: { readonly list: ListView; readonly go: InspectionViewProps['go'] }) {
  const [asking, setAsking] = useState<'draw' | 'void' | null>(null);
  const certificate = useCommand('inspections.certificate');
  const verifier = useCommand('inspections.verifier');
  const pack = useCommand('inspections.exportPackage');
  const [saved, setSaved] = useState<string | null>(null);
  const keep = { onSuccess: (answer: { readonly file: string } | null) => setSaved(answer?.file ?? null) };
  const { id, certificate: drawn } = list;
  const isOpen = drawn === null && list.voidReason === '';
  return (
    <div className="record" data-testid="draw-list">
      <div className="record-head">
        <h2>
          第 {list.number} 次 {list.list.entries.length} 个点位参加，{list.list.leftOut.length} 个不参加
        </h2>
        {isOpen ? (
          <>
            <button type="button" className="main" onClick={() => setAsking('draw')}>
              当众抽取
            </button>
            <button type="button" onClick={() => setAsking('void')}>
              作废
            </button>
          </>
        ) : null}
        {drawn ? (
          <>
            <button type="button" disabled={certificate.isPending} onClick={() => certificate.mutate({ id }, keep)}>
              抽取证书
            </button>
            <button type="button" disabled={verifier.isPending} onClick={() => verifier.mutate({ id }, keep)}>
              核对文件
            </button>
            <button type="button" disabled={pack.isPending} onClick={() => pack.mutate({ list: id, visit: null }, keep)}>
              外出数据包
            </button>
          </>
        ) : null}
      </div>
      <dl className="facts">
        <dt>名单校验码</dt>
        <dd className="hash">{list.hash}</dd>
        <dt>封存</dt>
        <dd>
          {timeText(list.frozenAt)} {list.frozenBy}
        </dd>
        {list.voidReason === '' ? null : (
          <>
            <dt>作废理由</dt>
            <dd>{list.voidReason}</dd>
          </>
        )}
        {drawn ? (
          <>
            <dt>随机数</dt>
            <dd>
              <b>{drawn.seed}</b>{' '}
              <span className="faint">
                {drawn.seedKind === 'dice' ? '掷骰子' : '报数'}：
                {drawn.seedParts.map(({ name, digits }) => `${name} ${digits}`).join('；')}
              </span>
            </dd>
            <dt>抽取</dt>
            <dd>
              {timeText(drawn.drawnAt)} {drawn.drawnBy}，监督 {drawn.present.join('、')}
            </dd>
          </>
        ) : null}
      </dl>
      {saved === null ? null : <SavedPaper file={saved} />}
      <Trouble error={certificate.error ?? verifier.error ?? pack.error} />
      {drawn ? <Picks list={list} go={go} /> : null}
      <Entries list={list} />
      {asking === 'draw' ? <DrawSheet list={list} onClose={() => setAsking(null)} /> : null}
      {asking === 'void' ? <VoidSheet list={list} onClose={() => setAsking(null)} /> : null}
    </div>
  );
}

function Picks({ list, go }: { readonly list: ListView; readonly go: InspectionViewProps['go'] }) {
  const entries = new Map(list.list.entries.map((entry) => [entry.code, entry]));
  return (
    <table className="table" aria-label="抽中的点位">
      <thead>
        <tr>
          <th>抽中的点位</th>
          <th>单位</th>
          <th>级别</th>
          <th>内容</th>
          {list.list.inspectors ? <th>督察人员</th> : null}
          <th className="n">第几次</th>
          <th className="n">票号</th>
          <th>
            <button type="button" className="link" onClick={() => go({ name: 'inspections', view: 'visits' })}>
              去登记现场
            </button>
          </th>
        </tr>
      </thead>
      <tbody>
        {list.certificate?.picks.map((pick) => {
          const { code, at, ticket } = pick;
          const entry = entries.get(code);
          return (
            <tr key={code}>
              <td>
                <b>{entry?.name}</b> <span className="faint">{code}</span>
              </td>
              <td>{entry?.unit}</td>
              <td>{entry?.level}</td>
              <td>{entry?.block}</td>
              {list.list.inspectors ? <td>{teamNames(list.list, list.certificate?.teams ?? [], pick).join('、')}</td> : null}
              <td className="n">{at}</td>
              <td className="n">{ticket}</td>
              <td />
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Everybody on the list: tickets with their reason, and those left out with theirs. */
function Entries({ list }: { readonly list: ListView }) {
  const { entries, leftOut, strata, inspectors } = list.list;
  return (
    <>
      <SiteEntries list={list} entries={entries} leftOut={leftOut} strata={strata} />
      {inspectors ? <InspectorEntries list={list} inspectors={inspectors} /> : null}
    </>
  );
}

/** Who could be sent, and whom each steps aside for. */
function InspectorEntries({ list, inspectors }: { readonly list: ListView; readonly inspectors: InspectorList }) {
  return (
    <details className="entries" open={list.certificate === null}>
      <summary>
        督察人员 {inspectors.entries.length} 人：{TEAM_BY[inspectors.by]}，每组 {inspectors.size} 人
      </summary>
      <table className="table">
        <thead>
          <tr>
            <th>姓名</th>
            <th>单位</th>
            <th>熟悉的领域</th>
            <th>回避</th>
          </tr>
        </thead>
        <tbody>
          {inspectors.entries.map(({ code, name, unit, fields, recusals }) => (
            <tr key={code}>
              <td>
                {name} <span className="faint">{code}</span>
              </td>
              <td>{unit}</td>
              <td>{fields}</td>
              <td>{recusals.map((one) => `${one.unit}${one.reason === '' ? '' : `（${one.reason}）`}`).join('、')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function SiteEntries({
  list,
  entries,
  leftOut,
  strata,
}: { readonly list: ListView } & Pick<FrozenList, 'entries' | 'leftOut' | 'strata'>) {
  return (
    <details className="entries" open={list.certificate === null}>
      <summary>名单：{strata.map(({ name, count }) => `${name}抽 ${count}`).join('，')}</summary>
      <table className="table">
        <thead>
          <tr>
            <th>点位</th>
            <th>单位</th>
            <th>级别</th>
            <th className="n">票数</th>
            <th>说明</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.code}>
              <td>
                {entry.name} <span className="faint">{entry.code}</span>
              </td>
              <td>{entry.unit}</td>
              <td>{entry.level}</td>
              <td className="n">{entry.tickets}</td>
              <td>{entry.reason}</td>
            </tr>
          ))}
          {leftOut.map((entry) => (
            <tr key={entry.code} className="out">
              <td>
                {entry.name} <span className="faint">{entry.code}</span>
              </td>
              <td>{entry.unit}</td>
              <td>{entry.level}</td>
              <td className="n">不参加</td>
              <td>{entry.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function VoidSheet({ list, onClose }: { readonly list: ListView; readonly onClose: () => void }) {
  const [reason, setReason] = useState('');
  const command = useCommand('inspections.voidList');
  return (
    <RecordSheet
      title={`作废第 ${list.number} 次名单`}
      verb="作废"
      error={command.error}
      isBusy={command.isPending}
      onSave={() => command.mutate({ id: list.id, reason }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TextField name="理由" value={reason} hint="作废的名单仍然保留，次数照算；抽取以后不能作废。" onChange={setReason} />
    </RecordSheet>
  );
}
