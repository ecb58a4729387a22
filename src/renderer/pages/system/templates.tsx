/** 模板: the office's own Word files for 通报 and 一区一单: which one is in use, what it may name, and what is wrong with one that was refused. */
import type { TemplateKind } from '../../../shared/bulletin/template-places.ts';
import type { ChosenTemplate, TemplateView } from '../../../shared/contract/templates.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { Trouble, timeText } from '../../components/parts.tsx';
import type { PageProps } from '../../page.ts';
import { useCall, useCommand } from '../../queries.ts';
import './templates.css';

export function TemplatesTab({ period }: PageProps) {
  const view = useCall('templates.view', {});
  return (
    <>
      <div className="heading">
        <h1>模板</h1>
        <p className="say">本单位自己的 Word 文稿，写上 {'{{占位符}}'}，程序按当月数据填好，字体、版式和图章位置都照模板。</p>
      </div>
      <div className="content templates">
        <Trouble error={view.error} />
        {view.data?.map((one) => (
          <TemplatePart key={one.kind} view={one} period={period} />
        ))}
      </div>
    </>
  );
}

function TemplatePart({ view: { kind, name, kept, places }, period }: { readonly view: TemplateView; readonly period: string }) {
  const choose = useCommand('templates.choose');
  const remove = useCommand('templates.remove');
  const sample = useCommand('templates.sample');
  const save = useCommand('templates.save');
  const make = useCommand('templates.make');
  const all = [choose, remove, sample, save, make];
  const isBusy = all.some(({ isPending }) => isPending);
  const error = all.find((one) => one.error)?.error;
  const run = (command: { readonly mutate: (input: { readonly kind: TemplateKind }) => void }) => (): void => {
    for (const one of all) one.reset();
    command.mutate({ kind });
  };
  const saved = sample.data ?? save.data;
  return (
    <section aria-label={`${name}模板`} data-testid={`template-${kind}`}>
      <h2>{name}</h2>
      <p>
        {kept ? (
          <>
            正在使用“{kept.name}” <span className="faint">{`${kept.actor}，${timeText(kept.at)}`}</span>
          </>
        ) : (
          <span className="faint">没有模板，按程序自带的公文格式生成。</span>
        )}
      </p>
      <div className="template-acts">
        <button type="button" className={kept ? undefined : 'main'} disabled={isBusy} onClick={run(choose)}>
          {kept ? '换一份模板' : '选择模板'}
        </button>
        <button type="button" disabled={isBusy} onClick={run(sample)}>
          下载样本
        </button>
        {kept ? (
          <>
            <button type="button" className="main" disabled={isBusy} onClick={() => make.mutate({ kind, period })}>
              按模板生成{formatPeriod(period)}
            </button>
            <button type="button" disabled={isBusy} onClick={run(save)}>
              另存模板
            </button>
            <button type="button" disabled={isBusy} onClick={run(remove)}>
              停用
            </button>
          </>
        ) : null}
      </div>
      <Trouble error={error} />
      {choose.data ? <Checked chosen={choose.data} /> : null}
      {saved ? <p className="said">已保存“{saved.file}”。</p> : null}
      {make.data ? (
        <p className="said">
          {make.data.files.length === 1 ? `已保存“${make.data.files[0]}”。` : `已保存 ${make.data.files.length} 份。`}
        </p>
      ) : null}
      <details>
        <summary>可用的占位符（{places.length} 个）</summary>
        <table className="table">
          <thead>
            <tr>
              <th>写法</th>
              <th>填成</th>
            </tr>
          </thead>
          <tbody>
            {places.map(({ name: place, gives, columns }) => (
              <tr key={place}>
                <td className="template-place">
                  {columns ? `{{#${place}}}${columns.map((column) => `{{${column}}}`).join(' ')}{{/${place}}}` : `{{${place}}}`}
                </td>
                <td>
                  {gives}
                  {columns ? '；写在表格的一行里：第一格开头写 {{#，最后一格末尾写 {{/，这一行按条数重复' : ''}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

/** What the check of a chosen file came to: kept, or every problem with its place. */
function Checked({ chosen: { file, problems } }: { readonly chosen: ChosenTemplate }) {
  if (problems.length === 0) return <p className="said">“{file}”核对无误，已启用。</p>;
  return (
    <div className="template-problems" role="alert">
      <p>
        “{file}”有 {problems.length} 处要改，没有启用：
      </p>
      <ol>
        {problems.map(({ place, text, words }) => (
          <li key={`${place} ${words}`}>
            <b>{place}</b> {words}
            {text === '' ? null : <span className="faint">　原文：{text.length > 60 ? `${text.slice(0, 60)}…` : text}</span>}
          </li>
        ))}
      </ol>
    </div>
  );
}
