import { useRef, useState } from 'react';
import type { ChartOption } from '../../../shared/charts/style.ts';
import { Chart } from '../../components/Chart.tsx';
import { Empty, Trouble } from '../../components/parts.tsx';
import { copyPicture, savePicture } from '../../components/picture.ts';

type Table = { readonly heads: readonly string[]; readonly rows: readonly (readonly string[])[] };
/** A chart with everything that goes with it: what it shows as a table, and where the figures come from. */
export type Drawn = { readonly title: string; readonly option: ChartOption; readonly table: Table; readonly source: string };

/** Heading, chart, table: the same for every view. */
export function View({
  drawn,
  empty,
  children,
}: {
  readonly drawn: Drawn | null;
  readonly empty: string;
  readonly children?: React.ReactNode;
}) {
  const picture = useRef<(() => string) | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const act = (work: (picture: string, drawn: Drawn) => Promise<string | null>) => (): void => {
    if (!drawn || !picture.current) return;
    setError(null);
    work(picture.current(), drawn).then(setSaid, setError);
  };
  return (
    <>
      <div className="heading">
        <h1>{drawn?.title ?? '指标'}</h1>
        <p className="say">{said ?? ''}</p>
        <div className="actions">
          {children}
          <button type="button" disabled={!drawn} onClick={act(copyPicture)}>
            复制图片
          </button>
          <button type="button" disabled={!drawn} onClick={act(savePicture)}>
            存为图片
          </button>
        </div>
      </div>
      <div className="content">
        <Trouble error={error} />
        {drawn ? (
          <>
            <Chart
              option={drawn.option}
              label={drawn.title}
              height={340}
              onReady={(take) => {
                picture.current = take;
              }}
            />
            <p className="faint" style={{ fontSize: 12 }}>
              {drawn.source === '' ? '' : `来源：${drawn.source}`}
            </p>
            <DataTable table={drawn.table} />
          </>
        ) : (
          <Empty text={empty} />
        )}
      </div>
    </>
  );
}

function DataTable({ table }: { readonly table: Table }) {
  return (
    <div className="wide-table">
      <table className="table">
        <thead>
          <tr>
            {table.heads.map((head, index) => (
              <th key={head} className={index === 0 ? '' : 'n'}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row[0]}>
              {row.map((text, index) => (
                <td key={table.heads[index]} className={index === 0 ? '' : 'n'}>
                  {text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
