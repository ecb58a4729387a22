/** 提出更正 and 申诉: which figures, what they should be, why; who would move is said before anything is sent. */
import { useEffect, useState } from 'react';
import { refusalOf } from '../../shared/checks/hard-range.ts';
import type { RawInput } from '../../shared/contract/index.ts';
import type { Matrix, MatrixColumn } from '../../shared/contract/observations.ts';
import { rawUses } from '../../shared/engine/raw-uses.ts';
import type { CellState, Entry, InputUse, ItemScore, RankingList } from '../../shared/engine/types.ts';
import { formatPeriod } from '../../shared/period.ts';
import { readNumber } from '../../shared/sheets/number-text.ts';
import { listName, stateName } from '../../shared/text.ts';
import type { Page } from '../page.ts';
import { useCall, useCommand } from '../queries.ts';
import { EffectTable } from './CorrectionEffect.tsx';
import { Sheet, Trouble } from './parts.tsx';
import './corrections.css';

/** 申诉: the unit and the line of its score. */
type Appealed = { readonly entry: Entry; readonly item: ItemScore };
type Props = {
  readonly period: string;
  /** null: 更正 of any figure. */
  readonly appeal: Appealed | null;
  /** null: the sheet itself says where to find it. */
  readonly onAsked: ((id: number) => void) | null;
  readonly onClose: () => void;
  readonly go: (page: Page) => void;
};

export function CorrectionSheet(props: Props) {
  const session = useCall('people.session', {});
  if (session.data?.mode === 'open') return <TwoPeople {...props} />;
  return <Form {...props} />;
}

function titleOf({ period, appeal }: Props): string {
  if (!appeal) return `提出更正 · ${formatPeriod(period)}`;
  return `申诉 · ${appeal.entry.name} ${appeal.item.code} ${appeal.item.name} · ${formatPeriod(period)}`;
}

/** An office of one clerk has nobody else to sign. */
function TwoPeople(props: Props) {
  const { onClose, go } = props;
  const leave = (): void => {
    onClose();
    go({ name: 'system', tab: 'people' });
  };
  const footer = (
    <>
      <button type="button" onClick={onClose}>
        取消
      </button>
      <button type="button" className="main" onClick={leave}>
        去建账户
      </button>
    </>
  );
  return (
    <Sheet title={titleOf(props)} width={560} onClose={onClose} footer={footer}>
      <p>封账后的更正要由两人办理：一人提出，另一位有“封账”职责的人员签批。</p>
      <p style={{ marginTop: 8 }}>现在没有账户，由一人经办。请先在“系统 › 人员”里给两人各建一个账户，登录后再提出。</p>
    </Sheet>
  );
}

/** Where an 申诉 has gone: the page it was made on does not show it. */
function Found({ id, ...props }: Props & { readonly id: number }) {
  const { onClose, go } = props;
  const footer = (
    <>
      <button type="button" onClick={onClose}>
        关闭
      </button>
      <button type="button" className="main" onClick={() => go({ name: 'entry', view: 'corrections' })}>
        去看
      </button>
    </>
  );
  return (
    <Sheet title={titleOf(props)} width={560} onClose={onClose} footer={footer}>
      <p className="said">已提出第 {id} 号更正单，待签批。</p>
      <p>在“数据 › 更正”中可以查看、打印；签批以前可以由本人撤回。</p>
    </Sheet>
  );
}

/** One figure on the sheet, as it is typed. */
type Line = { readonly key: number; readonly organisation: string; readonly indicator: string; readonly text: string };
type Figure = Pick<MatrixColumn, 'indicator' | 'name' | 'unit' | 'decimals'>;
type Matrices = Readonly<Record<RankingList, Matrix | undefined>>;
type Asked = RawInput<'corrections.preview'>['cells'];
/** What a line says: a figure to send, what is wrong with it, or nothing yet. */
type Said = { readonly cell: Asked[number] | null; readonly problem: string | null; readonly reading: string | null };

const NOTHING: Said = { cell: null, problem: null, reading: null };
const EMPTY: Omit<Line, 'key'> = { organisation: '', indicator: '', text: '' };
const STATE_WORDS: Readonly<Record<string, 'notReported' | 'notApplicable'>> = { 未报: 'notReported', 不适用: 'notApplicable' };

function Form(props: Props) {
  const { period, appeal, onAsked, onClose } = props;
  const isAny = appeal === null;
  const district = useCall('observations.matrix', { period, list: 'district' }, { enabled: isAny });
  const specialGroup = useCall('observations.matrix', { period, list: 'specialGroup' }, { enabled: isAny });
  const matrices: Matrices = { district: district.data, specialGroup: specialGroup.data };
  const [lines, setLines] = useState<readonly Line[]>(() =>
    appeal
      ? rawUses(appeal.item).map(({ indicator }, key) => ({ ...EMPTY, key, organisation: appeal.entry.organisation, indicator }))
      : [{ ...EMPTY, key: 0 }],
  );
  const [reason, setReason] = useState('');
  const [unfinished, setUnfinished] = useState<string | null>(null);
  const ask = useCommand('corrections.ask');
  const said = lines.map((line) => readLine(line, figureOf(line, appeal, matrices)));
  const cells = said.flatMap(({ cell }) => (cell ? [cell] : []));
  /** What was wrong is no longer known once something is typed. */
  const forget = (): void => {
    setUnfinished(null);
    ask.reset();
  };
  const set = (key: number, change: Partial<Line>): void => {
    forget();
    setLines(lines.map((line) => (line.key === key ? { ...line, ...change } : line)));
  };
  const add = (): void => {
    const last = lines.at(-1);
    setLines([...lines, { ...EMPTY, key: (last?.key ?? 0) + 1, organisation: last?.organisation ?? '' }]);
  };
  const send = (): void => {
    const wrong = said.findIndex(({ cell, problem }) => problem !== null || (isAny && cell === null));
    if (wrong >= 0) {
      const what = said[wrong]?.problem ?? '还没有填完';
      setUnfinished(`第 ${wrong + 1} 行${what}${isAny && lines.length > 1 ? '。请改好，或移去这一行。' : '。请改好再提交。'}`);
      return;
    }
    const about = appeal ? { organisation: appeal.entry.organisation, item: appeal.item.code } : null;
    ask.mutate({ period, reason, cells: [...cells], appeal: about }, { onSuccess: ({ id }) => onAsked?.(id) });
  };
  if (ask.data && !onAsked) return <Found {...props} id={ask.data.id} />;
  const footer = (
    <>
      <span className="faint correction-way">提交后由另一位有“封账”职责的人员签批，签批后才改数据。</span>
      <button type="button" onClick={onClose}>
        取消
      </button>
      <button type="button" className="main" disabled={ask.isPending} onClick={send}>
        提交
      </button>
    </>
  );
  return (
    <Sheet title={titleOf(props)} width={880} onClose={onClose} footer={footer}>
      <Trouble error={district.error ?? specialGroup.error} />
      <table className="table correction-lines">
        <thead>
          <tr>
            {isAny ? <th>单位</th> : null}
            <th>数据</th>
            <th className="n">现为</th>
            <th>改为</th>
            {isAny ? <th aria-label="移去" /> : null}
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => {
            const figure = figureOf(line, appeal, matrices);
            const name = `第 ${index + 1} 行`;
            return (
              <tr key={line.key}>
                {isAny ? (
                  <td>
                    <UnitChoice
                      label={`${name}单位`}
                      value={line.organisation}
                      matrices={matrices}
                      onChange={(organisation) => set(line.key, { organisation })}
                    />
                  </td>
                ) : null}
                <td>
                  {isAny ? (
                    <FigureChoice
                      label={`${name}数据`}
                      value={line.indicator}
                      matrix={matrixOf(line.organisation, matrices)}
                      onChange={(indicator) => set(line.key, { indicator })}
                    />
                  ) : (
                    figure?.name
                  )}
                </td>
                <td className="n now">{figure ? beforeOf(line, appeal, matrices) : '—'}</td>
                <td>
                  <input
                    aria-label={`${name}改为`}
                    value={line.text}
                    placeholder={isAny ? '' : '不改的不填'}
                    onChange={(event) => set(line.key, { text: event.target.value })}
                  />{' '}
                  <span className="faint">{figure?.unit}</span>
                  <SaidLine said={said[index] ?? NOTHING} />
                </td>
                {isAny ? (
                  <td>
                    {lines.length > 1 ? (
                      <button
                        type="button"
                        className="link"
                        aria-label={`移去${name}`}
                        onClick={() => setLines(lines.filter(({ key }) => key !== line.key))}
                      >
                        移去
                      </button>
                    ) : null}
                  </td>
                ) : null}
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="correction-hint faint">
        {isAny ? (
          <button type="button" className="link" onClick={add}>
            再加一个数据
          </button>
        ) : null}
        <span>没有数的写“未报”或“不适用”。</span>
      </p>
      <div className="fields">
        <label htmlFor="correction-reason">理由</label>
        <textarea
          id="correction-reason"
          rows={2}
          value={reason}
          placeholder="为什么要改，依据是什么"
          onChange={(event) => {
            forget();
            setReason(event.target.value);
          }}
        />
      </div>
      {unfinished === null ? <Trouble error={ask.error} /> : <Trouble error={unfinished} />}
      <h3 className="correction-part">得分和名次会怎样变</h3>
      <Preview period={period} cells={cells} />
    </Sheet>
  );
}

/** Tells once the typing has stopped: a preview takes main a fifth of a second. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(text), 300);
    return () => window.clearTimeout(timer);
  }, [text]);
  return settled;
}

function Preview({ period, cells }: { readonly period: string; readonly cells: Asked }) {
  const settled = useSettled(JSON.stringify(cells));
  const asked = JSON.parse(settled) as Asked;
  const isEmpty = cells.length === 0 || asked.length === 0;
  const preview = useCall('corrections.preview', { period, cells: asked }, { enabled: !isEmpty, keep: true });
  return (
    <div aria-live="polite">
      {isEmpty ? <p className="faint">填好改后的数，这里先算出哪些单位的得分、名次会变。</p> : null}
      <Trouble error={isEmpty ? null : preview.error} />
      {!isEmpty && preview.data ? <EffectTable effect={preview.data} /> : null}
    </div>
  );
}

function SaidLine({ said: { problem, reading } }: { readonly said: Said }) {
  if (problem !== null) return <p className="finding">{problem}</p>;
  return reading === null ? null : <p className="faint">{reading}</p>;
}

/** The same words and spellings as in the grid, but for 缓报: what is sealed has been waited for. */
function readLine(line: Line, figure: Figure | undefined): Said {
  const word = line.text.trim();
  if (word === '') return NOTHING;
  if (!figure) return { ...NOTHING, problem: '先选单位和数据' };
  const cell = { organisation: line.organisation, indicator: figure.indicator };
  const state = STATE_WORDS[word];
  if (state) return { ...NOTHING, cell: { ...cell, value: null, state } };
  if (word === stateName.deferred) return { ...NOTHING, problem: '已封账，不能改为缓报' };
  const reading = readNumber(line.text, figure.unit);
  if (!reading.ok) return { ...NOTHING, problem: reading.reason };
  if (reading.value === null) return { ...NOTHING, problem: `“${word}”不是数，没有数的写“未报”或“不适用”` };
  const refusal = refusalOf(figure, reading.value);
  if (refusal) return { ...NOTHING, problem: refusal.sentence.replace(/。$/, '') };
  const words = reading.conversions.map(({ phrase }) => phrase);
  return {
    cell: { ...cell, value: reading.value, state: 'reported' },
    problem: null,
    reading: words.length === 0 ? null : `读作 ${reading.value}（${words.join('，')}）`,
  };
}

const matrixOf = (organisation: string, { district, specialGroup }: Matrices): Matrix | undefined =>
  [district, specialGroup].find((matrix) => matrix?.rows.some(({ code }) => code === organisation));
const rawUseOf = ({ item }: Appealed, indicator: string): InputUse | undefined =>
  rawUses(item).find((use) => use.indicator === indicator);

/** The chosen figure; none while the unit or the figure is still open, or the unit has no such figure. */
function figureOf({ organisation, indicator }: Line, appeal: Appealed | null, matrices: Matrices): Figure | undefined {
  if (!appeal) return matrixOf(organisation, matrices)?.columns.find((column) => column.indicator === indicator);
  const use = rawUseOf(appeal, indicator);
  return use && { indicator, name: use.name, unit: use.unit, decimals: null };
}

function beforeOf({ organisation, indicator }: Line, appeal: Appealed | null, matrices: Matrices): string {
  const cell: { readonly value: string | null; readonly state: CellState | 'missing' } | undefined = appeal
    ? rawUseOf(appeal, indicator)
    : matrixOf(organisation, matrices)?.cells[organisation]?.[indicator];
  if (!cell || cell.state === 'missing') return '没有填';
  return cell.value ?? stateName[cell.state];
}

type ChoiceProps = { readonly label: string; readonly value: string; readonly onChange: (value: string) => void };

function UnitChoice({ label, value, matrices, onChange }: ChoiceProps & { readonly matrices: Matrices }) {
  return (
    <select aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">选单位</option>
      {(['district', 'specialGroup'] as const).map((list) => (
        <optgroup key={list} label={listName[list]}>
          {matrices[list]?.rows.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}

/** By block of the scheme; what no line uses stands at the end, under the name of its group. */
function FigureChoice({ label, value, matrix, onChange }: ChoiceProps & { readonly matrix: Matrix | undefined }) {
  const columns = matrix?.columns ?? [];
  const blocks = [...new Set(columns.map(({ block }) => block))];
  const isKnown = columns.some(({ indicator }) => indicator === value);
  return (
    <select aria-label={label} disabled={!matrix} value={isKnown ? value : ''} onChange={(event) => onChange(event.target.value)}>
      <option value="">{matrix ? '选数据' : '先选单位'}</option>
      {blocks.map((block) => (
        <optgroup key={block} label={block}>
          {columns
            .filter((column) => column.block === block)
            .map(({ indicator, name, unit }) => (
              <option key={indicator} value={indicator}>
                {name}
                {unit === '' ? '' : `（${unit}）`}
              </option>
            ))}
        </optgroup>
      ))}
    </select>
  );
}
