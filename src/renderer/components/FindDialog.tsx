import { useEffect, useState } from 'react';
import { type Page, pageOf } from '../page.ts';
import { useCall } from '../queries.ts';
import { Sheet } from './parts.tsx';
import { RAIL } from './rail.tsx';

type Target = {
  readonly key: string;
  readonly code: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly what: string;
  readonly page: Page;
};
type Search = typeof import('../../shared/sheets/names.ts')['searchNames'];

/** Finds anything by 汉字, 拼音 or initials: “zd” → 张店区. The pinyin table is loaded when the dialog first opens. */
export function FindDialog({ onClose, go }: { readonly onClose: () => void; readonly go: (page: Page) => void }) {
  const organisations = useCall('organisations.list', {});
  const indicators = useCall('indicators.list', {});
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const [search, setSearch] = useState<{ readonly run: Search } | null>(null);
  useEffect(() => {
    void import('../../shared/sheets/names.ts').then((module) => setSearch({ run: module.searchNames }));
  }, []);

  const targets: readonly Target[] = [
    ...RAIL.map(
      (entry): Target => ({
        key: `page:${entry.name}`,
        code: '',
        name: entry.text,
        aliases: [],
        what: '页面',
        page: pageOf(entry.name),
      }),
    ),
    ...(organisations.data ?? []).flatMap((row): readonly Target[] =>
      row.kind === 'district' || row.kind === 'specialGroup'
        ? [
            {
              ...row,
              key: `unit:${row.code}`,
              what: '单位得分',
              page: { name: 'rankings', list: row.kind, organisation: row.code },
            },
          ]
        : [],
    ),
    ...(indicators.data ?? []).map(
      (row): Target => ({
        ...row,
        key: `indicator:${row.code}`,
        what: '指标',
        page: { name: 'indicators', indicator: row.code },
      }),
    ),
  ];
  const found = search && text.trim() !== '' ? search.run(text, targets, 12) : targets.slice(0, 12);
  const open = (target: Target | undefined): void => {
    if (!target) return;
    onClose();
    go(target.page);
  };

  return (
    <Sheet title="查找" say="汉字、拼音或首字母" onClose={onClose} width={480}>
      <input
        // biome-ignore lint/a11y/noAutofocus: a find dialog is opened to type into
        autoFocus
        aria-label="查找"
        data-unsaved="never"
        style={{ width: '100%' }}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(0);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'ArrowDown') setChosen(Math.min(found.length - 1, chosen + 1));
          else if (event.key === 'ArrowUp') setChosen(Math.max(0, chosen - 1));
          else if (event.key === 'Enter') open(found[chosen]);
          else return;
          event.preventDefault();
        }}
      />
      <ul style={{ marginTop: 8 }}>
        {found.map((target, index) => (
          <li key={target.key}>
            <button
              type="button"
              className="link"
              style={{ width: '100%', padding: '4px 8px', background: index === chosen ? '#eaf1f9' : 'none', color: 'inherit' }}
              onClick={() => open(target)}
            >
              {target.name} <span className="faint">{target.what}</span>
            </button>
          </li>
        ))}
        {found.length === 0 ? <li className="faint">没有找到“{text}”。</li> : null}
      </ul>
    </Sheet>
  );
}
