/**
 * What no scheme of this program may count, however it is worded: traces of activity, and places of persons. Each answers with the reason, or null.
 *
 * 中共中央办公厅《关于解决形式主义突出问题为基层减负的通知》(2019) and 中央网络安全和信息化委员会《关于防治“指尖上的形式主义”的若干意见》(2023):
 * 登录、点赞、转发、打卡、签到、积分排名、在线时长 are no measure of work. A word alone proves nothing (转发文件, 注册企业, 市场活跃度, 签到表, 个人所得税),
 * so each pattern names the count that makes it one.
 */

const SOCIAL = '微信|朋友圈|公众号|微博|抖音|头条|链接|推文|短视频|工作群|客户端|APP|小程序';
const COUNT = '(?:总)?(?:数|量|率|人数|人次|次数|频次|天数|时长|频率)';
const PAPER = '文件|通知|意见|方案|办法|批示|要求|精神|规划|决定|条例|规定|部署|函|公报';
const ECONOMY = '市场|经济|企业|主体|创新|消费|交易|金融|产业|商业|民营|投资';

/** Signs of activity metrics; the group that matched is the word that is said back. */
const ACTIVITY: readonly RegExp[] = [
  new RegExp(`(登[录陆](?:${COUNT}|活跃|情况|积分))`),
  /(登[录陆](?:不?(?:少于|低于)|满)?\d+次|(?:每日|每天|每周|每月|日均|人均|按时|定期)登[录陆])/,
  new RegExp(`(点击${COUNT})`),
  /(点赞|集赞|转评赞)/,
  // 转发 a paper is office work; 转发 anything else is not.
  new RegExp(`(转发(?:${COUNT}|\\d+[次条]))`),
  new RegExp(`(?<!(?:${PAPER}|批|印|办)[^，。；]{0,4})(转发)(?![^，。；]{0,24}(?:${PAPER}))`),
  new RegExp(`((?:${SOCIAL})[^，。；]{0,6}转发)`, 'i'),
  new RegExp(`((?:评论|跟评|跟帖|发帖)(?:${COUNT}|条数))`),
  /((?:阅读|浏览|播放|访问)(?:总)?(?:数|量|次数|人次|人数|时长))/,
  /(关注(?:总)?(?:数|量|率|人数)|粉丝(?:总)?(?:数|量|增)|[涨吸]粉)/,
  /(打卡)(?!地|点|胜地)/,
  /(签到)(?!表|簿|册|单)/,
  /(活跃(?:用户|人数|天数|账号)|[日月]活(?:跃|用户|数|量|率))/,
  new RegExp(`(?<!(?:${ECONOMY})[^，。；]{0,4})(活跃[度率])`),
  /(在线(?:时长|时间|人数|天数)|停留时长|学习时长)/,
  /(下载(?:总)?(?:数|量|率|次数|人数))/,
  new RegExp(`(注册(?:人数|用户|会员|账号)|(?:用户|账号|实名|平台|${SOCIAL})(?:注册|安装)(?:数|量|率))`, 'i'),
  /(入群(?:率|人数)|建群(?:数|率))/,
  /(学习积分|学习强国[^，。；]{0,6}(?:积分|学分|排名|参与)|积分排[名行])/,
  /(网络投票|微信投票|拉票|答题(?:人数|次数|率|参与率))/,
];

const PERSON = '(?:个人|干部|党员|职工|公务员|工作人员|班子成员|责任人|联络员|信息员|网格员|人员)';
const PLACE = '(?:得分|排名|排序|排位|排行|名次|位次|积分|末位)';
/** Signs that a line puts persons in order; a rule about how cadres are assessed is a reform task and no ranking. */
const PERSONS: readonly RegExp[] = [
  new RegExp(`(${PERSON}(?:个人|考核|绩效|年度|工作|综合)?${PLACE})(?!.{0,4}(?:制度|办法|机制|体系|改革))`),
  /(个人(?:打分|评分|评优|评比|考评))(?!.{0,4}(?:制度|办法|机制|体系|改革))/,
  /((?:排名|考核|通报|排序|得分)到(?:个人|人(?![民大员次均])))/,
  /((?:按|对|给|将|以)(?:每名|每个|各)?(?:个人|姓名|人头|干部|党员|工作人员)(?:逐[一个名])?(?:进行)?(?:排名|排序|打分|计分|评分|评比))/,
  /(姓名(?:排名|排序|得分))|^(姓名|人员姓名|干部姓名)$/,
];

/** “不得以点赞、转发作为依据” forbids the very thing; what follows up to the next comma is not held against it. */
const FORBIDDEN =
  /不得(?:以|将|把|用|对|要求|搞)|不(?:以|将|把|搞|再|对|计|纳入|列入|作为)|严禁|禁止|杜绝|整治|取消|清理|防止|避免|减少|纠治/;

function find(text: string, signs: readonly RegExp[]): string | null {
  for (const clause of text.split(/[，,。；;\n]/)) {
    const plain = clause.replace(/\s/g, '');
    const said = FORBIDDEN.exec(plain);
    const looked = said ? plain.slice(0, said.index) : plain;
    for (const sign of signs) {
      const match = sign.exec(looked);
      if (match) return match.slice(1).find((group) => group !== undefined) ?? match[0];
    }
  }
  return null;
}

/** @returns why the text may not be scored, in a sentence; null when nothing in it counts clicks instead of work */
export function refuseActivity(text: string): string | null {
  const word = find(text, ACTIVITY);
  return word === null
    ? null
    : `“${word}”计的是留痕，不是实效。中央整治形式主义、为基层减负的规定不许以登录、点赞、转发、打卡、签到、在线时长等作考核指标，方案不能生效。请改用能反映工作成效的指标。`;
}

/** @returns why the text may not be scored, in a sentence; null when no person is put in order */
export function refusePersons(text: string): string | null {
  const word = find(text, PERSONS);
  return word === null
    ? null
    : `“${word}”是对个人排名或打分。本程序只考核区县和专项小组，不给个人排名，方案不能生效。请改为考核单位的工作。`;
}
