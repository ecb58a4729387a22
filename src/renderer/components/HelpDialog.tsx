import type { Page } from '../page.ts';
import { Sheet } from './parts.tsx';

type Help = { readonly title: string; readonly lines: readonly string[] };

export const HELP: Readonly<Record<Page['name'], Help>> = {
  overview: {
    title: '工作台',
    lines: [
      '上方是本月“六个一”的进度，点一项就到那一项的页面。',
      '左下是接下来要办的事，中间是还有空格的单位，点单位直接到它的第一个空格。',
      '右下是按现有数据试算的排名；数据变动，排名随之变动。',
      'Alt+1 至 Alt+7 换页面，Ctrl+K 查单位、指标、页面，◀ ▶ 换月份。',
    ],
  },
  entry: {
    title: '数据',
    lines: [
      '行是单位，列是指标。直接打字即可填入，回车向下，Tab 向右；在一行里按过 Tab 后回车，回到起始列的下一行。',
      'F2 修改，Delete 清除，Ctrl+Z 撤销，Ctrl+D 向下填充，Ctrl+C、Ctrl+V 与 WPS 表格互相复制粘贴。',
      '粘贴前先显示换算了哪些、哪些不能识别，按回车应用，按 Esc 取消。',
      '每填一格立即保存；换到别的页面后不能再撤销。空格不等于 0：没有数据时填“未报”“不适用”或“缓报”。',
      '“导入”读入整张表格；“导出填报表”写出本月的表，填好可以再导入。',
    ],
  },
  rankings: {
    title: '排名',
    lines: [
      '得分和名次由程序按方案计算，不能手工改动；要改，只能改数据。',
      '选中一个单位（点击，或上下键后回车），右侧列出每一分的来处：条款、算式、原始数值、来源。',
      '名次按公布的两位小数排，相同的并列，后面的名次跳过。',
    ],
  },
  bulletins: {
    title: '通报',
    lines: [
      '这里显示的就是要印的每一页。文号、成文日期在上方填写，填好后重新生成。',
      '内部版含会诊对象和存在问题；公开版只有名次和得分。',
      '另存为 PDF 后，从 PDF 打印。当月数据有变动时，请重新生成。',
    ],
  },
  indicators: {
    title: '指标',
    lines: ['选一个指标看走势、排名和变化，图下是同样的数和来源。', '图可以复制，也可以存为图片，带标题和来源。'],
  },
  annual: {
    title: '年度',
    lines: [
      '年度总分由月度得分平均和年终考核合成，比例在“考核办法”中设定；没有考核的月份不计入平均。',
      '“年终评分”里逐项填写百分制的评分，每填一格立即保存。',
      '“位次还能在”按余下月份的最低、最高得分推算，只看月度一半：写着“已定”的，余下月份怎样都不会再变。',
    ],
  },
  system: {
    title: '系统',
    lines: [
      '单位、指标、考核方案、备份和发文信息都在这里。',
      '备份每天自动做一次，导入和恢复之前各做一次；请经常把备份另存到 U 盘。',
      '操作记录不能删改。',
    ],
  },
};

export function HelpDialog({ help, onClose }: { readonly help: Help; readonly onClose: () => void }) {
  return (
    <Sheet title={`“${help.title}”怎么用`} onClose={onClose} width={560}>
      <ul>
        {help.lines.map((line) => (
          <li key={line} style={{ margin: '0 0 8px' }}>
            {line}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
