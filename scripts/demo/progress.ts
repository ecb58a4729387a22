/** What happens to the 台账 on the way: dates that move, each with its reason, and the progress of January and February. */
import { scheduledPercent } from '../../src/shared/tasks/lights.ts';
import { compareTexts, isRepetition } from '../../src/shared/tasks/repetition.ts';
import { type Chance, daysAfter, workingDayBy } from './chance.ts';
import { daysIn, MONTHS, TODAY } from './figures.ts';
import { careOf, type Item } from './items.ts';
import { PROGRESS_DETAIL, PROGRESS_DONE, PROGRESS_NEXT, REDATE_REASONS } from './words.ts';

/** 改期 with its reason, of nodes that are not done or were done after all; the last in February has the most of them. */
export function redate(chance: Chance, items: readonly Item[]): void {
  const movable = items.filter(({ kind, state, year }) => kind === 'task' && year === '2018' && state === 'active');
  const wanted = [...movable.filter(({ unit }) => unit.code === 'ZCU').slice(0, 4), ...chance.shuffle(movable).slice(0, 12)];
  for (const item of new Set(wanted)) {
    const node = item.nodes.find(({ dueOn }) => dueOn >= '2018-02-08');
    if (!node) continue;
    node.movedFrom = workingDayBy(daysAfter(node.dueOn, -chance.between(14, 28)));
    node.reason = chance.pick(REDATE_REASONS);
  }
}

/** What was reported in January and February. Texts are unlike one another, but for those that are meant to be warmed up. */
export function report(chance: Chance, items: readonly Item[]): void {
  const known: string[] = [];
  const isNew = (text: string): boolean => !known.some((other) => isRepetition(compareTexts(text, other)));
  const write = (name: string): string => {
    for (;;) {
      const numbers = (text: string): string =>
        text.replace(/#/g, () => `${chance.between(3, 60)}`).replace(/%/g, () => `${chance.between(35, 96)}%`);
      const text = `${chance.pick(PROGRESS_DONE).replace('~', name)}，${numbers(chance.pick(PROGRESS_DETAIL))}。${chance.pick(PROGRESS_NEXT)}`;
      if (!isNew(text)) continue;
      known.push(text);
      return text;
    }
  };
  const warmed = ['ZCU', 'ZCU', 'ZCU', 'JKQ'].flatMap((code, at) => {
    const own = items.filter(
      ({ year, kind, state, unit }) => year === '2018' && kind === 'task' && state === 'active' && unit.code === code,
    );
    return own[at % 3] ?? [];
  });
  for (const item of items) {
    if (!['active', 'submitted', 'verified', 'closed', 'returned'].includes(item.state)) continue;
    if (item.year === '2017' && item.state === 'closed') continue;
    const care = careOf(item.unit);
    const deadline = item.nodes.at(-1)?.dueOn ?? TODAY;
    const isStuck = item.nodes.some(({ dueOn, doneOn }) => doneOn === '' && dueOn < TODAY);
    const gap = isStuck || chance.next() > care ? -chance.between(12, 26) : chance.between(-6, 16);
    let before = 0;
    for (const month of MONTHS) {
      if (chance.next() > care && !warmed.includes(item)) continue;
      const scheduled = scheduledPercent(item.startsOn, deadline, daysIn(month)[1], []);
      const isOver = item.nodes.every(({ doneOn }) => doneOn !== '' && doneOn <= daysIn(month)[1]);
      const percent = isOver ? 100 : Math.min(95, Math.max(before, scheduled + gap, 2));
      before = percent;
      item.reports.push({ period: month, percent, text: write(item.name) });
    }
  }
  for (const item of warmed) {
    const [first, second] = item.reports;
    if (first && second) item.reports = [first, { ...second, text: `目前，${first.text.replace('下一步', '下步继续')}` }];
  }
}
