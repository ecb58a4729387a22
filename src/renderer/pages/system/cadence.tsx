import { useState } from 'react';
import { beginnings, type CadenceLine, cutBy, heldInYear, heldPeriod, isHeld, withLine } from '../../../shared/cadence.ts';
import type { CadenceView } from '../../../shared/contract/settings.ts';
import { formatPeriod, monthAfter, type PeriodKind, periodInYear, periodMonths, previousPeriod } from '../../../shared/period.ts';
import { frequencyName } from '../../../shared/text.ts';
import { ChoiceField, choicesOf, RecordSheet, TextField } from '../../components/fields.tsx';
import { Trouble } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';

/** 考核周期: how often the office scores, since when, and what it was before. */
export function CadenceSection() {
  const view = useCall('settings.cadence', {});
  const session = useCall('people.session', {});
  const [isChanging, setChanging] = useState(false);
  const mayChange = session.data?.roles.includes('admin') === true;
  return (
    <section aria-label="考核周期">
      <h2>考核周期</h2>
      <Trouble error={view.error} />
      {view.data ? (
        <ul className="cadence">
          {[...view.data.lines].reverse().map((line, index) => (
            <li key={line.from} className={index === 0 ? '' : 'faint'}>
              {sinceWords(line, view.data.lines)}
            </li>
          ))}
        </ul>
      ) : null}
      {view.data && mayChange ? (
        <p>
          <button type="button" onClick={() => setChanging(true)}>
            更改…
          </button>
        </p>
      ) : null}
      {isChanging && view.data ? <CadenceSheet view={view.data} onClose={() => setChanging(false)} /> : null}
    </section>
  );
}

/** “2018年4月起按季考核”, “2018年3月及以前按月考核”. */
function sinceWords(line: CadenceLine, lines: CadenceView['lines']): string {
  const at = lines.indexOf(line);
  const next = lines[at + 1];
  const kind = `按${frequencyName[line.kind]}考核`;
  if (at > 0) return `${formatPeriod(line.from)}起${kind}`;
  return next ? `${formatPeriod(previousPeriod(next.from))}及以前${kind}` : kind;
}

function CadenceSheet({ view, onClose }: { readonly view: CadenceView; readonly onClose: () => void }) {
  const first = (kind: PeriodKind): CadenceLine => {
    const from = view.earliest !== null && view.earliest > view.suggested ? view.earliest : view.suggested;
    return { kind, from: beginnings(kind, from, view.lines, 1)[0] ?? from };
  };
  const [line, setLine] = useState(() => first(view.lines.at(-1)?.kind ?? 'month'));
  const save = useCommand('settings.saveCadence');
  const earliest = view.earliest === null ? '' : `最早可自${formatPeriod(view.earliest)}起；`;
  return (
    <RecordSheet
      title="更改考核周期"
      error={save.error}
      isBusy={save.isPending}
      onSave={() => save.mutate(line, { onSuccess: onClose })}
      onClose={onClose}
    >
      <ChoiceField
        name="周期"
        value={line.kind}
        choices={choicesOf(frequencyName).map(([kind, name]) => [kind, `按${name}考核`] as const)}
        onChange={(kind) => setLine(first(kind))}
      />
      <TextField
        name="起始月份"
        type="month"
        value={line.from}
        onChange={(from) => setLine({ ...line, from })}
        hint={`${earliest}须是一期的头一个月。`}
      />
      <div className="cadence-effect">
        {effectWords(line, view).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    </RecordSheet>
  );
}

/** What would come of it, before it is done: the first period, the year, what stays. */
function effectWords(line: CadenceLine, { lines, open }: CadenceView): readonly string[] {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(line.from) || cutBy(line, lines) !== null) return [];
  const after = withLine(lines, line);
  if (JSON.stringify(after) === JSON.stringify(lines))
    return [`${formatPeriod(line.from)}起本来就按${frequencyName[line.kind]}考核。`];
  const period = heldPeriod(line.from, after);
  const { first, last } = periodMonths(period);
  const months = first === last ? '' : `（${periodInYear(first)}至${periodInYear(last)}）`;
  const year = line.from.slice(0, 4);
  const apart = open.filter((one) => !isHeld(one, after));
  return [
    `第一期是${formatPeriod(period)}${months}，${formatPeriod(monthAfter(period))}报送；${year}年共考核 ${heldInYear(year, after).length} 期。`,
    `${formatPeriod(previousPeriod(line.from))}及以前各期不变，仍按原周期查看、打印、更正。`,
    ...(apart.length === 0 ? [] : [`▲ ${[...apart].reverse().map(formatPeriod).join('、')}已有的数据保留，不再单独排名。`]),
  ];
}
