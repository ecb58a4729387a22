/** 抽取证书 of a draw, and 督察单 to be filled in and signed on the spot. Facts in, words out. */
import type { Visit } from '../contract/inspections.ts';
import { type DrawCertificate, looksOf } from '../draw/certificate.ts';
import { ticketRanges } from '../draw/frozen-list.ts';
import type { ChecklistLine } from '../inspections/checklists.ts';
import { BLOCKS, CATEGORIES, LEVELS, SEVERITIES } from '../inspections/words.ts';
import { formatPeriod } from '../period.ts';
import type { DocumentBlock, PlainPaper, Section, Table, TableColumn } from './document.ts';
import { officialDate } from './numerals.ts';
import { paragraphs, words } from './phrases.ts';
import { NONE } from './tables.ts';

export type InspectionPaperFacts =
  | { readonly kind: 'certificate'; readonly certificate: DrawCertificate; readonly drawnOn: string; readonly times: DrawTimes }
  | { readonly kind: 'form'; readonly form: FormFacts };
/** As the clock on the wall said. */
type DrawTimes = { readonly frozen: string; readonly drawn: string };
type FormFacts = {
  readonly issuer: string;
  readonly period: string;
  readonly site: Visit['site'];
  readonly lines: readonly ChecklistLine[];
  /** How the site was chosen: “第1次随机抽取” or the reason. */
  readonly chosen: string;
  /** null: blank, to be filled in by hand. */
  readonly visit: Visit | null;
};

/** Composes a certificate, or two copies of a form: one stays with the unit. */
export function composeInspectionPaper(facts: InspectionPaperFacts): readonly [PlainPaper, ...PlainPaper[]] {
  if (facts.kind === 'certificate') return [certificatePaper(facts)];
  return [formPaper(facts.form, '督察组留存'), formPaper(facts.form, '被督察单位留存')];
}

const column = (heading: string, width: number, align: TableColumn['align'] = 'center'): TableColumn => ({
  heading,
  width,
  align,
});
const section = (id: string, title: string | null, blocks: readonly DocumentBlock[]): Section => ({ id, title, blocks });

/** What a reader of QR codes gets: enough to hold beside the printed list. */
const qrOf = ({ list, listHash, seed, picks }: DrawCertificate): string =>
  [
    `督察抽取 ${list.period} 第${list.number}次`,
    `名单 ${listHash}`,
    `随机数 ${seed}`,
    `抽中 ${picks.map(({ code }) => code).join(' ')}`,
  ].join('\n');

function certificatePaper({ certificate, drawnOn, times }: Extract<InspectionPaperFacts, { kind: 'certificate' }>): PlainPaper {
  const { list, listHash, seed, seedKind, seedParts, present, picks, office } = certificate;
  const name = `${formatPeriod(list.period)}督察点位抽取证书`;
  const told = seedParts.filter(({ digits }) => digits !== '').map((part) => `${part.name} ${part.digits}`);
  const how = seedKind === 'dice' ? `掷骰子20次，${told.join('；')}` : `${told.length}人依次报数，${told.join('；')}`;
  const first = looksOf(list, seed)[0];
  const look = first?.looks[0];
  return {
    name: `${name}（第${list.number}次）`,
    title: [name],
    running: `${formatPeriod(list.period)} 第${list.number}次抽取`,
    signature: { issuer: office, date: officialDate(drawnOn) },
    datedOn: drawnOn,
    marks: [],
    sections: [
      section(
        'list',
        '名单',
        paragraphs([
          words`${formatPeriod(list.period)}第${list.number}次抽取，名单“${list.title}”共${list.entries.length}个点位，${list.leftOut.length}个点位因冷却期、回避等不参加，均列于后。名单由${certificate.frozenBy}于${times.frozen}封存，此后未改动，校验码（SHA-256）为：`,
          words`${spaced(listHash)}`,
        ]),
      ),
      section(
        'seed',
        '随机数',
        paragraphs([words`名单封存后当众产生：${how}。连成随机数 ${seed}。`, words`在场监督：${present.join('、')}。`]),
      ),
      section('picks', '抽取结果', [
        ...paragraphs([words`${certificate.drawnBy}于${times.drawn}抽取，共${picks.length}个点位，一次有效，不重抽。`]),
        { kind: 'table', table: pickTable(certificate) },
      ]),
      section('again', '核对办法', [
        ...paragraphs([
          words`每一层的随机数为“随机数/层名”。第 i 次的票号 = 1 +（“层随机数,i”的 SHA-256 值，作为十六进制整数）÷ 该层总票数的余数；i 依次取 1、2、3……，已抽中的点位跳过，抽满为止。`,
          ...(first && look
            ? [
                words`例如${first.stratum}第1次：“${seed}/${first.stratum},1”，总票数${first.size}，票号${look.ticket}，即${look.owner.name}。`,
              ]
            : []),
          words`也可用随附的核对文件在任何一台电脑的浏览器里重新抽取。`,
        ]),
        {
          kind: 'code',
          text: qrOf(certificate),
          sizeMm: 34,
          beside: ['扫码可得：名单校验码、', '随机数和抽中的点位编码，', '与本证书相同方为有效。'],
        },
        ...paragraphs([words`${{ text: '监督人签字：' }}`]),
      ]),
      section('entries', '参加抽取的点位', [{ kind: 'table', table: entryTable(certificate) }]),
      section(
        'leftOut',
        '不参加抽取的点位',
        list.leftOut.length === 0 ? [] : [{ kind: 'table', table: leftOutTable(certificate) }],
      ),
    ],
  };
}

/** Groups of eight can be read aloud and compared. */
const spaced = (hash: string): string => hash.match(/.{8}/g)?.join(' ') ?? hash;

function pickTable({ list, picks }: DrawCertificate): Table {
  const entries = new Map(list.entries.map((entry) => [entry.code, entry]));
  return {
    size: 'dense',
    columns: [
      column('序号', 10),
      column('层', 22, 'left'),
      column('第几次', 13),
      column('票号', 11),
      column('编码', 22, 'left'),
      column('点位', 46, 'left'),
      column('单位', 26, 'left'),
      column('内容', 20),
    ],
    rows: picks.map(({ stratum, at, ticket, code }, index) => {
      const entry = entries.get(code);
      return [`${index + 1}`, stratum, `${at}`, `${ticket}`, code, entry?.name ?? '', entry?.unit ?? '', entry?.block ?? ''];
    }),
  };
}

function entryTable({ list }: DrawCertificate): Table {
  const bySize = [...ticketRanges(list)].sort((a, b) =>
    a.entry.stratum < b.entry.stratum ? -1 : a.entry.stratum > b.entry.stratum ? 1 : 0,
  );
  return {
    size: 'dense',
    columns: [
      column('层', 20, 'left'),
      column('票号', 14),
      column('编码', 16, 'left'),
      column('点位', 46, 'left'),
      column('单位', 22, 'left'),
      column('级别、内容', 34),
      column('多票理由', 30, 'left'),
    ],
    rows: bySize.map(({ entry, first, last }) => [
      entry.stratum,
      first === last ? `${first}` : `${first}—${last}`,
      entry.code,
      entry.name,
      entry.unit,
      `${entry.level}、${entry.block}`,
      entry.reason || NONE,
    ]),
  };
}

const leftOutTable = ({ list }: DrawCertificate): Table => ({
  size: 'dense',
  columns: [
    column('编码', 22, 'left'),
    column('点位', 46, 'left'),
    column('单位', 28, 'left'),
    column('级别、内容', 34),
    column('不参加的理由', 44, 'left'),
  ],
  rows: list.leftOut.map(({ code, name, unit, level, block, reason }) => [code, name, unit, `${level}、${block}`, reason]),
});

/** Lines left for writing where nothing is written yet. */
const BLANK_PROBLEMS = 5;

/** One page where it fits: what is written by hand gets the larger rows. */
function formPaper(facts: FormFacts, copy: string): PlainPaper {
  const { period, site, visit } = facts;
  const name = '改革督察现场记录单';
  const found = visit === null || visit.problems.length > 0;
  return {
    name,
    title: [name],
    running: `${formatPeriod(period)} ${site.name} ${copy}`,
    // Both sides sign in a table of their own; the office stands in the head.
    signature: { issuer: '', date: '' },
    datedOn: visit?.visitedOn ?? null,
    marks: [copy],
    sections: [
      section('form', null, [
        { kind: 'table', table: headTable(facts) },
        { kind: 'table', caption: '评分', table: scoreTable(facts) },
        ...(found
          ? [{ kind: 'table' as const, caption: '问题清单', table: problemTable(visit) }]
          : paragraphs([words`现场未发现问题。`])),
        ...recountBlocks(visit),
        {
          kind: 'table',
          table: SIGNATURES,
          note: '以上情况属实。问题须在时限内整改，整改后报送佐证，经回访核实方可销号。本单一式两份，双方各存一份。',
        },
      ]),
    ],
  };
}

const SIGNATURES: Table = {
  columns: [column('督察人员签字', 78), column('被督察单位签字', 78)],
  rows: [['　', '　']],
  isWhole: true,
};

function scoreTable({ lines, visit }: FormFacts): Table {
  return {
    ...sizeOf(visit),
    columns: [
      column('序号', 14),
      column('督察内容', 72, 'left'),
      column('分值', 13),
      column('得分', 13),
      column('现场情况', 44, 'left'),
    ],
    rows: [
      ...lines.map(({ text, points }, index) => {
        const given = visit?.scores[index];
        return [`${index + 1}`, text, points, given?.points ?? '', given?.note ?? ''];
      }),
      ['', '合计', '100', visit?.score ?? '', ''],
    ],
    strong: [lines.length],
  };
}

function problemTable(visit: Visit | null): Table {
  return {
    ...sizeOf(visit),
    columns: [
      column('序号', 14),
      column('问题', 47, 'left'),
      column('类别', 24),
      column('程度', 12),
      column('责任单位', 21, 'left'),
      column('整改要求', 22, 'left'),
      column('时限', 22),
    ],
    rows: visit
      ? visit.problems.map((problem, index) => [
          `${index + 1}`,
          problem.text,
          CATEGORIES[problem.category],
          SEVERITIES[problem.severity],
          problem.organisationName,
          problem.demand,
          problem.dueOn,
        ])
      : Array.from({ length: BLANK_PROBLEMS }, (_, index) => [`${index + 1}`, '', '', '', '', '', '']),
  };
}

const sizeOf = (visit: Visit | null): Pick<Table, 'size'> => ({ size: visit ? 'dense' : 'normal' });

function headTable({ issuer, period, site, chosen, visit }: FormFacts): Table {
  return {
    size: 'dense',
    columns: [
      column('考核期', 24),
      column(formatPeriod(period), 54, 'left'),
      column('点位', 24),
      column(`${site.name}（${site.code}）`, 54, 'left'),
    ],
    rows: [
      ['单位', site.organisationName, '级别和内容', `${LEVELS[site.level]}，${BLOCKS[site.block]}`],
      ['如何确定', chosen, '督察日期', officialDate(visit?.visitedOn ?? null)],
      ['督察人员', visit?.inspectors.join('、') ?? '', '地址', site.address],
      ['督察机关', issuer, '联系人', site.contact],
    ],
  };
}

function recountBlocks(visit: Visit | null): readonly DocumentBlock[] {
  if (visit === null || visit.recounts.length === 0) return [];
  const rows = visit.recounts.map(({ name, unit, reported, recounted, value, isOff, note }) => [
    unit === '' ? name : `${name}（${unit}）`,
    reported,
    recounted,
    value ?? NONE,
    [isOff ? '偏差超过10%' : '', note].filter((part) => part !== '').join('；'),
  ]);
  const columns = [
    column('核实的数据', 52, 'left'),
    column('上报数', 22, 'right'),
    column('现场核实数', 24, 'right'),
    column('核实系数', 20, 'right'),
    column('说明', 40, 'left'),
  ];
  return [{ kind: 'table', caption: '数据核实', table: { size: 'dense', columns, rows } }];
}
