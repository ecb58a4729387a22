import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findSensitive } from '../../src/shared/publicity/sensitive.ts';

const hits = (text: string) => findSensitive([{ place: '典型经验 第 1 段', text }]);
const kinds = (text: string) => hits(text).map(({ kind }) => kind);

describe('脱敏检查', () => {
  it('finds numbers that name a person, masked, with their place', () => {
    const [id, mobile] = hits('身份证号370303198501011234，电话13805331234。');
    expect(id).toMatchObject({ kind: 'identity', masked: '370*************34', place: '典型经验 第 1 段', isBarred: false });
    expect(mobile).toMatchObject({ kind: 'mobile', masked: '138****1234' });
    // The words around one hit do not give the other away.
    expect(mobile?.around).not.toContain('1234，');
    expect(kinds('请打１３８０５３３１２３４')).toEqual(['mobile']);
    expect(kinds('卡号6222 0202 0011 2233 445')).toEqual([]);
    expect(kinds('卡号4111 1111 1111 1111')).toEqual(['bankCard']);
    expect(kinds('写信到zhang.san@163.com，车牌鲁C12345、鲁CD12345')).toEqual(['email', 'plate', 'plate']);
    expect(kinds('住在3号楼2单元501室')).toEqual(['address']);
  });
  it('bars a mark of 密级, and asks about the word alone', () => {
    expect(hits('机密★10年').map(({ kind, isBarred }) => [kind, isBarred])).toEqual([['secret', true]]);
    expect(hits('保守商业秘密').map(({ kind, isBarred }) => [kind, isBarred])).toEqual([['secret', false]]);
    expect(kinds('本刊为内部资料，注意保存。')).toEqual(['internal', 'internal']);
  });
  it('asks about names of ordinary people only, and not about what only looks like one', () => {
    expect(hits('居民王小明说，办事方便了。').map(({ kind, masked }) => [kind, masked])).toEqual([['person', '王**']]);
    expect(kinds('居民王小明点赞“一次办好”，信访人赵六等反映')).toEqual(['person', 'person']);
    expect(kinds('居民王某说，老人高兴，群众方便，居民高度评价，党员干部带头，市民满意。')).toEqual([]);
    expect(kinds('市委书记张三主持会议')).toEqual([]);
  });
  it('leaves the two source documents alone: figures, dates and offices are no hits', () => {
    const exemplars = readFileSync('resources/exemplars/五个方面七个典型.json', 'utf8');
    expect(hits(exemplars)).toEqual([]);
    expect(hits('2016年生产总值4412亿元，文号淄改办发〔2018〕12号，电话0533-3182212，总投资2516亿元。')).toEqual([]);
    expect(hits('企业内部财务管理、营销管理')).toEqual([]);
  });
});
