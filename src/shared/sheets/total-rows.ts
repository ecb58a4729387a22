/** 合计, 全市平均 and the like: lines that are computed, not reported. */
const TOTAL =
  /^(?:(?:全市|全区|全县|各区县|区县|11个区县)?(?:合计|总计|小计|共计|平均|平均值|均值|平均数|平均分|中位数|最高值?|最低值?|最大值|最小值)|全市|总数|汇总)$/;

export const isTotal = (text: string): boolean => TOTAL.test(text.replace(/[\s（）()]/g, ''));
