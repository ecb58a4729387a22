/** The one-file verifier: reads the sealed month (or the draw, see draw.ts) in its own page, runs the checks and the engine of the program on it, and says what it finds. */
import { type MonthWork, workCounts } from '../../shared/bulletin/month-work.ts';
import type { Entry } from '../../shared/engine/index.ts';
import { evaluate } from '../../shared/engine/index.ts';
import { formatPeriod, periodWords } from '../../shared/period.ts';
import { checkSeal, sealName } from '../../shared/seal/check.ts';
import { fromRecords, type SealedMonth, sealedInput } from '../../shared/seal/month.ts';
import { DRAW_ELEMENT, PACKAGE_ELEMENT, type VerifierPackage } from '../../shared/seal/verifier-page.ts';
import { DEMO_SOURCE, listName, stateName } from '../../shared/text.ts';
import { showDraw } from './draw.ts';
import { answer, details, localTime, make, table } from './parts.ts';

function show(text: string): readonly Node[] {
  let content: VerifierPackage;
  try {
    content = JSON.parse(text);
  } catch {
    return [answer(false, '不一致：文件中的封存内容已不能读出，文件不完整或被改动。')];
  }
  const { seal, previousChain, records } = content;
  const { difference } = checkSeal(seal, records, previousChain);
  const nodes: Node[] = [
    make('h1', `${sealName(seal)}封存核验`),
    difference
      ? answer(false, `不一致：${difference.where}，${difference.what}。`)
      : answer(true, `一致：${records.length} 条封存记录没有改动，得分和名次由数据重新算出，与封存的逐字相同，封存码相符。`),
    table(
      ['项目', '内容'],
      [
        ['封存码', seal.code],
        ['考核期', formatPeriod(seal.period)],
        ['封账', `${seal.sealedBy} ${localTime(seal.sealedAt)}`],
        ['根值（SM3）', seal.root],
        ['链值（SM3）', seal.chain],
        ['前一次链值', previousChain],
      ],
      1,
    ),
    make('p', '请把上面的封存码与通报、得分说明书页脚印的封存码对照；相同，说明这份文件就是印发时的那一份。', 'faint'),
  ];
  try {
    nodes.push(...month(fromRecords(records.map(({ record }) => record))));
  } catch (error) {
    nodes.push(make('p', `明细不能列出：${error instanceof Error ? error.message : String(error)}`, 'wrong'));
  }
  return nodes;
}

function month(sealed: SealedMonth): readonly Node[] {
  const { head, scheme } = sealed;
  const nodes: Node[] = [];
  if (sealed.cells.some(({ cell }) => cell.source === DEMO_SOURCE))
    nodes.push(make('p', '含演示数据，不是真实考核结果。', 'wrong'));
  if (head.isOneClerk) nodes.push(make('p', `${periodWords(head.period).own}由一人经办：录入、审核、封账为同一人。`));
  if (head.correction) {
    const { number, reason, askedBy, signedBy } = head.correction;
    nodes.push(make('p', `本版由第 ${number} 号更正单形成，${askedBy}提出，${signedBy}签批：${reason}`));
  }
  nodes.push(make('p', `按“${scheme.name}”第 ${scheme.version} 版、计分程序第 ${head.engineVersion} 版计算。`));
  for (const { list, entries } of sealed.lists) {
    const again = new Map(evaluate(sealedInput(sealed, list)).entries.map((entry) => [entry.organisation, entry]));
    nodes.push(make('h2', `${listName[list]}得分和名次`));
    nodes.push(
      table(
        ['名次', '单位', '封存得分', '重算得分', '重算名次', '结论'],
        entries.map((entry) => {
          const other = again.get(entry.organisation);
          const isSame = other?.score === entry.score && other.rank === entry.rank;
          return [
            shown(entry.rank),
            entry.name,
            shown(entry.score),
            shown(other?.score),
            shown(other?.rank),
            isSame ? '相同' : '不同',
          ];
        }),
      ),
    );
    for (const entry of entries) nodes.push(steps(entry));
  }
  nodes.push(figures(sealed));
  if (sealed.work) nodes.push(workDone(sealed.work));
  return nodes;
}

const shown = (value: string | number | null | undefined): string =>
  value === null || value === undefined ? '—' : String(value);

/** A unit's lines with their formulas, closed until somebody looks. */
function steps(entry: Entry): Node {
  const lines = entry.items.map((item) => [item.code, item.name, item.formula, shown(item.points)]);
  const adjustments = entry.adjustments.map((one) => ['', one.label, one.formula, one.amount]);
  return details(
    `${entry.name} ${shown(entry.score)} 分的由来`,
    table(['编号', '项目', '算式', '得分'], [...lines, ...adjustments], 3),
  );
}

/** Every sealed figure with its source. */
function figures(sealed: SealedMonth): Node {
  const units = new Map(sealed.lists.flatMap(({ units: own }) => own.map(({ code, name }) => [code, name] as const)));
  const indicators = new Map(sealed.indicators.map(({ code, name, unit }) => [code, unit === '' ? name : `${name}（${unit}）`]));
  const rows = sealed.cells.map(({ organisation, indicator, cell }) => [
    units.get(organisation) ?? organisation,
    indicators.get(indicator) ?? indicator,
    cell.value ?? stateName[cell.state],
    cell.source ?? '',
    `${cell.recordedBy ?? ''} ${cell.recordedAt ? localTime(cell.recordedAt) : ''}`,
  ]);
  return details(`封存的全部 ${rows.length} 个数据`, table(['单位', '指标', '数值', '来源', '填报'], rows));
}

/** What the registers came to, as the bulletin says it. */
function workDone(work: MonthWork): Node {
  const rows = workCounts(work).map(({ area, name, count, measure }) => [area, name, `${count}${measure}`]);
  return details(`封存的工作情况（截至 ${work.asOf}）`, table(['类别', '项目', '数量'], rows));
}

// In words of old browsers, which isolated desktops keep for years: no replaceChildren before Chromium 86.
const place = document.getElementById('verifier');
if (place) {
  const drawn = document.getElementById(DRAW_ELEMENT);
  place.textContent = '';
  place.append(
    ...(drawn ? showDraw(drawn.textContent ?? '') : show(document.getElementById(PACKAGE_ELEMENT)?.textContent ?? '')),
  );
}
