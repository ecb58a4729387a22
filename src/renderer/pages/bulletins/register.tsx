import { type ReactNode, useCallback, useState } from 'react';
import { officialDate } from '../../../shared/bulletin/numerals.ts';
import { orderOf } from '../../../shared/bulletin/register-paper.ts';
import type { SignedBulletin } from '../../../shared/contract/bulletins.ts';
import { moveInTable } from '../../components/list-keys.ts';
import { SavedPaper } from '../../components/PrintSaved.tsx';
import { Drawer, Empty, Trouble } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';
import { Facts, FORM_NAMES } from './signed.tsx';

type Props = { readonly views: ReactNode; readonly onOpen: (signed: SignedBulletin) => void };

/** 发文登记簿: every signed bulletin by its number, and the numbers that went to other papers. */
export function RegisterView({ views, onOpen }: Props) {
  const register = useCall('bulletins.register', {}, { fresh: true });
  const save = useCommand('bulletins.saveSigned');
  const list = useCommand('bulletins.exportRegister');
  const [open, setOpen] = useState<number | null>(null);
  const close = useCallback(() => setOpen(null), []);
  const { signed = [], elsewhere = [] } = register.data ?? {};
  const shown = signed.find(({ id }) => id === open);
  const rows = [
    ...signed.map((one) => ({ number: one.number, signed: one, usedFor: '' })),
    ...elsewhere.map(({ number, usedFor }) => ({ number, signed: null, usedFor })),
  ].sort((a, b) => orderOf(b.number) - orderOf(a.number));
  return (
    <>
      <div className="heading">
        <h1>通报</h1>
        <p className="say">{register.data ? `已签发 ${signed.length} 份` : ''}</p>
        <div className="actions">
          {views}
          <button
            type="button"
            disabled={rows.length === 0 || list.isPending}
            title="存为 PDF、Word 或 Excel 文件"
            onClick={() => list.mutate({})}
          >
            导出登记簿
          </button>
        </div>
      </div>
      <Trouble error={register.error ?? save.error ?? list.error} />
      <div className="beside">
        <div className="content">
          {save.data ? <SavedPaper file={save.data.file}>，与签发时一字不差</SavedPaper> : null}
          {list.data ? <SavedPaper file={list.data.file} /> : null}
          {register.data && rows.length === 0 ? (
            <Empty text="还没有签发的通报。封账以后在“本期通报”里点“签发”，就登记在这里。" />
          ) : null}
          {rows.length === 0 ? null : (
            <table className="table bulletin-register">
              <thead>
                <tr>
                  <th>文号</th>
                  <th>标题</th>
                  <th>版本</th>
                  <th>成文日期</th>
                  {shown ? null : (
                    <>
                      <th>签发人</th>
                      <th className="n">页数</th>
                      <th>封存码</th>
                      <th>更正</th>
                    </>
                  )}
                </tr>
              </thead>
              <tbody>
                {rows.map(({ number, signed: one, usedFor }) =>
                  one ? (
                    <tr key={number} className="pick" data-open={one.id === open} data-testid={`signed-${one.id}`}>
                      <td>
                        <button type="button" className="link" onKeyDown={moveInTable} onClick={() => setOpen(one.id)}>
                          {number}
                        </button>
                      </td>
                      <td className="title">{one.title}</td>
                      <td>{one.edition}</td>
                      <td>{officialDate(one.signedOn)}</td>
                      {shown ? null : (
                        <>
                          <td>{one.signedBy}</td>
                          <td className="n">{one.pages}</td>
                          <td className="seal-code">{one.sealCode}</td>
                          <td className="title">
                            {one.correctedBy.length > 0 ? `已由${one.correctedBy.join('、')}更正` : ''}
                            {one.correctsNumber === null ? '' : `更正${one.correctsNumber}`}
                          </td>
                        </>
                      )}
                    </tr>
                  ) : (
                    <tr key={number}>
                      <td>{number}</td>
                      <td className="faint title" colSpan={shown ? 3 : 7}>
                        其他文件：{usedFor}
                      </td>
                    </tr>
                  ),
                )}
              </tbody>
            </table>
          )}
        </div>
        {shown ? (
          <Drawer title={shown.number} onClose={close}>
            <p>{shown.title}</p>
            <p className="bulletin-acts">
              <button type="button" className="main" onClick={() => onOpen(shown)}>
                打开
              </button>
              {(['full', 'preprinted', 'word'] as const).map((form) => (
                <button key={form} type="button" disabled={save.isPending} onClick={() => save.mutate({ id: shown.id, form })}>
                  另存 {FORM_NAMES[form]}
                </button>
              ))}
            </p>
            <Facts signed={shown} />
          </Drawer>
        ) : null}
      </div>
    </>
  );
}
