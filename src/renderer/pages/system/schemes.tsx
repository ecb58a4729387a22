import type { SchemeVersion } from '../../../shared/contract/schemes.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { listName } from '../../../shared/text.ts';
import { Empty, Trouble } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';

const KIND = { base: '基本分', bonus: '加分', deduction: '扣分', veto: '一票否决' } as const;

export function SchemesTab() {
  const list = useCall('schemes.list', {});
  const adopt = useCommand('schemes.adoptDefault');
  return (
    <>
      <div className="heading">
        <h1>考核方案</h1>
        <p className="say">每个月按当月生效的方案计分；改方案只影响生效月份以后。</p>
      </div>
      <div className="content">
        <Trouble error={list.error ?? adopt.error} />
        {list.data?.length === 0 ? (
          <Empty text="还没有考核方案。可以先启用随程序提供的“六个一”考核方案。">
            <button type="button" className="main" disabled={adopt.isPending} onClick={() => adopt.mutate({})}>
              启用默认方案
            </button>
          </Empty>
        ) : null}
        {list.data?.map((scheme) => (
          <Scheme key={scheme.id} scheme={scheme} />
        ))}
      </div>
    </>
  );
}

function Scheme({ scheme }: { readonly scheme: SchemeVersion }) {
  const { rules } = scheme;
  const caps = [
    `得分保留 ${rules.publishedDecimals} 位小数`,
    rules.bonusCap === null ? '' : `加分合计不超过 ${rules.bonusCap} 分`,
    rules.deductionCap === null ? '' : `扣分合计不超过 ${rules.deductionCap} 分`,
    rules.allowDependentMethods ? '允许使用会因其他单位成绩变动的计分方法' : '只用看本单位成绩的计分方法',
    rules.rankInGroups ? '分组排名' : '统一排名',
  ].filter((text) => text !== '');
  return (
    <section>
      <h2 style={{ fontSize: 15, margin: '4px 0' }}>
        {scheme.name} 第 {scheme.version} 版，{formatPeriod(scheme.effectiveFrom)}起
      </h2>
      <p className="faint">{caps.join('；')}。</p>
      <table className="table" style={{ marginTop: 8 }}>
        <thead>
          <tr>
            <th>编号</th>
            <th>项目</th>
            <th>类别</th>
            <th>适用</th>
            <th className="n">满分</th>
            <th>计分条款</th>
            <th>佐证</th>
          </tr>
        </thead>
        <tbody>
          {rules.items.map((item) => (
            <tr key={item.code}>
              <td>{item.code}</td>
              <td style={{ whiteSpace: 'nowrap' }}>{item.name}</td>
              <td style={{ whiteSpace: 'nowrap' }}>{KIND[item.kind]}</td>
              <td style={{ whiteSpace: 'nowrap' }}>{item.applies.map((list) => listName[list]).join('、')}</td>
              <td className="n">{item.kind === 'deduction' ? `−${item.fullPoints}` : item.fullPoints}</td>
              <td>{item.clause}</td>
              <td className="faint">{item.evidence ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
