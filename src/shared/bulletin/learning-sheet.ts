/** 对标学习单: for each weak spot of a unit the comparable unit that is strong there, and what the library knows of how it did it. Facts in, words out. */
import type { ConsultationHead, Lesson } from '../consultation/facts.ts';
import { formatPeriod } from '../period.ts';
import { DEMO_SOURCE } from '../text.ts';
import type { DocumentBlock, PlainPaper, Table } from './document.ts';
import { officialDate } from './numerals.ts';
import { paragraphs, words } from './phrases.ts';

export type LearningSheetFacts = {
  readonly head: ConsultationHead;
  readonly issuer: string;
  /** '2018-03-08' */
  readonly today: string;
  /** How the comparable units were found. */
  readonly neighbours: string;
  /** The dearest weak spot first; at least one. */
  readonly lessons: readonly (Omit<Lesson, 'experiences'> & {
    readonly experiences: readonly {
      readonly title: string;
      readonly state: string;
      readonly summary: string;
      readonly source: string;
    }[];
  })[];
};

export function composeLearningSheet(facts: LearningSheetFacts): PlainPaper {
  const { head, issuer, today, lessons } = facts;
  const title = `${head.name}${formatPeriod(head.period)}对标学习单`;
  return {
    name: title,
    title: [title],
    addressee: head.name,
    sections: [
      { id: 'text', title: null, blocks: paragraphs([opening(facts)]) },
      {
        id: 'whom',
        title: '对标单位',
        blocks: [{ kind: 'table', table: whom(facts) }, ...paragraphs([words`${facts.neighbours}`])],
      },
      { id: 'how', title: '经验做法', blocks: howBlocks(lessons) },
      { id: 'back', title: '学习反馈', blocks: [{ kind: 'table', table: feedback(facts) }] },
    ],
    signature: { issuer, date: officialDate(today) },
    datedOn: today,
    running: title,
    marks: [...(head.isDemo ? [DEMO_SOURCE] : []), ...(head.seal ? [] : ['试算'])],
  };
}

const opening = ({ head, lessons }: LearningSheetFacts) =>
  words`${formatPeriod(head.period)}，你单位得${head.score}分，列第${head.rank}位。按得分率比较，下列${lessons.length}项与先进单位差距较大，请对照学习，于收到之日起十个工作日内填写学习反馈。`;

const whom = ({ lessons }: LearningSheetFacts): Table => ({
  columns: [
    { heading: '短板', width: 30, align: 'left' },
    { heading: '本单位得分率', width: 22, align: 'right' },
    { heading: '对标单位', width: 18, align: 'center' },
    { heading: '其得分率', width: 14, align: 'right' },
    { heading: '说明', width: 16, align: 'center' },
  ],
  rows: lessons.map(({ code, name, own, teacher, isComparable }) => [
    `${code} ${name}`,
    `${own}%`,
    teacher.name,
    `${teacher.rate}%`,
    isComparable ? '条件相近' : '名单内最好',
  ]),
});

/** What a teacher has registered, once, with the weak spots it is strong in. The library knows no lines: whether it fits is for people to say. */
function howBlocks(lessons: LearningSheetFacts['lessons']): readonly DocumentBlock[] {
  const teachers = [...new Set(lessons.map(({ teacher }) => teacher.organisation))];
  const blocks = teachers.flatMap((organisation): readonly DocumentBlock[] => {
    const own = lessons.filter(({ teacher }) => teacher.organisation === organisation);
    const [first] = own;
    if (!first) return [];
    const { teacher, experiences } = first;
    const heading: DocumentBlock = {
      kind: 'heading',
      level: 2,
      text: `${teacher.name}（${own.map(({ code }) => code).join('、')}）`,
    };
    if (experiences.length === 0)
      return [heading, ...paragraphs([words`经验库还没有${teacher.name}的登记，请直接与该单位联系，并请其补报。`])];
    return [
      heading,
      ...experiences.map(
        ({ title, state, summary, source }): DocumentBlock => ({
          kind: 'paragraph',
          lead: { level: 3, text: `${title}（${state}）。` },
          runs: [{ text: `${summary}${source === '' ? '' : `（来源：${source}）`}` }],
        }),
      ),
    ];
  });
  return [...paragraphs([words`下列是对标单位在经验库里的登记，是否对路由学习单位结合实际判断。`]), ...blocks];
}

const feedback = ({ lessons }: LearningSheetFacts): Table => ({
  columns: [
    { heading: '短板', width: 30, align: 'left' },
    { heading: '学到的做法', width: 30, align: 'left' },
    { heading: '本单位打算', width: 25, align: 'left' },
    { heading: '责任人', width: 15, align: 'center' },
  ],
  rows: lessons.map(({ code, name }) => [`${code} ${name}`, '', '', '']),
});
