import { useState } from 'react';
import type { DigestBlock, DigestForm, DigestView as View } from '../../../shared/contract/publicity.ts';
import { type Hit, sensitiveName } from '../../../shared/publicity/sensitive.ts';
import { Confirm, Trouble } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';
import type { PublicityViewProps } from './view.ts';

/** 月报: what it says, what the 脱敏检查 found in it, and the three forms it leaves the house in. */
export function DigestView({ period, views }: PublicityViewProps) {
  const digest = useCall('publicity.digest', { period }, { keep: true, fresh: true });
  const write = useCommand('publicity.export');
  const [asking, setAsking] = useState<DigestForm | null>(null);
  const [copied, setCopied] = useState<string | null>(null);
  const { data } = digest;
  const isBarred = data?.hits.some((hit) => hit.isBarred) ?? false;
  const save = (form: DigestForm, isChecked: boolean): void =>
    write.mutate({ period, form, isChecked }, { onSuccess: () => setAsking(null) });
  const ask = (form: DigestForm): void => {
    setCopied(null);
    if (data && data.hits.length > 0 && !isBarred) setAsking(form);
    else save(form, false);
  };
  const copy = (text: string, what: string): void => {
    void navigator.clipboard.writeText(text).then(() => setCopied(`${what}文本已复制，可以粘贴到发布页面。`));
  };
  return (
    <>
      <div className="heading">
        <h1>宣传月报</h1>
        <p className="say">{data ? checkWords(data) : ''}</p>
        <div className="actions">
          {views}
          <button type="button" disabled={!data || isBarred || write.isPending} onClick={() => ask('site')}>
            网站文本
          </button>
          <button type="button" disabled={!data || isBarred || write.isPending} onClick={() => ask('wechat')}>
            公众号文本
          </button>
          <button type="button" className="main" disabled={!data || isBarred || write.isPending} onClick={() => ask('docx')}>
            保存 Word 文稿
          </button>
        </div>
      </div>
      <div className="content">
        <Trouble error={digest.error ?? (asking === null ? write.error : null)} />
        {write.data ? (
          <p className="said" role="status">
            已保存“{write.data.file}”。
          </p>
        ) : null}
        {copied === null ? null : (
          <p className="said" role="status">
            {copied}
          </p>
        )}
        {data && data.hits.length > 0 ? <Hits hits={data.hits} isBarred={isBarred} /> : null}
        {data ? (
          <article className="digest" aria-label={data.title}>
            {data.marks.map((mark) => (
              <span key={mark} className="ribbon">
                {mark}
              </span>
            ))}
            <h2>{data.title}</h2>
            {data.blocks.map((block, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a text is read in its order
              <Block key={index} block={block} />
            ))}
            {data.hits.length === 0 ? (
              <p className="digest-copy">
                <button type="button" className="link" onClick={() => copy(data.site, '网站')}>
                  复制网站文本
                </button>
                <button type="button" className="link" onClick={() => copy(data.wechat, '公众号')}>
                  复制公众号文本
                </button>
              </p>
            ) : null}
          </article>
        ) : null}
      </div>
      {asking !== null && data ? (
        <Confirm
          title={`脱敏检查发现 ${data.hits.length} 处`}
          verb="已逐条核对，可以公开，导出"
          cancel="先不导出"
          width={640}
          error={write.error}
          isBusy={write.isPending}
          onYes={() => save(asking, true)}
          onClose={() => setAsking(null)}
        >
          <HitTable hits={data.hits} />
          <p className="faint" style={{ marginTop: 8 }}>
            导出后记入操作记录：哪几处、由谁核对。检查只认格式，认不出含义，请通读全文。
          </p>
        </Confirm>
      ) : null}
    </>
  );
}

const checkWords = ({ hits }: View): string =>
  hits.length === 0 ? '脱敏检查没有发现问题，发布前仍请通读' : `脱敏检查发现 ${hits.length} 处，请逐条核对`;

function Hits({ hits, isBarred }: { readonly hits: readonly Hit[]; readonly isBarred: boolean }) {
  return (
    <section className={isBarred ? 'trouble' : 'hits'}>
      {isBarred ? <p>文中带有密级标志，不能导出。本程序不得处理涉密信息，请删除该内容并按保密规定办理。</p> : null}
      <HitTable hits={hits} />
    </section>
  );
}

function HitTable({ hits }: { readonly hits: readonly Hit[] }) {
  return (
    <table className="table hit-table">
      <thead>
        <tr>
          <th>位置</th>
          <th>内容</th>
          <th>前后文</th>
          <th>办法</th>
        </tr>
      </thead>
      <tbody>
        {hits.map((hit, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: hits are found in reading order
          <tr key={index}>
            <td>{hit.place}</td>
            <td>
              {sensitiveName[hit.kind]} {hit.masked}
            </td>
            <td>…{hit.around}…</td>
            <td>{hit.advice}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Block({ block }: { readonly block: DigestBlock }) {
  switch (block.kind) {
    case 'heading':
      return <h3>{block.text}</h3>;
    case 'paragraph':
      return <p>{block.text}</p>;
    case 'note':
      return <p className="note">{block.text}</p>;
    case 'table':
      return (
        <table className="table">
          <thead>
            <tr>
              {block.heads.map((head) => (
                <th key={head}>{head}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own
              <tr key={at}>
                {row.map((cell, column) => (
                  <td key={block.heads[column]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
  }
}
