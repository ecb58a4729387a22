import { useState } from 'react';
import type { VisitsView } from '../../../shared/contract/inspections.ts';
import { type Category, type Clause, SITE_SCORES } from '../../../shared/inspections/clauses.ts';
import { CATEGORIES, codesOf, SEVERITIES } from '../../../shared/inspections/words.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { Sheet, Trouble } from '../../components/parts.tsx';
import { useCommand } from '../../queries.ts';

type Draft = Record<Category, { -readonly [K in keyof Clause]: Clause[K] }>;

/** 扣分条款: by category which line of the scheme a problem takes points from, and how many. Records already written down keep theirs. */
export function ClauseSheet({
  period,
  view,
  onClose,
}: {
  readonly period: string;
  readonly view: Pick<VisitsView, 'clauses' | 'clauseChoices' | 'isSealed'>;
  readonly onClose: () => void;
}) {
  const [draft, setDraft] = useState<Draft>(() => structuredClone(view.clauses) as unknown as Draft);
  const save = useCommand('inspections.saveClauses');
  const set = (category: Category, change: Partial<Clause>): void =>
    setDraft({ ...draft, [category]: { ...draft[category], ...change } });
  const choose = (category: Category, indicator: string): void =>
    set(category, {
      indicator: indicator === '' ? null : indicator,
      // Off the score of a site nothing more is taken later: 问题整改 counts that.
      ...(indicator === SITE_SCORES ? { overdue: '0', relapsed: '0' } : {}),
    });
  const footer = (
    <>
      <span className="faint">
        {view.isSealed ? `${formatPeriod(period)}已封账，条款不能修改，请切换到没有封账的考核期。` : ''}
      </span>
      <button type="button" onClick={onClose}>
        取消
      </button>
      <button
        type="button"
        className="main"
        disabled={view.isSealed || save.isPending}
        onClick={() => save.mutate({ period, clauses: draft }, { onSuccess: onClose })}
      >
        保存
      </button>
    </>
  );
  return (
    <Sheet title="问题扣分条款" say="已登记的记录仍用当时的条款" width={900} onClose={onClose} footer={footer}>
      <table className="table clauses" aria-label="扣分条款">
        <thead>
          <tr>
            <th>问题类别</th>
            <th>条款</th>
            {codesOf(SEVERITIES).map((severity) => (
              <th key={severity} className="n">
                {SEVERITIES[severity]}
              </th>
            ))}
            <th className="n">逾期再扣</th>
            <th className="n">反弹再扣</th>
          </tr>
        </thead>
        <tbody>
          {codesOf(CATEGORIES).map((category) => (
            <Row
              key={category}
              name={CATEGORIES[category]}
              clause={draft[category]}
              choices={view.clauseChoices}
              onChoose={(indicator) => choose(category, indicator)}
              onChange={(change) => set(category, change)}
            />
          ))}
        </tbody>
      </table>
      <p className="faint">
        从点位得分扣的，扣在被督察的那个点位（百分制，扣完为止）；责任单位是另一单位的不扣点位得分。到期未整改、反弹后到期的问题，都计入“问题整改”的整改率。
      </p>
      <Trouble error={save.error} />
    </Sheet>
  );
}

function Row({
  name,
  clause,
  choices,
  onChoose,
  onChange,
}: {
  readonly name: string;
  readonly clause: Clause;
  readonly choices: VisitsView['clauseChoices'];
  readonly onChoose: (indicator: string) => void;
  readonly onChange: (change: Partial<Clause>) => void;
}) {
  const { indicator, found, overdue, relapsed } = clause;
  const isNone = indicator === null;
  const isSite = indicator === SITE_SCORES;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <select aria-label={`${name} 条款`} value={indicator ?? ''} onChange={(event) => onChoose(event.target.value)}>
          <option value="">不另扣分，只计入问题整改</option>
          {isNone || choices.some((choice) => choice.indicator === indicator) ? null : (
            <option value={indicator}>{indicator}（本期方案没有）</option>
          )}
          {choices.map((choice) => (
            <option key={choice.indicator} value={choice.indicator}>
              {choice.item} {choice.itemName}：{choice.indicator === SITE_SCORES ? '从点位得分扣' : choice.name}
            </option>
          ))}
        </select>
      </td>
      {codesOf(SEVERITIES).map((severity) => (
        <Points
          key={severity}
          label={`${name} ${SEVERITIES[severity]}`}
          value={found[severity]}
          isOff={isNone}
          onChange={(value) => onChange({ found: { ...found, [severity]: value } })}
        />
      ))}
      <Points
        label={`${name} 逾期再扣`}
        value={overdue}
        isOff={isNone || isSite}
        onChange={(value) => onChange({ overdue: value })}
      />
      <Points
        label={`${name} 反弹再扣`}
        value={relapsed}
        isOff={isNone || isSite}
        onChange={(value) => onChange({ relapsed: value })}
      />
    </tr>
  );
}

function Points(props: {
  readonly label: string;
  readonly value: string;
  readonly isOff: boolean;
  readonly onChange: (value: string) => void;
}) {
  return (
    <td className="n">
      {props.isOff ? (
        <span className="faint">—</span>
      ) : (
        <input
          aria-label={props.label}
          inputMode="decimal"
          value={props.value}
          onChange={(event) => props.onChange(event.target.value.trim())}
        />
      )}
    </td>
  );
}
