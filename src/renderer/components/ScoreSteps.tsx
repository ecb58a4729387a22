/** 得分由来: total → line → formula with its numbers → raw figure → who, when, from where. */
import { useState } from 'react';
import { wayWords } from '../../shared/bulletin/spelled-formula.ts';
import { shortHash } from '../../shared/claims/evidence.ts';
import type { CountedClaim } from '../../shared/contract/claims.ts';
import type { FigureRecords } from '../../shared/contract/feeds.ts';
import type { Adjustment, Entry, InputUse, ItemScore, RankingList, Rules } from '../../shared/engine/types.ts';
import { formatPeriod } from '../../shared/period.ts';
import { FEED_SOURCE } from '../../shared/text.ts';
import { type Page, pageOfRecord, registerOf } from '../page.ts';
import { useCall } from '../queries.ts';
import { timeText } from './parts.tsx';

type Props = {
  readonly period: string;
  readonly list: RankingList;
  readonly entry: Entry;
  readonly rules: Rules;
  readonly onCell: (indicator: string) => void;
  /** Opens the register a figure was counted from, or one record of it. */
  readonly onRegister: (page: Page) => void;
  /** null while the month is open: then the figures themselves are changed. */
  readonly onAppeal: ((item: ItemScore) => void) | null;
};

export function ScoreSteps({ period, list, entry, rules, onCell, onRegister, onAppeal }: Props) {
  const { organisation } = entry;
  const claims = useCall('claims.counted', { period, organisation });
  const records = useCall('feeds.records', { period, list, organisation }, { fresh: true });
  return (
    <div className="steps">
      <p>
        <span className="total">{entry.score ?? '缺报'}</span>
        {entry.rank === null ? null : ` 第 ${entry.rank} 名${entry.isTied ? '（并列）' : ''}`}
      </p>
      {entry.score === null ? <p className="state">有指标还没有数，补齐或注明未报、不适用、缓报后才有得分。</p> : null}
      {rules.blocks.map((block) => {
        const items = entry.items.filter((item) => item.block === block.code);
        if (items.length === 0) return null;
        return (
          <section key={block.code}>
            <h3>
              <span>
                {block.code} {block.name}
              </span>
              <span>{fixed(entry.blocks[block.code] ?? '0')}</span>
            </h3>
            {items.map((item) => (
              <Line
                key={item.code}
                item={item}
                list={list}
                claims={(claims.data ?? []).filter((claim) => claim.item === item.code)}
                records={records.data ?? []}
                onCell={onCell}
                onRegister={onRegister}
                onAppeal={onAppeal}
              />
            ))}
          </section>
        );
      })}
      {entry.adjustments.length > 0 ? (
        <section>
          <h3>
            <span>合计</span>
            <span>{entry.score ?? ''}</span>
          </h3>
          {entry.adjustments.map((adjustment) => (
            <Change key={adjustment.code} adjustment={adjustment} />
          ))}
        </section>
      ) : null}
    </div>
  );
}

/** Where the points lead to: cells and records. */
type Ways = Pick<Props, 'list' | 'onCell' | 'onRegister'> & { readonly records: readonly FigureRecords[] };

function Line({
  item,
  claims,
  onAppeal,
  ...ways
}: Ways & Pick<Props, 'onAppeal'> & { readonly item: ItemScore; readonly claims: readonly CountedClaim[] }) {
  return (
    <details>
      <summary>
        <span>
          {item.code} {item.name}
        </span>
        <span className="points">
          {item.points === null ? '缺报' : item.state === 'notApplicable' ? '—' : fixed(item.points)}
        </span>
        <span className="formula">
          满分 {brief(item.effectiveFullPoints)} · {wayWords(item.formula)}
        </span>
      </summary>
      <div className="why">
        <p>{item.clause}</p>
        {item.dependsOnOthers ? <p className="state">本项得分会因其他单位的成绩而变动。</p> : null}
        {item.inputs.map((use) => (
          <Use key={`${use.input} ${use.indicator}`} use={use} {...ways} />
        ))}
        {claims.map((claim) => (
          <Matter key={claim.id} claim={claim} {...ways} />
        ))}
        {onAppeal ? (
          <button type="button" className="link" onClick={() => onAppeal(item)}>
            申诉
          </button>
        ) : null}
      </div>
    </details>
  );
}

const STATE: Readonly<Record<InputUse['state'], string>> = {
  reported: '',
  missing: '缺报',
  notReported: '未报',
  notApplicable: '不适用',
  deferred: '批准缓报',
};

function Use({ use, ...ways }: Ways & { readonly use: InputUse }) {
  const { onCell, onRegister } = ways;
  const counted = ways.records.find(({ indicator }) => indicator === use.indicator);
  // Nothing was counted: then the register itself is what there is to look at.
  const register = use.source?.startsWith(FEED_SOURCE) && !counted?.entries.length ? registerOf(use.indicator) : null;
  const value = use.value === null ? STATE[use.state] : `${brief(use.value)}${use.unit === '' ? '' : ` ${use.unit}`}`;
  return (
    <div className="use">
      {use.formula === undefined ? (
        <button type="button" className="link" onClick={() => onCell(use.indicator)} title="到填报的那一格">
          {use.name}：{value}
        </button>
      ) : (
        <span>
          {use.name}：{value} = {use.formula}
        </span>
      )}
      {use.state === 'deferred' && use.carriedFrom !== undefined ? (
        <span className="state">（批准缓报，沿用{formatPeriod(use.carriedFrom)}）</span>
      ) : null}
      {use.source === undefined ? null : (
        <div className="faint">
          来源：{use.source}
          {register ? (
            <button type="button" className="link" onClick={() => onRegister(register)}>
              看登记
            </button>
          ) : null}
          {use.note === undefined ? '' : `；${use.note}`}
          {use.recordedBy === undefined ? '' : `；${use.recordedBy}于${timeText(use.recordedAt ?? null)}录入`}
        </div>
      )}
      {counted ? <Records counted={counted} name={use.name} {...ways} /> : null}
      {(use.from ?? []).map((part) => (
        <Use key={part.indicator} use={part} {...ways} />
      ))}
    </div>
  );
}

/** More than these are shown when somebody asks. */
const SHOWN = 8;

/** The records a figure was counted from, each opened by its name. */
function Records({ counted, name, list, onRegister }: Ways & { readonly counted: FigureRecords; readonly name: string }) {
  const [hasAll, setAll] = useState(false);
  const { entries, difference, asOf } = counted;
  const shown = hasAll ? entries : entries.slice(0, SHOWN);
  return (
    <>
      {difference === null ? null : <p className="state">{difference}</p>}
      {entries.length === 0 ? null : (
        <ul className="records" aria-label={`${name}的登记`}>
          {shown.map((entry, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a table may have been sent back twice, and the list never moves
            <li key={`${entry.feature} ${entry.id} ${index}`}>
              <button type="button" className="link" onClick={() => onRegister(pageOfRecord(entry, list))}>
                {entry.words}
              </button>
            </li>
          ))}
          {shown.length < entries.length ? (
            <li>
              <button type="button" className="link" onClick={() => setAll(true)}>
                全部 {entries.length} 件
              </button>
            </li>
          ) : null}
          {asOf === 'filled' ? <li className="faint">以上是填入时的登记，点开看到的是现在的。</li> : null}
        </ul>
      )}
    </>
  );
}

/** A registered event the line counts, down to its 佐证. */
function Matter({ claim, list, onRegister }: Ways & { readonly claim: CountedClaim }) {
  const facets = [claim.levelName, claim.documentNumber, claim.datedOn ?? ''].filter((text) => text !== '');
  return (
    <div className="use">
      事项：
      <button type="button" className="link" onClick={() => onRegister({ name: 'entry', view: 'claims', list, claim: claim.id })}>
        {claim.title}
      </button>
      <div className="faint">
        {facets.join('，')}；{claim.decidedBy}于{timeText(claim.decidedAt)}认定；佐证：
        {claim.files.map(({ name, sha256 }) => `${name}（${shortHash(sha256)}）`).join('、')}
      </div>
    </div>
  );
}

function Change({ adjustment }: { readonly adjustment: Adjustment }) {
  const amount = Number(adjustment.amount);
  const shown = Math.abs(amount) < 0.005 ? adjustment.amount.slice(0, 9) : fixed(adjustment.amount);
  return (
    <p style={{ display: 'grid', gridTemplateColumns: '1fr max-content', fontSize: 12 }}>
      <span>
        {adjustment.label}：{adjustment.formula}
      </span>
      <span>{amount > 0 ? `+${shown}` : shown}</span>
    </p>
  );
}

/** Screen only: the exact figure stays in the data, four digits are enough to follow the sum. */
const fixed = (text: string): string =>
  Number(text)
    .toFixed(4)
    .replace(/0{1,2}$/, '');
const brief = (text: string): string => (text.length > 10 ? String(Number(Number(text).toFixed(6))) : text);
