/** 覆盖: who was visited when, and for how long nobody has been. Months are written '2018-02'. */

const at = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;

/** Months from one to another: 2017-11 → 2018-02 is 3. */
export const monthsBetween = (from: string, to: string): number => at(to) - at(from);

/** The twelve months that end with one, oldest first. */
export const yearUpTo = (month: string): readonly string[] =>
  Array.from({ length: 12 }, (_, index) => {
    const one = at(month) - 11 + index;
    return `${Math.floor(one / 12)}-${String((one % 12) + 1).padStart(2, '0')}`;
  });
