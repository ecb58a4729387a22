/** The sentence of the strip over the grid: what a paste will do, counted, and what it will not do. */
import type { ClipboardBlock } from './clipboard.ts';
import type { BadCell, Plan } from './grid-edits.ts';
import type { GridColumn, GridRow } from './grid-types.ts';

type Named = { readonly rows: readonly Pick<GridRow, 'label'>[]; readonly columns: readonly Pick<GridColumn, 'label'>[] };

/** “第 3 行（临淄区）“C2 网上办理率”列：“1O2.5”不是数字：第 2 个字符是字母 O”. */
export function badCellWords(bad: BadCell, { rows, columns }: Named): string {
  const unit = rows[bad.at.row]?.label ?? '';
  const indicator = columns[bad.at.column]?.label ?? '';
  return `第 ${bad.at.row + 1} 行（${unit}）“${indicator}”列：${bad.reason}`;
}

/** “转换 4 处：3 处“万”已换算，1 处“####”取真值”; empty when nothing was converted. Most frequent first. */
function conversionWords(plan: Plan): string {
  const counts = new Map<string, number>();
  for (const { phrase } of plan.conversions) counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
  if (counts.size === 0) return '';
  const most = [...counts].sort((a, b) => b[1] - a[1]);
  const shown = most.slice(0, 5).map(([phrase, count]) => `${count} 处${phrase}`);
  return `转换 ${plan.conversions.length} 处：${shown.join('，')}${most.length > 5 ? ' 等' : ''}`;
}

/** What was read, in the order a clerk checks it: size, conversions, what is left out. */
export function pasteWords(block: ClipboardBlock, plan: Plan, names: Named): string {
  const { edits, bad, locked, outside, emptied } = plan;
  const width = Math.max(...block.rows.map((row) => row.length));
  const size = [`粘贴 ${block.rows.length}×${width}`, conversionWords(plan)].filter(Boolean).join('，');
  const first = bad[0];
  const parts = [
    size,
    first ? `${bad.length} 处不能识别（${bad.length > 1 ? '见下，保持原值' : badCellWords(first, names)}）` : '',
    locked > 0 ? `${locked} 格不能修改，跳过（${plan.lockReason}）` : '',
    outside > 0 ? `${outside} 格超出表格，不粘贴` : '',
    block.merged > 0 ? `原表合并单元格 ${block.merged} 处，只取第一格` : '',
    block.hiddenRows > 0 ? `含原表隐藏的 ${block.hiddenRows} 行` : '',
    emptied > 0 ? `清空 ${emptied} 格` : '',
    edits.length > 0 ? `将写入 ${edits.length} 格` : '没有要写入的格',
  ];
  return parts.filter(Boolean).join('；');
}

/** After the strip has been confirmed with something left out: the list stays until it has been read. */
export function pastedWords(plan: Plan): string {
  const left = plan.bad.length + plan.locked;
  return `已粘贴 ${plan.edits.length} 格；${left} 格没有写入，保持原值`;
}
