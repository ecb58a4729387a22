/** 工作台: what the month itself leaves to be done: figures handed in, 加分, 评分, 宣传, 封账, 更正, and the office as a whole. */
import { knowsYear } from '../../shared/calendar.ts';
import type { DeskLine, DeskPlace } from '../../shared/contract/overview.ts';
import type { Role } from '../../shared/contract/people.ts';
import type { Board, TableView } from '../../shared/contract/submissions.ts';
import type { RankingList } from '../../shared/engine/index.ts';
import { formatPeriod, periodWords } from '../../shared/period.ts';
import { kindName } from '../../shared/publicity/kinds.ts';
import { listAccounts } from '../store/accounts.ts';
import { listBackups } from '../store/backup.ts';
import { claimAuthors } from '../store/claims.ts';
import { openCorrections } from '../store/corrections.ts';
import { listOrganisations } from '../store/organisations.ts';
import { findPanel } from '../store/panels.ts';
import { itemEvents } from '../store/publicity.ts';
import { localDay } from './deadlines.ts';
import { ADMIN, type Desk, ENTRY, firstDay, grouped, PAPERS, REVIEW, SEAL, someOf, type Wanted } from './overview-desk.ts';
import { isRanked } from './overview-registers.ts';

type Table = TableView & { readonly list: RankingList; readonly organisation: string; readonly deadline: string };

const tablesOf = ({ lists }: Board): readonly Table[] =>
  lists.flatMap(({ list, blocks, rows }) =>
    rows.flatMap(({ organisation, tables }) =>
      tables.map((table) => ({
        ...table,
        list,
        organisation,
        deadline: blocks.find(({ code }) => code === table.block)?.deadline ?? '',
      })),
    ),
  );

const lastDay = (days: readonly string[]): string | null => [...days].sort().at(-1) ?? null;
const dayOf = (event: { readonly at: string } | null): readonly string[] => (event === null ? [] : [localDay(event.at)]);

/** 填报, 报送, 审核. What was never handed in is late as of today, whichever period is looked at; made-up figures keep nobody waiting. */
export function tableLines(desk: Desk): readonly DeskLine[] {
  const { board, period, today, hasRules, line } = desk;
  if (desk.isSealed) return [];
  const about = (wanted: Omit<Wanted, 'step'>): DeskLine => line({ step: '数据', ...wanted }, today);
  if (!hasRules) return [about({ text: '启用一个考核方案，才能计分', roles: ADMIN, place: { name: 'system', tab: 'schemes' } })];
  const tables = tablesOf(board);
  if (tables.length === 0) {
    return [about({ text: '建立参加排名的单位', roles: ADMIN, place: { name: 'system', tab: 'organisations' } })];
  }
  const dueOf = (some: readonly Table[]): string | null => (board.isDemo ? null : firstDay(some.map(({ deadline }) => deadline)));
  const toSend = tables.filter(({ state }) => state === 'open' || state === 'returned');
  const partly = toSend.filter(({ filled, asked }) => filled < asked);
  const returned = toSend.filter(({ state }) => state === 'returned');
  const ready = toSend.filter(({ state, filled, asked }) => state === 'open' && filled === asked);
  const lines: DeskLine[] = [];
  const [first] = partly;
  if (first) {
    const isEmpty = tables.every(({ filled }) => filled === 0);
    const units = new Set(partly.map(({ organisation }) => organisation)).size;
    const cells = partly.reduce((n, { asked, filled }) => n + asked - filled, 0);
    const text = isEmpty
      ? `导入或填报${formatPeriod(period)}的数据`
      : `还有 ${units} 个单位缺 ${cells} 格，补齐或注明未报、不适用`;
    const { list, organisation, open } = first;
    const place = { name: 'entry', view: 'fill', list, organisation, ...(open ? { indicator: open.indicator } : {}) } as const;
    lines.push(about({ text, roles: ENTRY, dueOn: dueOf(partly), place }));
  }
  const boardAt = { name: 'entry', view: 'board' } as const;
  if (returned.length > 0) {
    const since = firstDay(returned.flatMap(({ last }) => dayOf(last)));
    const text = `${returned.length} 张表已退回，改好后重新报送`;
    lines.push(about({ text, roles: ENTRY, dueOn: dueOf(returned), since, place: boardAt }));
  }
  if (ready.length > 0) {
    lines.push(about({ text: `报送已填齐的 ${ready.length} 张表`, roles: ENTRY, dueOn: dueOf(ready), place: boardAt }));
  }
  const sent = tables.filter(({ state }) => state === 'submitted');
  for (const sender of new Set(sent.map((table) => table.submittedBy))) {
    const own = sent.filter((table) => table.submittedBy === sender);
    const isNamed = desk.name !== null && !board.isOneClerk && sender !== null;
    const text = `审核${isNamed ? sender : '已'}报送的 ${own.length} 张表`;
    const since = firstDay(own.flatMap(({ last }) => dayOf(last)));
    lines.push(about({ text, roles: REVIEW, except: isNamed ? [sender] : [], since, place: boardAt }));
  }
  return lines;
}

const LISTS: readonly RankingList[] = ['district', 'specialGroup'];

/** The ranked list a unit stands in, and what it is called. */
function unitsOf({ context }: Desk): (code: string) => { readonly name: string; readonly list: RankingList } {
  const units = new Map(listOrganisations(context.reader()).map((unit) => [unit.code, unit]));
  return (code) => {
    const unit = units.get(code);
    return { name: unit?.name ?? code, list: unit?.kind === 'specialGroup' ? 'specialGroup' : 'district' };
  };
}

/** 加分登记: what waits for its 佐证, then for a decision. */
export function claimLines(desk: Desk): readonly DeskLine[] {
  const { claims, context, line } = desk;
  if (desk.isSealed) return [];
  const unitOf = unitsOf(desk);
  const pending = claims.flatMap((claim): readonly DeskLine[] => {
    if (claim.state !== 'pending') return [];
    const { name, list } = unitOf(claim.organisation);
    const isProved = claim.files.length > 0;
    return [
      line({
        step: '加分',
        text: `${name} ${claim.item}“${claim.title}”${isProved ? '待认定' : '没有佐证，还不能认定'}`,
        roles: isProved ? REVIEW : ENTRY,
        except: isProved ? claimAuthors(context.reader(), claim.id) : [],
        since: localDay(claim.registeredAt),
        place: { name: 'entry', view: 'claims', list, claim: claim.id },
      }),
    ];
  });
  return LISTS.flatMap((list) =>
    grouped(
      pending.filter(({ place }) => 'list' in place && place.list === list),
      { text: (n) => `${n} 件加分事项待认定、补佐证`, place: { name: 'entry', view: 'claims', list } },
    ),
  );
}

/** Whoever may end a panel. */
const ENDS: readonly Role[] = ['review', 'seal'];

/** 评分: sheets that are not in, and panels that may be closed. */
export function panelLines({ context, panels, name, namesOf, isSealed: isShut, line }: Desk): readonly DeskLine[] {
  const db = context.reader();
  if (isShut) return [];
  const known = new Set(listAccounts(db).map((account) => account.name));
  const place = { name: 'entry', view: 'panels' } as const;
  return panels.flatMap(({ id, title, isClosed }): readonly DeskLine[] => {
    if (isClosed) return [];
    const missing = (findPanel(db, id)?.raters ?? []).filter(({ isHandedIn, absence }) => !isHandedIn && absence === '');
    const about = (wanted: Omit<Wanted, 'step' | 'place'>): DeskLine => line({ step: '评分', place, ...wanted });
    if (missing.length === 0) return [about({ text: `“${title}”评分表已交齐，可以结束评分`, roles: ENDS })];
    const others = missing.map((rater) => rater.name).filter((rater) => rater !== name);
    // A rater with an account marks alone; paper sheets of the others are entered by the clerk.
    const alone = others.filter((rater) => known.has(rater));
    const onPaper = others.filter((rater) => !known.has(rater));
    return [
      ...(others.length < missing.length
        ? [{ ...about({ text: `填写“${title}”的评分表`, roles: [] }), isOwn: true, whose: '' }]
        : []),
      ...(onPaper.length === 0
        ? []
        : [about({ text: `“${title}”还有 ${onPaper.length} 份评分表没有交：${someOf(onPaper)}`, roles: ENTRY })]),
      ...(alone.length === 0
        ? []
        : [
            about({
              text: `“${title}”还有 ${alone.length} 份评分表没有交`,
              roles: [],
              waitsFor: someOf(alone) || namesOf(ENTRY),
            }),
          ]),
    ];
  });
}

/** 宣传: items that wait to be proved or 核实, experiences that wait for 遴选, the 月报. */
export function publicityLines(desk: Desk): readonly DeskLine[] {
  const { context, items, experiences, choices, digests, period, line } = desk;
  const unitOf = unitsOf(desk);
  const about = (wanted: Omit<Wanted, 'step'>): DeskLine => line({ step: '宣传', ...wanted });
  const pending = desk.isSealed
    ? []
    : items.flatMap((item): readonly DeskLine[] => {
        if (item.state !== 'pending') return [];
        const { name, list } = unitOf(item.organisation);
        const isProved = item.level === 'filed' || item.files.length > 0;
        const authors = itemEvents(context.reader(), item.id).flatMap(({ event, actor }) =>
          event === 'register' || event === 'change' ? [actor] : [],
        );
        return [
          about({
            text: `${name} ${kindName[item.kind]}“${item.title}”${isProved ? '待核实' : '没有佐证，还不能核实'}`,
            roles: isProved ? REVIEW : ENTRY,
            except: isProved ? authors : [],
            since: localDay(item.registeredAt),
            place: { name: 'publicity', view: 'items', list, item: item.id },
          }),
        ];
      });
  const accepted = items.filter(({ state }) => state === 'accepted').length;
  return [
    ...LISTS.flatMap((list) =>
      grouped(
        pending.filter(({ place }) => 'list' in place && place.list === list),
        { text: (n) => `${n} 个宣传条目待核实、补佐证`, place: { name: 'publicity', view: 'items', list } },
      ),
    ),
    ...(experiences.length === 0
      ? []
      : [
          about({
            text: `${experiences.length} 条经验待遴选`,
            roles: REVIEW,
            place: { name: 'publicity', view: 'experiences' },
          }),
        ]),
    ...(accepted + choices === 0 || digests > 0
      ? []
      : [
          about({
            text: `${periodWords(period).own}宣传月报还没有导出`,
            roles: PAPERS,
            place: { name: 'publicity', view: 'digest' },
          }),
        ]),
  ];
}

/** 会诊: whom it is to be held about once the ranking is whole, and 复诊 or 办结 that is due, whichever month it is of. */
export function consultationLines({ consultations, ranking, period, isSealed, line }: Desk): readonly DeskLine[] {
  const about = (text: string, place: DeskPlace, wanted: Partial<Wanted> = {}): DeskLine =>
    line({ step: '会诊', roles: ENTRY, text, place, ...wanted });
  const page = { name: 'consultations', view: 'diagnosis' } as const;
  const waiting =
    isSealed && isRanked(ranking) && !consultations.some((row) => row.period === period)
      ? ranking.evaluation.entries
          .filter(({ rank }) => rank !== null && rank === ranking.evaluation.entries.findLast((one) => one.rank !== null)?.rank)
          .map(({ organisation, name }) =>
            about(`${name}${formatPeriod(period)}排名末位，待拟定会诊`, { ...page, list: 'district', organisation }),
          )
      : [];
  const due = consultations
    .filter(({ isDue }) => isDue)
    .map((row) =>
      about(
        `${row.organisationName}${formatPeriod(row.period)}会诊${row.word}`,
        { ...page, list: row.list, organisation: row.organisation },
        { period: row.period },
      ),
    );
  return [...waiting, ...due];
}

/** 封账 and 通报: what may be done, or what stands in the way and with whom. */
export function sealLines(desk: Desk): readonly DeskLine[] {
  const { board, panels, ranking, bulletins, period, namesOf, line } = desk;
  const lines: DeskLine[] = [];
  const tables = tablesOf(board);
  if (!desk.isSealed && desk.hasRules && tables.length > 0) {
    const about = (wanted: Pick<Wanted, 'text' | 'since' | 'waitsFor'>, place: DeskPlace): DeskLine =>
      line({ step: '封账', roles: SEAL, place, ...wanted });
    const unsent = tables.filter(({ state }) => state === 'open' || state === 'returned').length;
    const unread = tables.filter(({ state }) => state === 'submitted').length;
    const open = panels.filter(({ isClosed }) => !isClosed);
    const lacks = [
      ...(unsent > 0 ? [`${unsent} 张表没有报送`] : []),
      ...(unread > 0 ? [`${unread} 张表没有审核`] : []),
      ...open.map(({ title }) => `评分“${title}”没有结束`),
    ];
    if (lacks.length === 0) {
      const since = lastDay(tables.flatMap(({ last }) => dayOf(last)));
      lines.push(about({ text: `${formatPeriod(period)}各表已审核，可以封账`, since }, { name: 'rankings' }));
    } else if (desk.holds(SEAL)) {
      const [step, roles] =
        unsent > 0 ? (['报送', ENTRY] as const) : unread > 0 ? (['审核', REVIEW] as const) : (['结束评分', ENDS] as const);
      // One clerk waits for nobody, only for the step before.
      const waitsFor = desk.name === null ? step : namesOf(roles);
      const place = { name: 'entry', view: unsent + unread > 0 ? 'board' : 'panels' } as const;
      lines.push(about({ text: `封账还差：${lacks.join('、')}`, waitsFor }, place));
    }
  }
  if (isRanked(ranking) && bulletins === 0) {
    lines.push(line({ step: '通报', text: `生成${periodWords(period).own}通报`, roles: PAPERS, place: { name: 'bulletins' } }));
  }
  return lines;
}

/** 更正单 of every sealed month that wait for the other one. */
export const correctionLines = ({ context, period, line }: Desk): readonly DeskLine[] =>
  openCorrections(context.reader()).map(({ id, period: of, askedBy, askedAt }) =>
    line({
      step: '更正',
      text: `${formatPeriod(of)}第 ${id} 号更正单待签批，${askedBy}提出`,
      roles: SEAL,
      except: [askedBy],
      since: localDay(askedAt),
      place: { name: 'entry', view: 'corrections' },
      ...(of === period ? {} : { period: of }),
    }),
  );

/** Days without a backup before the desk speaks of it. One is made every day the program is opened. */
const BACKUP_DAYS = 7;

/** What the office as a whole needs: a backup that is not old, a calendar that knows the year. Both are of today. */
export function officeLines({ context, board, today, day, own, line }: Desk): readonly DeskLine[] {
  const about = (wanted: Omit<Wanted, 'step'>): DeskLine => line({ step: '系统', ...wanted }, today);
  const [last] = listBackups(context.folder);
  const age = last ? Math.floor((Date.parse(context.now()) - Date.parse(last.madeAt)) / 86_400_000) : null;
  const isUnknown = (year: string): boolean => !knowsYear(year) && !own.some((one) => one.day.startsWith(year));
  const year = board.unknownYear ?? (day === today && isUnknown(today.slice(0, 4)) ? today.slice(0, 4) : null);
  return [
    ...(age !== null && age < BACKUP_DAYS
      ? []
      : [
          about({
            text: age === null ? '还没有备份，请备份一次并另存到 U 盘' : `最近一次备份是 ${age} 天前，请备份一次并另存到 U 盘`,
            roles: ['entry', 'admin'],
            since: last ? localDay(last.madeAt) : null,
            place: { name: 'system', tab: 'backups' },
          }),
        ]),
    ...(year === null
      ? []
      : [
          about({
            text: `节假日表未含 ${year} 年，工作日只按周末计算，请补录`,
            roles: ADMIN,
            place: { name: 'system', tab: 'calendar' },
          }),
        ]),
  ];
}
