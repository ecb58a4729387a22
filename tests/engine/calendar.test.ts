import { describe, expect, it } from 'vitest';
import {
  dayText,
  deadlineWords,
  isDay,
  isWorkingDay,
  knowsYear,
  nthWorkingDay,
  shippedDays,
  workingDaysBetween,
} from '../../src/shared/calendar.ts';

describe('working days', () => {
  it('February 2018: 春节 15 to 21 is free, Sunday 11 and Saturday 24 are worked', () => {
    expect(isWorkingDay('2018-02-11')).toBe(true);
    expect(isWorkingDay('2018-02-24')).toBe(true);
    for (const day of ['2018-02-10', '2018-02-15', '2018-02-19', '2018-02-21', '2018-02-25'])
      expect(isWorkingDay(day), day).toBe(false);
    expect(isWorkingDay('2018-02-22')).toBe(true);
    // 1, 2, 5–9, 11 is the eighth; 12, 13, 14 and then only 22.
    expect(nthWorkingDay('2018-02-01', 5)).toBe('2018-02-07');
    expect(nthWorkingDay('2018-02-01', 8)).toBe('2018-02-11');
    expect(nthWorkingDay('2018-02-01', 12)).toBe('2018-02-22');
    expect(workingDaysBetween('2018-02-14', '2018-02-24')).toBe(3);
  });
  it('October 2026: nothing is due before the 8th, and Saturday 10 counts', () => {
    expect(nthWorkingDay('2026-10-01', 1)).toBe('2026-10-08');
    expect(nthWorkingDay('2026-10-01', 3)).toBe('2026-10-10');
    expect(nthWorkingDay('2026-10-01', 5)).toBe('2026-10-13');
    expect(nthWorkingDay('2026-11-01', 5)).toBe('2026-11-06');
  });
  it('the fifth working day of March 2018 is the 7th, and two working days later it is the 9th', () => {
    expect(nthWorkingDay('2018-03-01', 5)).toBe('2018-03-07');
    expect(workingDaysBetween('2018-03-07', '2018-03-09')).toBe(2);
    expect(workingDaysBetween('2018-03-07', '2018-03-11')).toBe(2);
    expect(workingDaysBetween('2018-03-09', '2018-03-07')).toBe(0);
  });
  it('what the office enters goes before the shipped table, both ways, and over the turn of a year', () => {
    const own = [
      { day: '2018-03-06', isWorking: false, name: '全市停电检修' },
      { day: '2018-03-10', isWorking: true, name: '加班' },
    ];
    expect(nthWorkingDay('2018-03-01', 5, own)).toBe('2018-03-08');
    expect(nthWorkingDay('2018-03-01', 7, own)).toBe('2018-03-10');
    expect(isWorkingDay('2018-02-24', [{ day: '2018-02-24', isWorking: false, name: '' }])).toBe(false);
    expect(nthWorkingDay('2018-12-29', 2)).toBe('2019-01-02');
  });
  it("counts between two days what asking day by day counts, over every turn of the table and the office's own days", () => {
    const own = [
      { day: '2018-03-06', isWorking: false, name: '' },
      { day: '2018-03-10', isWorking: true, name: '' },
      // Days of the shipped table that the office departs from, and one it only repeats.
      { day: '2018-02-24', isWorking: false, name: '' },
      { day: '2018-02-19', isWorking: true, name: '' },
      { day: '2018-10-01', isWorking: false, name: '' },
    ];
    const later = (day: string, days: number): string =>
      new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
    for (let start = 0; start < 800; start += 7) {
      const from = later('2017-09-01', start);
      let count = 0;
      for (let days = 1; days <= 90; days += 1) {
        if (isWorkingDay(later(from, days), own)) count += 1;
        if (days % 13 === 0) expect(workingDaysBetween(from, later(from, days), own), `${from} ${days}`).toBe(count);
      }
    }
    expect(workingDaysBetween('1969-12-28', '1970-01-12')).toBe(11);
  });
  it('a year the table does not know has its weekends only, and says so', () => {
    expect(knowsYear('2018')).toBe(true);
    expect(knowsYear('2031')).toBe(false);
    expect(shippedDays('2031')).toEqual([]);
    expect(isWorkingDay('2031-10-01')).toBe(true);
    expect(isWorkingDay('2031-10-04')).toBe(false);
  });
  it('lists a year as the notice does, with the names', () => {
    const days = shippedDays('2018');
    expect(
      days.filter(({ day }) => day.startsWith('2018-02')).map(({ day, isWorking }) => `${day}${isWorking ? '班' : '休'}`),
    ).toEqual([
      '2018-02-11班',
      '2018-02-15休',
      '2018-02-16休',
      '2018-02-17休',
      '2018-02-18休',
      '2018-02-19休',
      '2018-02-20休',
      '2018-02-21休',
      '2018-02-24班',
    ]);
    expect(days[0]).toEqual({ day: '2018-01-01', isWorking: false, name: '元旦' });
    expect(days.find(({ day }) => day === '2018-02-24')?.name).toBe('春节调休上班');
  });
  it('says where today stands', () => {
    expect(deadlineWords('2018-03-07', '2018-03-02')).toBe('还有 3 个工作日');
    expect(deadlineWords('2018-03-07', '2018-03-07')).toBe('今天截止');
    expect(deadlineWords('2018-03-07', '2018-03-09')).toBe('已过 2 个工作日');
    // Over a weekend no working day has gone by.
    expect(deadlineWords('2018-03-09', '2018-03-11')).toBe('已截止');
    expect(dayText('2018-03-07', '2018')).toBe('3月7日');
    expect(dayText('2019-01-08', '2018')).toBe('2019年1月8日');
    expect([isDay('2018-02-28'), isDay('2018-02-30'), isDay('2018-2-8'), isDay('')]).toEqual([true, false, false, false]);
  });
});
