/** How a line's figures become points: the method, its parameters, and where each figure comes from. */
import type { Indicator } from '../../../../shared/contract/indicators.ts';
import { DEPENDENT } from '../../../../shared/engine/methods.ts';
import type { Band, Item, Method } from '../../../../shared/engine/types.ts';
import { inputField, partName } from '../../../../shared/schemes/check.ts';
import {
  freeKey,
  levelsOf,
  type Part,
  withLevels,
  withMethod,
  withParameter,
  withPartFigure,
  withPartMethod,
  withParts,
} from '../../../../shared/schemes/edit.ts';
import { METHODS, parameterOf } from '../../../../shared/schemes/methods.ts';
import { TextField } from '../../../components/fields.tsx';
import { FigureField, FigureInput, PercentInput } from './fields.tsx';

type Kind = Method['kind'];
const KINDS = Object.keys(METHODS) as Kind[];
const OWN = KINDS.filter((kind) => !DEPENDENT.includes(kind));
/** A part has a method of its own figures by name; a combination inside a combination nobody could explain. */
const SIMPLE = OWN.filter((kind) => METHODS[kind].inputs.length > 0);

type Props = {
  readonly item: Item;
  readonly indicators: readonly Indicator[];
  readonly mayDepend: boolean;
  readonly onChange: (item: Item) => void;
};

export function MethodForm({ item, indicators, mayDepend, onChange }: Props) {
  const { method } = item;
  return (
    <>
      <label htmlFor="field-计分方法">计分方法</label>
      <select
        id="field-计分方法"
        value={method.kind}
        onChange={(event) => onChange(withMethod(item, event.target.value as Kind))}
      >
        <optgroup label="只看本单位的成绩">
          {OWN.map((kind) => (
            <option key={kind} value={kind}>
              {METHODS[kind].name}
            </option>
          ))}
        </optgroup>
        <optgroup label={mayDepend ? '会因其他单位的成绩变动' : '会因其他单位的成绩变动（方案没有允许）'}>
          {DEPENDENT.map((kind) => (
            <option key={kind} value={kind} disabled={!mayDepend && kind !== method.kind}>
              {METHODS[kind].name}
            </option>
          ))}
        </optgroup>
      </select>
      <p className="hint">{METHODS[method.kind].says}</p>
      <Figures item={item} indicators={indicators} onChange={onChange} />
      <Parameters prefix="" method={method} onChange={(next) => onChange({ ...item, method: next })} />
      {method.kind === 'levelPoints' ? <Levels item={item} indicators={indicators} onChange={onChange} /> : null}
      {method.kind === 'composite' || method.kind === 'lowest' ? (
        <Parts
          item={item}
          parts={method.parts}
          hasShares={method.kind === 'composite'}
          indicators={indicators}
          onChange={onChange}
        />
      ) : null}
    </>
  );
}

/** Where the figures of a plain method come from; levels and parts name theirs in their own tables. */
function Figures({ item, indicators, onChange }: Omit<Props, 'mayDepend'>) {
  const set = (input: string, code: string): void => {
    const { [input]: _before, ...rest } = item.inputs;
    onChange({ ...item, inputs: code === '' ? rest : { ...rest, [input]: code } });
  };
  if (item.method.kind === 'panel') return <Marks item={item} indicators={indicators} onChange={onChange} />;
  return METHODS[item.method.kind].inputs.map(({ key }) => (
    <FigureField
      key={key}
      name={inputField(item, key)}
      code={item.inputs[key] ?? ''}
      indicators={indicators}
      onChange={(code) => set(key, code)}
    />
  ));
}

/** 评委打分 and 一票否决 take any number of figures. */
export function Marks({ item, indicators, onChange }: Omit<Props, 'mayDepend'>) {
  const keys = Object.keys(item.inputs);
  return (
    <>
      <span className="name">数值取自</span>
      <div className="rows">
        {keys.map((key, index) => (
          <div key={key} className="row">
            <FigureInput
              name={index === 0 ? '数值取自' : `数值取自 ${index + 1}`}
              code={item.inputs[key] ?? ''}
              indicators={indicators}
              onChange={(code) => onChange({ ...item, inputs: { ...item.inputs, [key]: code } })}
            />
            <RemoveButton
              what={`第 ${index + 1} 个指标`}
              onRemove={() => {
                const { [key]: _gone, ...rest } = item.inputs;
                onChange({ ...item, inputs: rest });
              }}
            />
          </div>
        ))}
        <button
          type="button"
          id={keys.length === 0 ? 'field-数值取自' : undefined}
          onClick={() =>
            onChange({ ...item, inputs: { ...item.inputs, [freeKey(item.inputs, keys.length === 0 ? 'value' : 'mark')]: '' } })
          }
        >
          新增一个指标
        </button>
      </div>
    </>
  );
}

function Parameters({
  prefix,
  method,
  onChange,
}: {
  readonly prefix: string;
  readonly method: Method;
  readonly onChange: (method: Method) => void;
}) {
  return (
    <>
      {METHODS[method.kind].parameters.map(({ key, name, hint }) => (
        <TextField
          key={key}
          name={`${prefix}${name}`}
          hint={hint}
          value={parameterOf(method, key)}
          onChange={(value) => onChange(withParameter(method, key, value.trim()))}
        />
      ))}
      {method.kind === 'completionRate' ? <Step prefix={prefix} method={method} onChange={onChange} /> : null}
      {method.kind === 'banded' ? (
        <Bands prefix={prefix} word="档" bands={method.bands} onChange={(bands) => onChange({ ...method, bands })} />
      ) : null}
      {method.kind === 'linearGrades' ? (
        <Bands prefix={prefix} word="级" bands={method.grades} onChange={(grades) => onChange({ ...method, grades })} />
      ) : null}
      {method.kind === 'panel' ? (
        <>
          <label htmlFor="field-首尾各去掉">首尾各去掉</label>
          <select
            id="field-首尾各去掉"
            value={method.trim}
            onChange={(event) => onChange({ ...method, trim: Number(event.target.value) })}
          >
            {[0, 1, 2, 3].map((trim) => (
              <option key={trim} value={trim}>
                {trim} 个
              </option>
            ))}
          </select>
        </>
      ) : null}
    </>
  );
}

function Step({
  prefix,
  method,
  onChange,
}: {
  readonly prefix: string;
  readonly method: Extract<Method, { kind: 'completionRate' }>;
  readonly onChange: (method: Method) => void;
}) {
  const { step, ...plain } = method;
  return (
    <>
      <span className="name">没有达到的</span>
      <div className="rows">
        <label>
          <input
            type="checkbox"
            checked={step !== undefined}
            onChange={(event) => onChange(event.target.checked ? { ...plain, step: { per: '', points: '' } } : plain)}
          />{' '}
          不按比例，按差距扣分
        </label>
        {step ? (
          <div className="row">
            每差
            <input
              id={`field-${prefix}每差百分之几`}
              aria-label={`${prefix}每差百分之几`}
              value={step.per}
              onChange={(event) => onChange({ ...method, step: { ...step, per: event.target.value.trim() } })}
            />
            % 扣
            <input
              aria-label={`${prefix}扣几分`}
              value={step.points}
              onChange={(event) => onChange({ ...method, step: { ...step, points: event.target.value.trim() } })}
            />
            分
          </div>
        ) : null}
      </div>
    </>
  );
}

function Bands({
  prefix,
  word,
  bands,
  onChange,
}: {
  readonly prefix: string;
  readonly word: '档' | '级';
  readonly bands: readonly Band[];
  readonly onChange: (bands: readonly Band[]) => void;
}) {
  return (
    <>
      <span className="name">{`${prefix}分级`}</span>
      <div className="rows">
        {bands.map((band, index) => (
          // A band has no name of its own: it is its place in the row.
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity
          <div key={index} className="row">
            数值到
            <input
              id={index === 0 ? `field-${prefix}分级` : undefined}
              aria-label={`${prefix}第 ${index + 1} ${word}界限`}
              value={band.from}
              onChange={(event) => onChange(bands.with(index, { ...band, from: event.target.value.trim() }))}
            />
            得满分的
            <PercentInput
              name={`${prefix}第 ${index + 1} ${word}得满分的百分数`}
              share={band.share}
              onChange={(share) => onChange(bands.with(index, { ...band, share }))}
            />
            %
            <RemoveButton what={`第 ${index + 1} ${word}`} onRemove={() => onChange(bands.toSpliced(index, 1))} />
          </div>
        ))}
        <button
          type="button"
          id={bands.length === 0 ? `field-${prefix}分级` : undefined}
          onClick={() => onChange([...bands, { from: '', share: '' }])}
        >
          新增一{word}
        </button>
      </div>
    </>
  );
}

function Levels({ item, indicators, onChange }: Omit<Props, 'mayDepend'>) {
  const levels = levelsOf(item);
  return (
    <>
      <span className="name">各级分值</span>
      <div className="rows">
        {levels.map((level, index) => (
          <div key={level.key} className="row">
            <FigureInput
              name={`第 ${index + 1} 级取自`}
              code={level.indicator}
              indicators={indicators}
              onChange={(indicator) => onChange(withLevels(item, levels.with(index, { ...level, indicator })))}
            />
            每件
            <input
              id={index === 0 ? 'field-各级分值' : undefined}
              aria-label={`第 ${index + 1} 级每件分值`}
              value={level.each}
              onChange={(event) => onChange(withLevels(item, levels.with(index, { ...level, each: event.target.value.trim() })))}
            />
            分
            <RemoveButton what={`第 ${index + 1} 级`} onRemove={() => onChange(withLevels(item, levels.toSpliced(index, 1)))} />
          </div>
        ))}
        <button
          type="button"
          id={levels.length === 0 ? 'field-各级分值' : undefined}
          onClick={() => onChange(withLevels(item, [...levels, { key: freeKey(item.inputs, 'level'), indicator: '', each: '' }]))}
        >
          新增一级
        </button>
      </div>
    </>
  );
}

function Parts({
  item,
  parts,
  hasShares,
  indicators,
  onChange,
}: Omit<Props, 'mayDepend'> & { readonly parts: readonly Part[]; readonly hasShares: boolean }) {
  return (
    <>
      {parts.map((part, index) => {
        const prefix = partName(index);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a part is known by its place, as its fields are
          <fieldset key={index} className="part fields" aria-label={prefix}>
            <span className="name">{prefix}</span>
            <div className="row">
              {hasShares ? (
                <>
                  占满分
                  <PercentInput
                    name={`${prefix}占满分的百分数`}
                    share={part.share}
                    onChange={(share) => onChange(withParts(item, parts.with(index, { ...part, share })))}
                  />
                  %
                </>
              ) : null}
              <RemoveButton what={prefix} onRemove={() => onChange(withParts(item, parts.toSpliced(index, 1)))} />
            </div>
            <label htmlFor={`field-${prefix}计分方法`}>计分方法</label>
            <select
              id={`field-${prefix}计分方法`}
              value={part.method.kind}
              onChange={(event) => onChange(withPartMethod(item, parts, index, event.target.value as Kind))}
            >
              {SIMPLE.map((kind) => (
                <option key={kind} value={kind}>
                  {METHODS[kind].name}
                </option>
              ))}
            </select>
            {METHODS[part.method.kind].inputs.map(({ key, name }) => (
              <FigureField
                key={key}
                name={`${prefix}${name}取自`}
                code={item.inputs[part.inputs[key] ?? ''] ?? ''}
                indicators={indicators}
                onChange={(code) => onChange(withPartFigure(item, parts, index, key, code))}
              />
            ))}
            <Parameters
              prefix={prefix}
              method={part.method}
              onChange={(method) => onChange(withParts(item, parts.with(index, { ...part, method })))}
            />
          </fieldset>
        );
      })}
      <span className="name" />
      <button
        type="button"
        id="field-组成部分"
        className="add"
        onClick={() =>
          onChange(withParts(item, [...parts, { inputs: {}, share: '', method: { kind: 'completionRate', target: '' } }]))
        }
      >
        新增一部分
      </button>
    </>
  );
}

export function RemoveButton({ what, onRemove }: { readonly what: string; readonly onRemove: () => void }) {
  return (
    <button type="button" className="link" aria-label={`去掉${what}`} onClick={onRemove}>
      去掉
    </button>
  );
}
