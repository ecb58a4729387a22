/** A draw made again in any browser: from the list and the digits called in public to the same sites. */
import { type DrawCertificate, looksOf, recomputeDraw, teamLooks, teamNames, teamSeed } from '../../shared/draw/certificate.ts';
import { listHash, listText, TEAM_BY, ticketRanges } from '../../shared/draw/frozen-list.ts';
import { sha256Hex } from '../../shared/draw/sampler.ts';
import { formatPeriod } from '../../shared/period.ts';
import { answer, details, localTime, make, table } from './parts.ts';

/** @param text the certificate as it stands in the page; whatever it holds, an answer comes out */
export function showDraw(text: string): readonly Node[] {
  try {
    return pageOf(JSON.parse(text) as DrawCertificate);
  } catch {
    return [answer(false, '不一致：文件中的抽取证书已不能读出，文件不完整或被改动。')];
  }
}

function pageOf(certificate: DrawCertificate): readonly Node[] {
  const { list, seed, seedKind, seedParts, picks } = certificate;
  const difference = recomputeDraw(certificate);
  const entries = new Map(list.entries.map((entry) => [entry.code, entry]));
  return [
    make('h1', `${formatPeriod(list.period)}督察点位抽取核对（第${list.number}次）`),
    difference === null
      ? answer(
          true,
          `一致：名单与校验码相符，由名单和随机数重新抽取，${picks.length} 个点位${list.inspectors ? '和各组督察人员' : ''}与证书逐一相同。`,
        )
      : answer(false, `不一致：${difference}。`),
    table(
      ['项目', '内容'],
      [
        ['名单校验码（SHA-256）', certificate.listHash],
        ['重新算出的校验码', listHash(list)],
        ['随机数', seed],
        [
          '产生办法',
          `${seedKind === 'dice' ? '掷骰子' : '依次报数'}：${seedParts.map((part) => `${part.name} ${part.digits}`).join('；')}`,
        ],
        ['在场监督', certificate.present.join('、')],
        ['封存名单', `${certificate.frozenBy} ${localTime(certificate.frozenAt)}`],
        ['抽取', `${certificate.drawnBy} ${localTime(certificate.drawnAt)}`],
      ],
      1,
    ),
    make('p', '请把名单校验码、随机数和抽中的点位与纸质证书对照；三样相同，说明这份文件就是当时的那一次抽取。', 'faint'),
    make('h2', '抽中的点位'),
    table(
      ['序号', '层', '编码', '点位', '单位', '级别', '内容', ...(list.inspectors ? ['督察人员'] : [])],
      picks.map((pick, index) => {
        const { stratum, code } = pick;
        const entry = entries.get(code);
        const team = list.inspectors ? [teamNames(list, certificate.teams ?? [], pick).join('、')] : [];
        return [
          `${index + 1}`,
          stratum,
          code,
          entry?.name ?? '',
          entry?.unit ?? '',
          entry?.level ?? '',
          entry?.block ?? '',
          ...team,
        ];
      }),
    ),
    make('h2', '逐次计算'),
    make('p', '每一次：票号 = 1 +（SHA-256 值 ÷ 该层总票数的余数）；已抽中的点位跳过。', 'faint'),
    ...looksOf(list, seed).map(({ stratum, size, looks }) =>
      details(
        `${stratum}：${size} 票，看了 ${looks.length} 次`,
        table(
          ['第几次', '被计算的文字', 'SHA-256', '票号', '点位'],
          looks.map(({ at, ticket, owner, isRepeated }) => {
            const words = `${seed}/${stratum},${at}`;
            return [`${at}`, words, sha256Hex(words), `${ticket}`, `${owner.name}${isRepeated ? '（已抽中，跳过）' : ''}`];
          }),
          2,
        ),
      ),
    ),
    ...teamDetails(certificate, difference === null),
    details(
      `名单 ${list.entries.length} 个点位，不参加 ${list.leftOut.length} 个`,
      table(
        ['层', '票号', '编码', '点位', '单位', '说明'],
        [
          ...ticketRanges(list).map(({ entry, first, last }) => [
            entry.stratum,
            first === last ? `${first}` : `${first}—${last}`,
            entry.code,
            entry.name,
            entry.unit,
            entry.reason,
          ]),
          ...list.leftOut.map(({ code, name, unit, reason }) => ['不参加', '', code, name, unit, reason]),
        ],
      ),
    ),
    details('被计算校验码的名单原文', make('pre', listText(list))),
  ];
}

/** Each team step by step, and who could be in it; of a certificate that does not hold the sites are enough. */
function teamDetails({ list, seed }: DrawCertificate, isSame: boolean): readonly Node[] {
  const { inspectors } = list;
  if (!inspectors || !isSame) return [];
  return [
    make(
      'p',
      `督察人员${TEAM_BY[inspectors.by]}，每组 ${inspectors.size} 人：要回避的不参加这一组，已编入其他组的先不参加，余下的人不够时全部重新参加。`,
      'faint',
    ),
    ...teamLooks(list, seed).map(({ group, row, looks }) =>
      details(
        `督察组 ${group}：${row.length} 人参加，看了 ${looks.length} 次`,
        table(
          ['第几次', '被计算的文字', 'SHA-256', '位次', '督察人员'],
          looks.map(({ at, ticket, owner, isRepeated }) => {
            const words = `${teamSeed(seed, group)},${at}`;
            return [`${at}`, words, sha256Hex(words), `${ticket}`, `${owner.name}${isRepeated ? '（已抽中，跳过）' : ''}`];
          }),
          2,
        ),
      ),
    ),
    details(
      `督察人员 ${inspectors.entries.length} 人`,
      table(
        ['编号', '姓名', '单位', '熟悉的领域', '回避'],
        inspectors.entries.map(({ code, name, unit, fields, recusals }) => [
          code,
          name,
          unit,
          fields,
          recusals.map((one) => `${one.unit}${one.reason === '' ? '' : `（${one.reason}）`}`).join('、'),
        ]),
      ),
    ),
  ];
}
