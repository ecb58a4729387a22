/** 抽取证书 on paper: facts in, words out. */
import { type DrawCertificate, looksOf, teamLooks, teamSeed } from '../draw/certificate.ts';
import { TEAM_BY, ticketRanges } from '../draw/frozen-list.ts';
import { formatPeriod } from '../period.ts';
import { column, type DocumentBlock, type PlainPaper, section, type Table } from './document.ts';
import { officialDate } from './numerals.ts';
import { paragraphs, words } from './phrases.ts';
import { NONE } from './tables.ts';

/** As the clock on the wall said. */
type DrawTimes = { readonly frozen: string; readonly drawn: string };
export type CertificateFacts = {
  readonly certificate: DrawCertificate;
  readonly drawnOn: string;
  readonly times: DrawTimes;
  readonly marks: readonly string[];
};

/** What a reader of QR codes gets: enough to hold beside the printed list. */
const qrOf = ({ list, listHash, seed, picks, teams = [] }: DrawCertificate): string =>
  [
    `督察抽取 ${list.period} 第${list.number}次`,
    `名单 ${listHash}`,
    `随机数 ${seed}`,
    `抽中 ${picks.map(({ code }) => code).join(' ')}`,
    ...(teams.length > 0
      ? [`督察组 ${teams.map((team) => `${team.group}：${team.members.map(({ code }) => code).join(' ')}`).join('；')}`]
      : []),
  ].join('\n');

/** What a draw was made from, what came of it, and how anybody makes it again. */
export function certificatePaper({ certificate, drawnOn, times, marks }: CertificateFacts): PlainPaper {
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
    marks,
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
        ...teamBlocks(certificate),
      ]),
      section('again', '核对办法', [
        ...paragraphs([
          words`每一层的随机数为“随机数/层名”。第 i 次的票号 = 1 +（“层随机数,i”的 SHA-256 值，作为十六进制整数）÷ 该层总票数的余数；i 依次取 1、2、3……，已抽中的点位跳过，抽满为止。`,
          ...(first && look
            ? [
                words`例如${first.stratum}第1次：“${seed}/${first.stratum},1”，总票数${first.size}，票号${look.ticket}，即${look.owner.name}。`,
              ]
            : []),
          ...teamRule(certificate),
          words`也可用随附的核对文件在任何一台电脑的浏览器里重新抽取。`,
        ]),
        {
          kind: 'code',
          text: qrOf(certificate),
          sizeMm: 34,
          beside: [
            '扫码可得：名单校验码、',
            list.inspectors ? '随机数、点位编码和督察组，' : '随机数和抽中的点位编码，',
            '与本证书相同方为有效。',
          ],
        },
        { kind: 'table', table: signTable(present) },
      ]),
      section('entries', '参加抽取的点位', [{ kind: 'table', table: entryTable(certificate) }]),
      section(
        'leftOut',
        '不参加抽取的点位',
        list.leftOut.length === 0 ? [] : [{ kind: 'table', table: leftOutTable(certificate) }],
      ),
      section('inspectors', '参加抽取的督察人员', list.inspectors ? [{ kind: 'table', table: inspectorTable(certificate) }] : []),
    ],
  };
}

/** Who watched, each with room for a name. */
const signTable = (present: readonly string[]): Table => ({
  columns: [column('在场监督', 66, 'left'), column('签字', 50), column('日期', 40)],
  rows: present.map((name) => [name, '', '']),
  isWhole: true,
});

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

/** Who goes where, with the look and the place in the row each was drawn by. */
function teamBlocks({ list, seed, teams = [] }: DrawCertificate): readonly DocumentBlock[] {
  const { inspectors } = list;
  if (!inspectors) return [];
  const names = new Map(inspectors.entries.map((entry) => [entry.code, entry]));
  const looks = new Map(teamLooks(list, seed).map((one) => [one.group, one]));
  const rows = teams.flatMap(({ group, members }) =>
    members.map(({ code, at, ticket }, index) => {
      const place = looks.get(group);
      const where = inspectors.by === 'site' ? (place?.sites[0]?.name ?? '') : `${group}（${place?.sites.length ?? 0}个点位）`;
      const one = names.get(code);
      return [
        index === 0 ? where : '',
        index === 0 ? group : '',
        one?.name ?? '',
        code,
        one?.unit ?? '',
        `${at}`,
        `${ticket}/${place?.row.length ?? 0}`,
      ];
    }),
  );
  const columns = [
    column('点位', 46, 'left'),
    column(inspectors.by === 'site' ? '编码' : '层', 22, 'left'),
    column('督察人员', 22, 'left'),
    column('编号', 18, 'left'),
    column('单位', 36, 'left'),
    column('第几次', 14),
    column('位次', 16),
  ];
  return [
    {
      kind: 'table',
      caption: `督察人员（${TEAM_BY[inspectors.by]}，每组${inspectors.size}人）`,
      table: { size: 'dense', columns, rows },
    },
  ];
}

/** How a team is drawn again by hand, with the first of them as the example. */
function teamRule({ list, seed }: DrawCertificate): ReturnType<typeof words>[] {
  const [first] = teamLooks(list, seed);
  const look = first?.looks[0];
  if (!list.inspectors || !first || !look) return [];
  const group = list.inspectors.by === 'site' ? '点位编码' : '层名';
  return [
    words`督察组按点位抽出的先后逐组抽取，随机数为“随机数/督察人员/${group}”，票号按同样的办法计算，即在参加这一组的人里按编号排列的位次。要回避的不参加这一组；已编入其他组的先不参加，余下的人不够一组时，全部重新参加。`,
    words`例如${first.group}第1次：“${teamSeed(seed, first.group)},1”，参加的有${first.row.length}人，位次${look.ticket}，即${look.owner.name}。`,
  ];
}

const inspectorTable = ({ list }: DrawCertificate): Table => ({
  size: 'dense',
  columns: [
    column('编号', 16, 'left'),
    column('姓名', 22, 'left'),
    column('单位', 46, 'left'),
    column('熟悉的领域', 36, 'left'),
    column('回避', 54, 'left'),
  ],
  rows: (list.inspectors?.entries ?? []).map(({ code, name, unit, fields, recusals }) => [
    code,
    name,
    unit,
    fields === '' ? NONE : fields,
    recusals.map((one) => `${one.unit}${one.reason === '' ? '' : `（${one.reason}）`}`).join('、') || NONE,
  ]),
});

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
