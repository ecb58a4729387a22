/** The demonstration's 宣传条目, 经验 and 加分事项, and who was 入选. */
import type { Claim } from '../../shared/contract/claims.ts';
import { CHANNELS, type Channel, channelName, kindName, LEVELS, levelName } from '../../shared/publicity/kinds.ts';
import { experienceStateName, reachName } from '../../shared/publicity/words.ts';
import type { Context } from '../context.ts';
import { countCells, isAccepted, openBook, toWrites } from '../handlers/claim-counts.ts';
import { viewCandidates } from '../handlers/publicity-candidates.ts';
import { claimsOfYear, decideClaim, saveClaim } from '../store/claims.ts';
import { attachFile, type Content } from '../store/evidence.ts';
import { moveExperience, saveExperience } from '../store/experiences.ts';
import { saveObservations } from '../store/observations.ts';
import { addChoice, attachToItem, decideItem, saveItem } from '../store/publicity.ts';
import type { Writer } from '../store/transaction.ts';
import { codeOf, type Row, readDemo, unitIds } from './table.ts';

/** Items, those of an experience that was spread among them. */
export function fillPublicity(context: Context, tx: Writer, proof: (what: string) => Content): void {
  const unitId = unitIds(tx);
  const experiences = fillExperiences(context, tx);
  for (const row of readDemo(context, '宣传条目')) {
    const kind = codeOf(kindName, row('种类'));
    const level = LEVELS.find((one) => levelName(kind, one) === row('级别')) ?? 'filed';
    const experience = kind === 'experience' ? experiences.get(row('标题')) : undefined;
    const id = saveItem(tx, {
      id: null,
      period: row('考核期'),
      organisationId: unitId(row('单位')),
      kind,
      level,
      channel: channelOf(row('渠道')),
      outlet: row('刊播单位'),
      isFrontPage: row('头版') !== '',
      title: row('标题'),
      documentNumber: row('期号'),
      datedOn: row('日期'),
      ...(experience === undefined ? {} : { experience }),
    });
    const state = row('状态');
    if (level !== 'filed' && state !== '待核实') attachToItem(tx, id, proof(''));
    if (state === '') decideItem(tx, id, 'accept', '');
    if (state === '不予核实') decideItem(tx, id, 'refuse', '附件不是刊播页，看不出采用情况');
  }
}

const channelOf = (word: string): Channel => CHANNELS.find((one) => channelName[one] === word) ?? 'other';

/** Ids by title. */
function fillExperiences(context: Context, tx: Writer): ReadonlyMap<string, number> {
  const unitId = unitIds(tx);
  return new Map(
    readDemo(context, '经验').map((row) => {
      const period = row('考核期');
      const id = saveExperience(tx, {
        id: null,
        period,
        organisationId: unitId(row('单位')),
        subject: row('经验单位'),
        field: row('领域'),
        title: row('经验名称'),
        summary: row('做法'),
        source: row('来源'),
        figures: figuresOf(row),
      });
      const state = codeOf(experienceStateName, row('状态'));
      if (state === 'declined')
        moveExperience(tx, id, 'declined', { event: 'decline', period, words: '试运行时间短，成效还看不出来' });
      if (state === 'reported' || state === 'declined') return [row('经验名称'), id] as const;
      moveExperience(tx, id, 'selected', { event: 'select', period, words: '' });
      if (state === 'selected') return [row('经验名称'), id] as const;
      const level = codeOf(reachName, row('推广级别'));
      moveExperience(tx, id, 'promoted', {
        event: 'promote',
        period,
        level,
        datedOn: null,
        words: `${reachName[level]}简报刊发`,
      });
      if (state === 'replicated') {
        const organisationId = unitId(row('复制单位'));
        moveExperience(tx, id, 'replicated', {
          event: 'replicate',
          period,
          organisationId,
          datedOn: null,
          words: '已照此做法启动试点',
        });
      }
      return [row('经验名称'), id] as const;
    }),
  );
}

/** “平均办理时间=由10天缩短到3天、群众评议满意率=95%” */
const figuresOf = (row: Row) =>
  row('数据')
    .split('、')
    .filter((one) => one !== '')
    .map((one) => {
      const [name = '', value = ''] = one.split('=');
      return { name, value, source: row('来源') };
    });

/** 加分事项 with a proof of its own each; those 认定 count into the figures, as they do when a clerk decides them. */
export function fillClaims(context: Context, tx: Writer, proof: (what: string) => Content): void {
  const unitId = unitIds(tx);
  for (const row of readDemo(context, '加分')) {
    const id = saveClaim(tx, {
      id: null,
      period: row('考核期'),
      organisationId: unitId(row('单位')),
      item: row('条款'),
      level: row('级别'),
      title: row('事项'),
      documentNumber: row('文号'),
      datedOn: row('日期'),
      note: '',
    });
    const state = row('状态');
    if (state !== '待认定' || row('文号') !== '') attachFile(tx, id, proof(`${row('单位')} ${row('文号')} ${row('事项')}`));
    if (state === '已认定') decideClaim(tx, id, 'accept', '');
    if (state === '不予认定') decideClaim(tx, id, 'refuse', row('理由'));
  }
  countClaims(tx);
}

function countClaims(tx: Writer): void {
  const book = openBook(tx);
  const accepted = claimsOfYear(tx, '2018').filter(isAccepted);
  const lineOf = ({ organisation, item, period }: Claim): string => `${organisation} ${item} ${period}`;
  const lines = new Map(accepted.map((claim) => [lineOf(claim), claim]));
  for (const claim of lines.values()) {
    const cells = countCells(book, claim, accepted).filter(({ period }) => period === claim.period);
    saveObservations(tx, toWrites(tx, book, cells));
  }
}

/** Who leads a month is told of in its digest. */
export function fillChoices(tx: Writer, period: string): void {
  const unitId = unitIds(tx);
  for (const list of ['district', 'specialGroup'] as const) {
    const { top, improved } = viewCandidates(tx, period, list);
    const [first] = top;
    const [climber] = improved;
    if (first) choose(first, 'top', '各项工作推进均衡，按月公布办理情况的做法值得推介');
    if (climber) choose(climber, 'improved', '整改销号和网上办理明显加快');
  }
  function choose(one: ReturnType<typeof viewCandidates>['top'][number], cause: 'top' | 'improved', reason: string): void {
    const { organisation, item, evidence } = one;
    addChoice(tx, {
      period,
      organisationId: unitId(organisation),
      cause,
      event: 'choose',
      item: item?.code ?? null,
      evidence,
      reason,
    });
  }
}
