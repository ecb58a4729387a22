/** 督察问题清单: the open problems of all units on one paper to be signed and handed out. Facts in, words out. */
import type { ProblemRow } from '../contract/inspections.ts';
import { CATEGORIES, SEVERITIES } from '../inspections/words.ts';
import { formatPeriod, titlePeriod } from '../period.ts';
import { column, type PlainPaper } from './document.ts';
import { officialDate } from './numerals.ts';
import { paragraphs, when, words } from './phrases.ts';

export type ProblemListFacts = {
  readonly period: string;
  readonly issuer: string;
  readonly signedOn: string | null;
  readonly marks: readonly string[];
  /** In the order they are listed; at least one. */
  readonly problems: readonly Pick<
    ProblemRow,
    'organisationName' | 'text' | 'siteName' | 'category' | 'severity' | 'demand' | 'dueOn' | 'word' | 'isOverdue'
  >[];
};

/** Composes the list; units in the order of the facts, their problems together. */
export function composeProblemList({ period, issuer, signedOn, marks, problems }: ProblemListFacts): PlainPaper {
  const units = [...new Set(problems.map(({ organisationName }) => organisationName))];
  const overdue = problems.filter(({ isOverdue }) => isOverdue).length;
  const sorted = units.flatMap((unit) => problems.filter(({ organisationName }) => organisationName === unit));
  return {
    name: `${formatPeriod(period)}督察问题清单`,
    title: [`${titlePeriod(period)}改革督察问题清单`],
    running: `${formatPeriod(period)}督察问题清单`,
    signature: { issuer, date: officialDate(signedOn) },
    datedOn: signedOn,
    marks,
    sections: [
      {
        id: 'problems',
        title: null,
        blocks: [
          ...paragraphs([
            [
              ...words`现有${units.length}个单位的${problems.length}个问题没有销号`,
              ...when(overdue, words`，其中${overdue}个已超过整改时限`),
              ...words`。请责任单位按要求整改，在时限内报送整改情况和佐证，经回访核实后销号。`,
            ],
          ]),
          {
            kind: 'table',
            table: {
              columns: [
                column('序号', 9),
                column('责任单位', 19, 'left'),
                column('问题', 36, 'left'),
                column('点位', 22, 'left'),
                column('类别、程度', 24, 'left'),
                column('整改要求', 28, 'left'),
                column('时限', 31),
                column('情况', 24, 'left'),
              ],
              rows: sorted.map(({ organisationName, text, siteName, category, severity, demand, dueOn, word }, index) => [
                String(index + 1),
                organisationName,
                text,
                siteName,
                `${CATEGORIES[category]}，${SEVERITIES[severity]}`,
                demand,
                dueOn,
                word,
              ]),
              size: 'dense',
            },
          },
        ],
      },
    ],
  };
}
