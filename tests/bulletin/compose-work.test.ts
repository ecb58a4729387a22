import { describe, expect, test } from 'vitest';
import { composeBulletin } from '../../src/shared/bulletin/compose.ts';
import { countCharacters } from '../../src/shared/bulletin/document.ts';
import { aMonth } from './fixture.ts';
import { said, sayBlock, section, small } from './small-month.ts';
import { aWork } from './work-fixture.ts';

describe('what the registers came to', () => {
  const DISPATCH = [
    '截至2月28日，台账共有任务45项，已销号12项，推进中31项（逾期2项、欠进度4项），暂缓2项。本月到期节点26个，按期完成19个，逾期完成2个，尚未完成5个；其中配套文件节点6个，按期出台5个。本月办结销号5项，改期3次。',
    '“第一议题”方面，本月应传达上级改革会议2次、涉及单位22个（次），按时传达19个，迟传达1个，尚未传达2个；已研究贯彻18个，已出台措施15个。',
    '三单一书方面，本月下发提示单3件、交办单2件、责令书1期，已签收6件（期），已办结4件（期）。今年以来累计下发提示单25件、交办单20件、催办单15件、责令书4期，已办结53件（期）。',
    '本月印发改革文件9件，累计400件（均为市级）。本月新获批改革试点3项（国家级1项、省级2项），累计192项（国家级81项、省级111项）。',
  ];
  test('内部版: the counts stand before the scores, in 调度, 督察 and 宣传', () => {
    const document = small({ facts: { work: aWork() } });
    expect(section(document, 'dispatch').slice(0, 5)).toEqual([
      ...DISPATCH,
      '从得分看，满分36分，平均得32.40分，得分率90.0%，各区县得分相同。',
    ]);
    expect(section(document, 'inspection').slice(0, 3)).toEqual([
      '本月从120个点位中随机抽取22个，已督察20个；另指定督察8个。现场督察平均得分86.40分。现场核实数据10项，与上报数相差10%以上的1项。',
      '本月发现问题31个，涉及2个单位，较多的是台账资料不规范13个、进度滞后9个、数据不实6个。本月整改销号18个，反弹1个；到期应整改24个，按期销号16个。截至2月28日，尚有19个问题未销号，其中逾期1个。',
      '从得分看，满分30分，平均得27.00分，得分率90.0%，各区县得分相同。',
    ]);
    expect(section(document, 'publicity').slice(0, 2)).toEqual([
      '本月核实宣传条目32条，其中改革动态12条、工作信息5条、典型经验2条、媒体报道12条、批示1条；按级别，市级9条、省级10条、中央5条。本月上报经验7项，复制经验3次，推广经验1项：沂源县“果品质量追溯”（省级）。入选宣传的单位3个：沂源县、高青县（排名靠前），博山区（进步幅度较大）。',
      '本月认定加减分事项9件，计分8件：领导批示5件、试点获批3件。',
    ]);
  });
  test('内部版: what is late is named in 存在问题 and 下步要求, and stands whole in the annexes', () => {
    const document = small({ facts: { work: aWork() } });
    expect(section(document, 'problems')).toEqual([
      '（一）个别任务逾期未办结。截至2月28日，逾期任务2项：博山区“推进农村产权制度改革”应于2月2日办结，逾期13个工作日；高青县“完善河长制”应于2月14日办结，逾期5个工作日。',
      '（二）学习传达不够及时。博山区、周村区未按期传达上级改革会议精神。',
      '（三）三单一书反馈不够及时。博山区对催办〔2018〕1号逾期8个工作日未反馈。',
      '（四）督察问题整改不够到位。博山区1个督察问题逾期未整改，逾期5个工作日，详见附件《督察问题清单》。周村区1个问题整改后反弹。',
      '（五）个别数据不够准确。张店区“网上办理件”上报40件，现场核实为35件（核实系数0.875）。',
    ]);
    expect(section(document, 'demands')[0]).toBe(
      '（一）限期办结逾期事项。博山区、高青县要对逾期事项逐项倒排工期，明确责任人，限期办结，及时销号。',
    );
    expect(document.annexes.map(({ title }) => title)).toEqual(['得分明细表', '任务进度表', '督察问题清单']);
    expect(document.annexes.slice(1).flatMap((annex) => annex.blocks.map(sayBlock))).toEqual([
      '[表 各单位任务进度] 合计 31 26 19 2 5 2 5 / 张店区 20 12 12 — — — 5 / 博山区 8 12 6 2 4 1 — / 高青县 3 2 1 — 1 1 — 注：任务以项计，节点以个计，含配套文件；有子任务的按子任务计。',
      '[表 逾期任务] 博山区 12 推进农村产权制度改革 2018-02-02 13 / 高青县 7 完善河长制 2018-02-14 5',
      '[表 本月下发三单一书] 合计 3 2 — 1 / 博山区 3 2 — 1',
      '[表 各单位督察情况] 合计 28 31 19 / 张店区 17 1 — / 博山区 11 30 19',
      '[表 问题清单] 1 博山区 域城镇便民服务中心 台账缺两个月 台账资料不规范 一般 2018-02-14 待整改，逾期5日 / 2 周村区 王村镇政府 办件量多报 数据不实 严重 2018-03-20 反弹 / 3 张店区 房镇镇政府 没有公示时限 群众办事不便 较重 2018-02-20 已销号 注：列本月督察发现的问题和以往尚未销号的问题，情况截至2018年2月28日，逾期按工作日计。',
    ]);
  });
  test('every number in these words is bound to the month', () => {
    const document = small({ facts: { work: aWork() } });
    const runs = document.sections
      .filter(({ id }) => id === 'dispatch' || id === 'inspection' || id === 'publicity')
      .flatMap(({ blocks: own }) => own.flatMap((block) => (block.kind === 'paragraph' ? block.runs : [])));
    // 10% is the rule, not a count.
    const typed = runs.filter(({ text, figure }) => !figure && /\d/.test(text.replace('10%以上', '')));
    expect(typed).toEqual([]);
  });
  test('公开版 has the counts, and nobody who is behind', () => {
    const document = composeBulletin(aMonth({ edition: '公开版', work: aWork() }));
    expect(document.sections.map(({ id }) => id)).toEqual([
      'opening',
      'overall',
      'dispatch',
      'inspection',
      'ranking',
      'indicators',
      'publicity',
      'closing',
    ]);
    expect(section(document, 'dispatch')).toEqual([
      (DISPATCH[0] ?? '').replace('（逾期2项、欠进度4项）', ''),
      ...DISPATCH.slice(1),
    ]);
    expect(document.annexes.map(({ title }) => title)).toEqual(['排名走势']);
    const told = ['dispatch', 'inspection', 'publicity'].flatMap((id) => section(document, id)).join('');
    expect(told).not.toMatch(/逾期任务|未销号|未反馈|核实系数|农村产权|台账缺/);
  });
  test('a full month with both lists stays within the length of a bulletin', () => {
    const document = composeBulletin(aMonth({ work: aWork() }));
    expect(document.annexes.map(({ title }) => title)).toEqual(['得分明细表', '任务进度表', '督察问题清单', '排名走势']);
    expect(said(document)).toContain('（一）区县得分');
    expect(countCharacters(document.sections)).toBeLessThan(4200);
  });
  test('registers that are not kept say nothing, and nothing stands out when all is in order', () => {
    const nothing = {
      ledger: null,
      agenda: null,
      notices: null,
      registers: null,
      inspections: null,
      publicity: null,
      claims: null,
    };
    expect(small({ facts: { work: aWork(nothing) } })).toEqual(small());
    const { ledger, notices } = aWork();
    const calm = small({
      facts: {
        work: aWork({
          ...nothing,
          ledger: ledger && {
            ...ledger,
            overdue: [],
            slow: 0,
            tasks: { due: 20, onTime: 20, late: 0 },
            documents: { due: 0, onTime: 0, late: 0 },
          },
          notices: notices && { ...notices, overdue: [], kinds: notices.kinds.map((one) => ({ ...one, issued: 0 })) },
        }),
      },
    });
    expect(section(calm, 'dispatch').slice(0, 2)).toEqual([
      '截至2月28日，台账共有任务45项，已销号12项，推进中31项，暂缓2项。本月到期节点20个，均按期完成。本月办结销号5项，改期3次。',
      '三单一书方面，本月没有下发。今年以来累计下发提示单25件、交办单20件、催办单15件、责令书4期，已办结53件（期）。',
    ]);
    expect(calm.sections.map(({ id }) => id)).not.toContain('problems');
  });
});
