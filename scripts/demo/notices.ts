/** 三单一书: the published counts of 2017 (25, 20, 15 and 4), and in 2018 the 催办单 that B3 says, each up its ladder. */
import { workingDaysAfter } from '../../src/shared/calendar.ts';
import { DEFAULT_NOTICE_RULES, NOTICE_KINDS, type NoticeKind, noticeName } from '../../src/shared/notices/kinds.ts';
import { replyDueOn } from '../../src/shared/notices/standing.ts';
import { type Chance, chanceOf, csvText, daysAfter, workingDayBy, workingDays } from './chance.ts';
import { figure, MONTHS, RANKED, TODAY, UNITS, type Unit } from './figures.ts';
import { type Item, keyOf } from './items.ts';
import { CITY_LEADERS, FIELDS } from './words.ts';

type Notice = {
  readonly kind: NoticeKind;
  readonly unit: Unit;
  /** 台账编号; '' for a matter it does not have. */
  readonly task: string;
  readonly matter: string;
  readonly basis: string;
  /** '' for a draft. */
  readonly issuedOn: string;
  readonly previous: Notice | null;
  receivedOn: string;
  repliedOn: string;
  reply: string;
  settledOn: string;
};

const TOPICS = Object.values(FIELDS).flatMap(({ topics }) => topics);
const REPLIES = [
  '已研究制定落实措施，明确责任人和完成时限，按月报送进展。',
  '已完成所列事项，有关材料附后。',
  '已召开专题会议部署，滞后环节落实到岗，倒排工期推进。',
  '已查明原因，增加力量赶上进度，下月底前完成。',
];

const issue = (notice: Pick<Notice, 'kind' | 'unit' | 'matter' | 'issuedOn' | 'basis'> & Partial<Notice>): Notice => ({
  task: '',
  previous: null,
  receivedOn: '',
  repliedOn: '',
  reply: '',
  settledOn: '',
  ...notice,
});

/** Signed for, replied to in time and 办结. */
function answer(chance: Chance, notice: Notice): Notice {
  const due = replyDueOn(notice.kind, notice.issuedOn, DEFAULT_NOTICE_RULES, []);
  const days = workingDays(daysAfter(notice.issuedOn, 1), due);
  notice.receivedOn = days[0] ?? due;
  notice.repliedOn = chance.pick(days.slice(1).length > 0 ? days.slice(1) : days);
  notice.reply = chance.pick(REPLIES);
  notice.settledOn = workingDaysAfter(notice.repliedOn, chance.between(2, 12));
  return notice;
}

const dayIn = (chance: Chance, month: string): string => chance.pick(workingDays(`${month}-03`, `${month}-24`));
/** So many months earlier, on a working day. */
const before = (chance: Chance, day: string): string => workingDayBy(daysAfter(day, -chance.between(24, 34)));

/** Which 催办单 and 责令书 of 2017 are registered: of the made-up figures no more than the published text counts. */
const ORDERED: readonly (readonly [unit: string, month: string, urged: string])[] = [
  ['G4', '2017-05', '2017-05'],
  ['WCH', '2017-07', '2017-04'],
  ['YY', '2017-08', '2017-05'],
  ['G4', '2017-10', '2017-08'],
];

function noticesOf2017(chance: Chance): readonly Notice[] {
  const matters = chance.shuffle(TOPICS);
  const matter = (at: number): string => `贯彻落实${matters[at % matters.length]?.name ?? ''}有关要求`;
  const months = ['2017-04', '2017-05', '2017-06', '2017-07', '2017-08', '2017-09', '2017-10', '2017-11'];
  const urged = RANKED.flatMap((unit) =>
    months.filter((month) => figure(month, unit.code, 'B3a') > 0).map((month) => ({ unit, month })),
  );
  const isOrdered = ({ unit, month }: (typeof urged)[number]): boolean =>
    ORDERED.some(([code, , of]) => code === unit.code && of === month);
  const urges = [...urged.filter(isOrdered), ...chance.shuffle(urged.filter((one) => !isOrdered(one)))].slice(0, 15);
  const all: Notice[] = [];
  for (const [at, { unit, month }] of urges.entries()) {
    const isStrict = at < ORDERED.length;
    const issuedOn = isStrict ? `${month}-08` : dayIn(chance, month);
    const day = workingDayBy(issuedOn);
    const assigned =
      at < 10
        ? issue({ kind: 'assign', unit, matter: matter(at), issuedOn: before(chance, day), basis: '上级文件明确由本单位承办。' })
        : null;
    const tip =
      assigned && at < 7
        ? issue({
            kind: 'tip',
            unit,
            matter: matter(at),
            issuedOn: before(chance, assigned.issuedOn),
            basis: '上级会议召开，承办单位已明确。',
          })
        : null;
    const urge = issue({
      kind: 'urge',
      unit,
      matter: matter(at),
      issuedOn: day,
      previous: assigned,
      basis: '交办事项到期没有反馈。',
    });
    if (tip) all.push(tip);
    if (assigned) all.push(tip ? Object.assign(assigned, { previous: tip }) : assigned);
    all.push(urge);
    const order = ORDERED.find(([code, , of]) => code === unit.code && of === month);
    if (!order) answer(chance, urge);
    else {
      all.push(
        answer(
          chance,
          issue({
            kind: 'order',
            unit,
            matter: matter(at),
            issuedOn: workingDayBy(`${order[1]}-26`),
            previous: urge,
            basis: '催办后仍未完成。',
          }),
        ),
      );
    }
  }
  for (const [kind, wanted] of [
    ['tip', 25],
    ['assign', 20],
  ] as const) {
    for (let at = all.filter((one) => one.kind === kind).length; at < wanted; at += 1) {
      const basis = kind === 'tip' ? '上级会议召开，承办单位已明确。' : '上级文件明确由本单位承办。';
      all.push(
        answer(
          chance,
          issue({ kind, unit: chance.pick(UNITS), matter: matter(20 + at), issuedOn: dayIn(chance, chance.pick(months)), basis }),
        ),
      );
    }
  }
  return all;
}

/** What is urged first in a unit: what is overdue in its ledger. */
function lateItems(items: readonly Item[], unit: Unit): readonly Item[] {
  const lateOn = ({ nodes }: Item): string =>
    nodes.find(({ dueOn, doneOn }) => dueOn < TODAY && (doneOn === '' || doneOn > TODAY))?.dueOn ?? '9999';
  return items
    .filter((item) => item.unit === unit && item.kind === 'task' && (item.state === 'active' || item.state === 'assigned'))
    .sort((a, b) => (lateOn(a) < lateOn(b) ? -1 : 1));
}

function noticesOf2018(chance: Chance, items: readonly Item[]): readonly Notice[] {
  const all: Notice[] = [];
  const [january, february] = MONTHS;
  for (const unit of RANKED) {
    const late = lateItems(items, unit);
    const about = (item: Item | undefined) => ({
      unit,
      matter: item?.title ?? `推进${TOPICS[0]?.name}`,
      task: item ? keyOf(item) : '',
    });
    for (let n = 0; n < figure(january, unit.code, 'B3a'); n += 1) {
      const urge = issue({
        kind: 'urge',
        ...about(late.at(-1 - n)),
        issuedOn: dayIn(chance, january),
        basis: '节点逾期，没有报送原因。',
      });
      all.push(answer(chance, urge));
    }
    const inFebruary = figure(february, unit.code, 'B3a');
    if (inFebruary === 0) continue;
    const assigned = issue({ kind: 'assign', ...about(late[0]), issuedOn: '2018-01-09', basis: '上年结转事项，限期完成。' });
    const first = issue({
      kind: 'urge',
      ...about(late[0]),
      issuedOn: '2018-02-06',
      previous: assigned,
      basis: '交办事项到期没有反馈。',
      receivedOn: '2018-02-07',
    });
    all.push(assigned, first);
    if (inFebruary > 1)
      all.push(
        issue({
          kind: 'urge',
          ...about(late[0]),
          issuedOn: '2018-02-23',
          previous: first,
          basis: '催办逾期没有反馈，再次催办。',
          receivedOn: '2018-02-24',
        }),
      );
    else if (unit.code === 'ZCU')
      all.push(
        issue({
          kind: 'order',
          ...about(late[0]),
          issuedOn: '',
          previous: first,
          basis: '催办逾期没有反馈，且已过完成时限，拟发责令书。',
        }),
      );
    else Object.assign(first, { repliedOn: '2018-02-12', reply: REPLIES[3], settledOn: chance.next() < 0.5 ? '2018-02-26' : '' });
  }
  // 配套文件: assigned when they were 立项, some of them after a 提示单; a few wait to be assigned.
  const documents = items.filter(({ kind, state }) => kind === 'document' && state !== 'draft' && state !== 'noNeed');
  for (const [at, item] of chance.shuffle(documents).entries()) {
    if (at >= documents.length - 6) break;
    const isDone = item.documentNumber !== '';
    const assigned = issue({
      kind: 'assign',
      unit: item.unit,
      matter: item.title,
      task: keyOf(item),
      issuedOn: chance.pick(workingDays('2018-01-03', '2018-01-08')),
      basis: '上级文件要求配套，已立项。',
    });
    if (at < 6) {
      const tip = answer(
        chance,
        issue({
          kind: 'tip',
          unit: item.unit,
          matter: item.title,
          task: keyOf(item),
          issuedOn: '2018-01-02',
          basis: '上级文件印发，承办单位已明确。',
        }),
      );
      all.push(tip);
    }
    all.push(isDone || chance.next() < 0.7 ? answer(chance, assigned) : assigned);
  }
  const drafts = items.filter(({ kind, state }) => kind === 'document' && state === 'draft');
  const [first] = drafts;
  if (first)
    all.push(
      issue({
        kind: 'tip',
        unit: first.unit,
        matter: first.title,
        task: keyOf(first),
        issuedOn: '2018-02-26',
        basis: '上级文件印发，承办单位已明确。',
        receivedOn: '2018-02-27',
      }),
    );
  return all;
}

/** In the order they were issued, drafts last: numbers follow from that. */
export function makeNotices(items: readonly Item[]): readonly Notice[] {
  const chance = chanceOf(20170303);
  const all = [...noticesOf2017(chance), ...noticesOf2018(chance, items)];
  const order = ({ issuedOn, kind }: Notice): string => `${issuedOn === '' ? '9999' : issuedOn} ${NOTICE_KINDS.indexOf(kind)}`;
  return all.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

export function noticeTable(notices: readonly Notice[]): string {
  const chance = chanceOf(20170408);
  const beyond = ({ settledOn }: Notice): boolean => settledOn > TODAY;
  return csvText(
    ['种类', '单位', '台账', '事项', '缘由', '下发日', '上一件', '签发人', '签收日', '反馈日', '反馈', '办结日'],
    notices.map((notice) => [
      noticeName[notice.kind],
      notice.unit.code,
      notice.task,
      notice.matter,
      notice.basis,
      notice.issuedOn,
      notice.previous ? notices.indexOf(notice.previous) + 1 : '',
      chance.pick(CITY_LEADERS.slice(0, 2)),
      notice.receivedOn,
      notice.repliedOn,
      notice.reply,
      beyond(notice) ? '' : notice.settledOn,
    ]),
  );
}
