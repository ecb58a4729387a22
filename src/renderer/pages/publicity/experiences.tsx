import { useCallback, useState } from 'react';
import type { Experience, ExperienceState } from '../../../shared/contract/publicity.ts';
import { experienceStateName } from '../../../shared/publicity/words.ts';
import { moveInTable } from '../../components/list-keys.ts';
import { Empty, Trouble } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';
import { ExperienceForm } from './experience-form.tsx';
import { ExperienceDrawer, ExperienceLamp } from './experience-record.tsx';
import type { PublicityViewProps } from './view.ts';

/** 经验: the library, 上报 to 复制, of all periods. */
export function ExperiencesView({ period, views }: PublicityViewProps) {
  const [open, setOpen] = useState<number | null>(null);
  const [editing, setEditing] = useState<Experience | 'new' | null>(null);
  const list = useCall('publicity.experiences', {});
  const addExemplars = useCommand('publicity.addExemplars');
  const { data } = list;
  const close = useCallback(() => {
    setOpen(null);
    document.querySelector<HTMLButtonElement>(`[data-testid="experience-${open}"] button`)?.focus();
  }, [open]);
  const stopEditing = useCallback(() => setEditing(null), []);
  return (
    <>
      <div className="heading">
        <h1>典型经验</h1>
        <p className="say">{data ? stateWords(data) : ''}</p>
        <div className="actions">
          {views}
          {data && data.length > 0 ? (
            <button type="button" disabled={addExemplars.isPending} onClick={() => addExemplars.mutate({})}>
              放入七个典型
            </button>
          ) : null}
          <button type="button" className="main" onClick={() => setEditing('new')}>
            上报经验
          </button>
        </div>
      </div>
      <div className="beside">
        <div className="content">
          <Trouble error={list.error ?? addExemplars.error} />
          {addExemplars.data ? (
            <p className="said" role="status">
              {addExemplars.data.added === 0
                ? '七个典型都已在经验库里。'
                : `已放入 ${addExemplars.data.added} 个典型，数据都注明了来源。`}
            </p>
          ) : null}
          {data && data.length === 0 ? (
            <Empty text="经验库还是空的。可以放入“五个方面七个典型”作为首批，也可以上报本地的做法。">
              <button type="button" className="main" disabled={addExemplars.isPending} onClick={() => addExemplars.mutate({})}>
                放入七个典型
              </button>
            </Empty>
          ) : null}
          {data && data.length > 0 ? (
            <table className="table experiences">
              <thead>
                <tr>
                  <th>经验</th>
                  <th className="side">单位</th>
                  <th className="wide">领域</th>
                  <th className="n">数据</th>
                  <th>状态</th>
                </tr>
              </thead>
              <tbody>
                {data.map((experience) => (
                  <tr
                    key={experience.id}
                    className="pick"
                    data-open={experience.id === open}
                    data-testid={`experience-${experience.id}`}
                    onClick={() => setOpen(experience.id)}
                  >
                    <td className="title">
                      <button type="button" className="link" onKeyDown={moveInTable} onClick={() => setOpen(experience.id)}>
                        {experience.title}
                      </button>
                    </td>
                    <td className="side">{experience.subject}</td>
                    <td className="wide">{experience.field}</td>
                    <td className="n">{experience.figures.length === 0 ? '—' : `${experience.figures.length} 项`}</td>
                    <td>
                      <ExperienceLamp experience={experience} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          ) : null}
        </div>
        {open !== null && data?.some(({ id }) => id === open) ? (
          <ExperienceDrawer key={open} id={open} period={period} onEdit={setEditing} onClose={close} />
        ) : null}
      </div>
      {editing !== null ? (
        <ExperienceForm period={period} experience={editing === 'new' ? null : editing} onSaved={setOpen} onClose={stopEditing} />
      ) : null}
    </>
  );
}

function stateWords(all: readonly Experience[]): string {
  if (all.length === 0) return '还没有经验';
  const states: readonly ExperienceState[] = ['reported', 'selected', 'promoted', 'replicated', 'declined'];
  const counted = states.flatMap((state) => {
    const count = all.filter((one) => one.state === state).length;
    return count > 0 ? [`${experienceStateName[state]} ${count}`] : [];
  });
  return `共 ${all.length} 条 · ${counted.join('，')}`;
}
