/** 对标学习单 of a unit, from the lessons of its diagnosis and the library of experiences. */
import { composeLearningSheet } from '../../shared/bulletin/learning-sheet.ts';
import type { ConsultationAsked } from '../../shared/contract/consultations.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod } from '../../shared/period.ts';
import type { Context } from '../context.ts';
import { listExperiences } from '../store/experiences.ts';
import { openUnit } from './consultation-case.ts';
import { diagnosisOf } from './consultation-diagnosis.ts';
import { localDay } from './deadlines.ts';
import { savePaper } from './paper-files.ts';
import { readOffice } from './settings.ts';

/**
 * Asks for a file and writes the sheet into it; null when the dialog was closed.
 * @throws AppError consultations.refused when there is nobody to learn from
 */
export async function exportLearningSheet(
  context: Context,
  asked: ConsultationAsked,
): Promise<{ readonly file: string; readonly pages: number } | null> {
  const opened = openUnit(context, asked);
  const { prescription } = await diagnosisOf(context, opened);
  const [first, ...others] = prescription.lessons;
  const { head } = opened;
  const title = `${head.name}${formatPeriod(head.period)}对标学习单`;
  if (!first) throw new AppError('consultations.refused', { sentence: `${head.name}没有明显落后于其他单位的项目，不用对标。` });
  const library = listExperiences(context.reader());
  const paper = composeLearningSheet({
    head,
    issuer: readOffice(context.reader()).issuer,
    today: localDay(context.now()),
    neighbours: prescription.neighbours.words,
    lessons: [first, ...others].map((lesson) => ({
      ...lesson,
      experiences: lesson.experiences.flatMap(({ id, state }) => {
        const found = library.find((one) => one.id === id);
        return found ? [{ state, title: found.title, summary: found.summary, source: found.source }] : [];
      }),
    })),
  });
  return savePaper(
    context,
    { title: '保存对标学习单', name: title },
    { kind: 'composedPaper', facts: paper },
    { action: '导出对标学习单', subject: title },
  );
}
