/** 点位 pasted from a sheet: one a line, cells apart by tabs, in the order 编码 点位 单位 级别 内容 地址 联系人; a heading line may stand first. */
import type { Site } from '../contract/inspections.ts';
import { BLOCKS, codesOf, LEVELS } from './words.ts';

type Unit = { readonly code: string; readonly name: string };
export type PastedSites = { readonly sites: readonly Site[]; readonly problems: readonly string[] };

/** Reads what was pasted. A line that cannot be read is named with what is wrong; nothing is guessed. */
export function readPastedSites(text: string, units: readonly Unit[]): PastedSites {
  const sites: Site[] = [];
  const problems: string[] = [];
  const seen = new Set<string>();
  text.split(/\r?\n/).forEach((line, index) => {
    const cells = line.split('\t').map((cell) => cell.normalize('NFKC').trim());
    const [code = '', name = '', unitName = '', levelName = '', blockName = '', address = '', contact = ''] = cells;
    if (cells.every((cell) => cell === '') || (index === 0 && code === '编码')) return;
    const unit = units.find((one) => one.name === unitName || one.code === unitName);
    const level = codesOf(LEVELS).find((one) => LEVELS[one] === levelName);
    const block = codesOf(BLOCKS).find((one) => BLOCKS[one] === blockName);
    const wrong =
      code === ''
        ? '没有编码'
        : seen.has(code)
          ? `编码 ${code} 重复`
          : name === ''
            ? '没有点位名称'
            : !unit
              ? `没有名为“${unitName}”的单位`
              : !level
                ? `级别“${levelName}”应是${Object.values(LEVELS).join('、')}之一`
                : !block
                  ? `内容“${blockName}”应是${Object.values(BLOCKS).join('、')}之一`
                  : null;
    seen.add(code);
    if (wrong !== null || !unit || !level || !block) problems.push(`第 ${index + 1} 行：${wrong}`);
    else sites.push({ code, name, organisation: unit.code, level, block, address, contact, isActive: true });
  });
  return { sites, problems };
}
