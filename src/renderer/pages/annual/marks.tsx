import { useState } from 'react';
import type { AnnualView } from '../../../shared/contract/annual.ts';
import { readNumber } from '../../../shared/sheets/number-text.ts';
import { Trouble } from '../../components/parts.tsx';
import { useCommand } from '../../queries.ts';

/** 年终评分: one mark (0–100) for each part of the year-end half; saved when the cell is left. */
export function MarksTable({ view }: { readonly view: AnnualView }) {
  const { settings, entries, marks, year } = view;
  const save = useCommand('annual.saveMarks');
  const [problem, setProblem] = useState<string | null>(null);
  const put = (organisation: string, part: string, text: string, before: string): void => {
    if (text.trim() === before) return;
    const read = readNumber(text, '分');
    if (!read.ok) {
      setProblem(read.reason);
      return;
    }
    setProblem(null);
    save.mutate({ year, marks: [{ organisation, part, mark: read.value }] });
  };
  return (
    <>
      <p className="faint">
        百分制，每部分 0 到 100 分；全部填好后才有年终考核得分和年度总分。
        {settings.parts.map((part) => `${part.name} ${Number(part.share) * 100}%`).join('、')}。
      </p>
      {problem === null ? <Trouble error={save.error} /> : <Trouble error={new Error(problem)} />}
      <table className="table" style={{ marginTop: 8 }}>
        <thead>
          <tr>
            <th>单位</th>
            {settings.parts.map((part) => (
              <th key={part.code} className="n">
                {part.name}
              </th>
            ))}
            <th className="n">年终考核</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.code}>
              <td>{entry.name}</td>
              {settings.parts.map((part) => {
                const before = marks[entry.code]?.[part.code] ?? '';
                return (
                  <td key={part.code} className="n">
                    <input
                      // The stored mark comes back after a save; a refused text stays for the clerk to mend.
                      key={before}
                      aria-label={`${entry.name} ${part.name}`}
                      inputMode="decimal"
                      defaultValue={before}
                      style={{ width: 80, textAlign: 'right' }}
                      onBlur={(event) => put(entry.code, part.code, event.target.value, before)}
                      onKeyDown={(event) => {
                        if (event.key === 'Enter' && !event.nativeEvent.isComposing) event.currentTarget.blur();
                      }}
                    />
                  </td>
                );
              })}
              <td className="n">{entry.yearEnd ?? '未齐'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
