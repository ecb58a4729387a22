import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundDecimal, shiftDecimal } from '../../src/shared/sheets/decimal-text.ts';
import { readNumber } from '../../src/shared/sheets/number-text.ts';

/** Value and the phrases told to the clerk; a refusal is its reason. */
function read(text: string, unit?: string): { value: string | null; told: string[] } | string {
  const reading = readNumber(text, unit);
  return reading.ok ? { value: reading.value, told: reading.conversions.map((one) => one.phrase) } : reading.reason;
}

const accepted: readonly (readonly [text: string, unit: string | undefined, value: string | null, ...told: string[]])[] = [
  ['85.5', undefined, '85.5'],
  ['85.50', '分', '85.5'],
  ['-0.00', undefined, '0'],
  ['007', undefined, '7'],
  ['.5', undefined, '0.5'],
  ['5.', undefined, '5'],
  [' 85.5\u00a0', undefined, '85.5'],
  ['\u202d85.5\u202c\ufeff', undefined, '85.5'],
  ['８５。５', undefined, '85.5', '全角已转半角', '“。”已改为小数点'],
  ['85。5', undefined, '85.5', '“。”已改为小数点'],
  ['－８５．５', undefined, '-85.5', '全角已转半角'],
  ['−3', undefined, '-3', '全角已转半角'],
  ['１，２３４．５', undefined, '1234.5', '全角已转半角', '千分位已去掉'],
  ['1,234,567.80', undefined, '1234567.8', '千分位已去掉'],
  ['1 234 567.8', undefined, '1234567.8', '数字中的空格已去掉'],
  ['- 5', undefined, '-5'],
  ["'85.5", undefined, '85.5', '前面的撇号已去掉'],
  ['＇85', undefined, '85', '前面的撇号已去掉'],
  ['+3', undefined, '3', '加号已去掉'],
  ['85.5\r\n', undefined, '85.5', '格内换行已去掉'],
  ['85.5\n分', '分', '85.5', '格内换行已去掉', '单位“分”已去掉'],
  // 百分号、千分号、百分点
  ['45%', '%', '45', '单位“%”已去掉'],
  ['４５％', '%', '45', '全角已转半角', '单位“%”已去掉'],
  ['45%', undefined, '0.45', '百分号已换算'],
  ['45%', '', '0.45', '百分号已换算'],
  ['120%', '倍', '1.2', '百分号已换算'],
  ['3‰', '%', '0.3', '“‰”已换算为“%”'],
  ['3‰', undefined, '0.003', '千分号已换算'],
  ['0.5%', '‰', '5', '“%”已换算为“‰”'],
  ['1.7个百分点', '%', '1.7', '单位“个百分点”已去掉'],
  // 万、亿
  ['1.2亿元', '亿元', '1.2', '单位“亿元”已去掉'],
  ['1.2亿元', '万元', '12000', '“亿”已换算'],
  ['1.2亿元', undefined, '120000000', '“亿”已换算'],
  ['3.5万人', '万人', '3.5', '单位“万人”已去掉'],
  ['3.5万人', '人', '35000', '“万”已换算'],
  ['3.5万', '万元', '3.5', '单位“万”已去掉'],
  ['3.5万', '元', '35000', '“万”已换算'],
  ['3.5万', undefined, '35000', '“万”已换算'],
  ['12,000元', '万元', '1.2', '千分位已去掉', '“元”已换算为“万元”'],
  ['2.3千万元', '亿元', '0.23', '“千万”已换算'],
  ['1.5万亿元', '亿元', '15000', '“万亿”已换算'],
  ['1.2亿千瓦时', '万千瓦时', '12000', '“亿”已换算'],
  ['¥1,234.5', '万元', '0.12345', '货币符号已去掉', '千分位已去掉', '“元”已换算为“万元”'],
  // 增减
  ['增长5%', '%', '5', '“增长”已去掉', '单位“%”已去掉'],
  ['同比增长12.3%', '%', '12.3', '“增长”已去掉', '单位“%”已去掉'],
  ['同比下降5.1%', '%', '-5.1', '“下降”已记为负数', '单位“%”已去掉'],
  ['下降3.2个百分点', '个百分点', '-3.2', '“下降”已记为负数', '单位“个百分点”已去掉'],
  ['增长-5%', '%', '-5', '“增长”已去掉', '单位“%”已去掉'],
  ['负增长3%', '%', '-3', '“负增长”已记为负数', '单位“%”已去掉'],
  ['5%↓', '%', '-5', '“↓”已记为负数', '单位“%”已去掉'],
  ['（12）', undefined, '-12', '括号已记为负数'],
  // 空
  ['', '分', null],
  [' \u3000', '分', null],
  ['—', '分', null, '“—”作空白'],
  ['-', '分', null, '“-”作空白'],
  ['/', '分', null, '“/”作空白'],
  ['无', '分', null, '“无”作空白'],
  ['空', '分', null, '“空”作空白'],
  ['…', '分', null, '“…”作空白'],
  ['……', '分', null, '“……”作空白'],
  // 科学记数
  ['1.2E+05', undefined, '120000', '科学记数已展开'],
  ['1.23e-3', undefined, '0.00123', '科学记数已展开'],
  // 单位
  ['85.5分', '分', '85.5', '单位“分”已去掉'],
  ['12天', '天', '12', '单位“天”已去掉'],
  ['12 日', '天', '12', '单位“日”已去掉'],
  ['12天', undefined, '12', '单位“天”已去掉'],
  ['12项', '件', '12', '单位“项”已去掉'],
  ['12个', '家', '12', '单位“个”已去掉'],
  ['36µg/m3', 'µg/m3', '36', '单位“µg/m3”已去掉'],
  ['36\u03bcg/m³', '\u00b5g/m3', '36', '单位“\u03bcg/m³”已去掉'],
  ['0.036mg/m3', 'µg/m3', '36', '“mg/m3”已换算为“µg/m3”'],
  ['2024年', '年', '2024', '单位“年”已去掉'],
  ['0.12345678905', undefined, '0.1234567891', '小数已保留 10 位'],
];

const refused: readonly (readonly [text: string, unit: string | undefined, reason: string])[] = [
  ['1O2.5', undefined, '“1O2.5”不是数字：第 2 个字符是字母 O'],
  ['１Ｏ２', undefined, '“１Ｏ２”不是数字：第 2 个字符是字母 O'],
  ['12..5', undefined, '“12..5”不是数字：有两个小数点'],
  ['1,23', undefined, '“1,23”的逗号位置不对：千分位后应有三位数字，若是小数点请改为“.”'],
  ['1,2345', undefined, '“1,2345”的逗号位置不对：千分位后应有三位数字，若是小数点请改为“.”'],
  ['约12', undefined, '“约12”不是准确的数：请去掉“约”，填准确的数'],
  ['100余件', '件', '“100余件”不是准确的数：请去掉“余”，填准确的数'],
  ['2024/5/6', undefined, '“2024/5/6”是日期，不是数字'],
  ['2024年5月6日', undefined, '“2024年5月6日”是日期，不是数字'],
  ['2024.5.6', undefined, '“2024.5.6”是日期，不是数字'],
  ['5月6日', undefined, '“5月6日”是日期，不是数字'],
  ['3-5', undefined, '“3-5”像日期或分数，不是一个数'],
  ['24/26', undefined, '“24/26”是分数写法，请填算好的数'],
  ['10～12%', '%', '“10～12%”是一个区间，请填一个数'],
  ['85\n90', undefined, '“85 90”一格里有两个数，或数字中间有空格'],
  ['12 34', undefined, '“12 34”一格里有两个数，或数字中间有空格'],
  ['1万2千元', '元', '“1万2千元”一格里有两个数'],
  ['下降-5%', '%', '“下降-5%”的负号写了两次，正负不明'],
  ['（－12）', undefined, '“（－12）”的负号写了两次，正负不明'],
  ['▲5', undefined, '“▲5”的增减不明：请用正数或负数'],
  ['####', undefined, '“####”是列宽不够时的显示，不是数值：请在原表拉宽该列后重新复制'],
  ['#DIV/0!', undefined, '“#DIV/0!”是公式出错的结果，不是数字'],
  ['三十五', undefined, '“三十五”请改填阿拉伯数字'],
  ['优', undefined, '“优”不是数字'],
  ['-19%', 'µg/m3', '“-19%”不能填入：单位“%”与本列单位“µg/m3”不符'],
  ['12吨', '万元', '“12吨”不能填入：单位“吨”与本列单位“万元”不符'],
  ['3.5万', '%', '“3.5万”不能填入：单位“万”与本列单位“%”不符'],
  ['12abc', undefined, '“12abc”不能填入：数字后有多余的字“abc”'],
  ['1e400', undefined, '“1e400”超出可填的范围'],
  ['--5', undefined, '“--5”不是数字：写法不对'],
];

describe('readNumber', () => {
  it.each(accepted.map(([text, unit, value, ...told]) => ({ text, unit, value, told })))(
    'reads $text into $unit as $value',
    ({ text, unit, value, told }) => {
      expect(read(text, unit)).toEqual({ value, told });
    },
  );

  it.each(refused)('refuses %j into %j', (text, unit, reason) => {
    expect(read(text, unit)).toBe(reason);
  });

  const digits = (most: number) => fc.stringMatching(new RegExp(`^\\d{1,${most}}$`));
  const decimal = fc
    .tuple(fc.boolean(), digits(12), digits(8))
    .map(([minus, whole, fraction]) => `${minus ? '-' : ''}${whole}.${fraction}`);

  it('reads what it has written once more to the same value, without a word', () => {
    fc.assert(
      fc.property(decimal, (text) => {
        const first = readNumber(text);
        const value = first.ok ? (first.value ?? '') : '';
        expect(value).not.toBe('');
        expect(readNumber(value)).toEqual({ ok: true, value, conversions: [] });
      }),
    );
  });

  it('gives the same value for full-width, grouped and bracketed spellings', () => {
    fc.assert(
      fc.property(decimal, (text) => {
        const { value } = read(text) as { value: string };
        const wide = text.replace(/[-.\d]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
        expect(read(wide)).toMatchObject({ value });
        const [whole = '', fraction = ''] = value.replace('-', '').split('.');
        const grouped = `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction && `.${fraction}`}`;
        expect(read(value.startsWith('-') ? `（${grouped}）` : grouped)).toMatchObject({ value });
      }),
    );
  });

  it('never throws and never lets an exotic value through', () => {
    const soup = fc.string({
      unit: fc.constantFrom(...'0123456789.,，。-－+%％万亿元人()（） \n\tEeO天约/年:～同比增长下降'),
      maxLength: 14,
    });
    fc.assert(
      fc.property(soup, fc.constantFrom(undefined, '%', '万元', '天', '分'), (text, unit) => {
        const reading = readNumber(text, unit);
        if (reading.ok && reading.value !== null) expect(reading.value).toMatch(/^-?(0|[1-9]\d{0,14})(\.\d{0,9}[1-9])?$/);
        if (!reading.ok) expect(reading.reason.startsWith('“')).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('decimal text', () => {
  it('moves the point exactly and back', () => {
    expect(shiftDecimal('1.15', 4)).toBe('11500');
    expect(shiftDecimal('-12', -4)).toBe('-0.0012');
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: -30, max: 30 }), (whole, places) => {
        expect(shiftDecimal(shiftDecimal(whole.toString(), places), -places)).toBe(whole.toString());
      }),
    );
  });

  it('rounds half away from zero', () => {
    expect(roundDecimal('1.265', 2)).toBe('1.27');
    expect(roundDecimal('-1.265', 2)).toBe('-1.27');
    expect(roundDecimal('9.999', 2)).toBe('10');
    expect(roundDecimal('0.0004', 2)).toBe('0');
    expect(roundDecimal('85.50', 2)).toBe('85.5');
  });

  it('takes 个 for things and people, never for days or marks', () => {
    expect(readNumber('5个', '件')).toMatchObject({ ok: true, value: '5' });
    for (const unit of ['分', '天'])
      expect(readNumber('5个', unit)).toMatchObject({ ok: false, reason: expect.stringContaining('不符') });
  });
});
