/** The page every record of the demonstration shows as its 佐证. */
import type { PlainPaper } from '../../src/shared/bulletin/document.ts';
import { paragraphs, words } from '../../src/shared/bulletin/phrases.ts';
import { DEMO_SOURCE } from '../../src/shared/text.ts';

export const proofPaper: PlainPaper = {
  name: '演示佐证',
  title: ['演示佐证'],
  sections: [
    {
      id: 'text',
      title: null,
      blocks: paragraphs([
        words`这一页是编造的，只用来演示佐证怎样添加、查看和另存。`,
        words`实际工作中，这里应是批示、批复、刊播页、会议纪要、验收单一类能够证明事项已经办成的材料。`,
      ]),
    },
  ],
  signature: { issuer: DEMO_SOURCE, date: '2018年2月28日' },
  datedOn: '2018-02-28',
  running: DEMO_SOURCE,
  marks: [DEMO_SOURCE],
};
