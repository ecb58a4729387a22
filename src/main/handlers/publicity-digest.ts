/** 改革宣传月报: composed from what was chosen and written down, checked for what should not leave the house, written as docx or text. */
import { basename } from 'node:path';
import { composeDigest, type DigestFacts, type DigestItem } from '../../shared/bulletin/digest.ts';
import { type DocumentBlock, numbered, type PlainPaper } from '../../shared/bulletin/document.ts';
import { officePaper } from '../../shared/bulletin/office-text.ts';
import { paperText, textOf, textPlaces } from '../../shared/bulletin/plain-text.ts';
import type { DigestBlock, DigestForm } from '../../shared/contract/publicity.ts';
import { AppError } from '../../shared/errors.ts';
import { findSensitive, sensitiveName } from '../../shared/publicity/sensitive.ts';
import type { Handlers } from '../call.ts';
import { paperFonts } from '../context.ts';
import { writeOutput } from '../jobs/output-file.ts';
import { hashOf } from '../store/evidence.ts';
import { experienceEventsIn, listExperiences } from '../store/experiences.ts';
import { listOrganisations } from '../store/organisations.ts';
import { itemsOfYear, listChoices } from '../store/publicity.ts';
import { addPaper } from '../store/records.ts';
import type { Reader } from '../store/transaction.ts';
import { refuseNotHeld } from './locks.ts';
import { viewCandidates } from './publicity-candidates.ts';
import { judgeRows } from './publicity-items.ts';
import { readOffice } from './settings.ts';

function gather(db: Reader, period: string): DigestFacts {
  refuseNotHeld(db, period);
  const units = new Map(listOrganisations(db).map(({ code, name, kind }) => [code, { name, kind }]));
  const choices = listChoices(db).filter((choice) => choice.period === period);
  const steps = experienceEventsIn(db, period);
  const ofYear = itemsOfYear(db, period.slice(0, 4));
  const accepted = ofYear.filter((item) => item.period === period && item.state === 'accepted');
  return {
    period,
    issuer: readOffice(db).issuer,
    // Made-up scores make a made-up choice; what is not chosen from them is not.
    isDemo: [...new Set(choices.map(({ organisation }) => units.get(organisation)?.kind))].some(
      (kind) => (kind === 'district' || kind === 'specialGroup') && viewCandidates(db, period, kind).isDemo,
    ),
    choices,
    experiences: listExperiences(db).flatMap((experience) => {
      const own = steps.filter((step) => step.experience === experience.id);
      return own.length > 0 && experience.state !== 'declined' ? [{ experience, steps: own }] : [];
    }),
    items: judgeRows(db, accepted, ofYear).map(
      ({ organisation, kind, level, outlet, title, datedOn, verdict }): DigestItem => ({
        unit: units.get(organisation)?.name ?? organisation,
        kind,
        level,
        outlet,
        title,
        datedOn,
        points: verdict?.counts ? verdict.points : null,
      }),
    ),
  };
}

/** What a 公众号 does not carry: the table of who sent in how much. */
const NOT_IN_WECHAT = ['items'];
const FORMS: Readonly<Record<DigestForm, { readonly name: string; readonly ending: string }>> = {
  docx: { name: '', ending: 'docx' },
  site: { name: '（网站）', ending: 'txt' },
  wechat: { name: '（公众号）', ending: 'txt' },
};

/** A paper as the page shows it. */
function shown(block: DocumentBlock): readonly DigestBlock[] {
  switch (block.kind) {
    case 'heading':
      return [{ kind: 'heading', text: `${block.number ?? ''}${block.text}` }];
    case 'paragraph':
      return [{ kind: 'paragraph', text: textOf(block) }];
    case 'table': {
      const { columns, rows } = block.table;
      return [
        ...(block.caption ? [{ kind: 'note', text: block.caption } as const] : []),
        { kind: 'table', heads: columns.map(({ heading }) => heading), rows },
        ...(block.note ? [{ kind: 'note', text: block.note } as const] : []),
      ];
    }
    case 'chart':
    case 'code':
      return [];
  }
}

const textIn = (paper: PlainPaper, form: 'site' | 'wechat'): string =>
  paperText(officePaper(paper), form === 'wechat' ? NOT_IN_WECHAT : []);

export const publicityDigest = {
  'publicity.digest': ({ period }, context) => {
    const paper = composeDigest(gather(context.reader(), period));
    return {
      title: paper.title.join(''),
      blocks: numbered(paper.sections).flatMap(shown),
      marks: paper.marks,
      site: textIn(paper, 'site'),
      wechat: textIn(paper, 'wechat'),
      hits: findSensitive(textPlaces(paper)),
    };
  },
  /** @throws AppError publicity.barred with a mark of 密级 in it, publicity.sensitive while nobody has looked at the hits */
  'publicity.export': async ({ period, form, isChecked }, context) => {
    const paper = composeDigest(gather(context.reader(), period));
    const hits = findSensitive(textPlaces(paper));
    const barred = hits.find(({ isBarred }) => isBarred);
    if (barred) throw new AppError('publicity.barred', { place: barred.place });
    const [first] = hits;
    if (first && !isChecked) {
      throw new AppError('publicity.sensitive', { count: hits.length, place: first.place, kind: sensitiveName[first.kind] });
    }
    const { name, ending } = FORMS[form];
    const file = await context.dialogs.saveFile('保存宣传月报', `${paper.name}${name}.${ending}`);
    if (file === null) return null;
    // Windows' own editor takes text without the mark for the local code page.
    const bytes =
      form === 'docx'
        ? (await context.runner.run('composedPaper', { facts: paper, format: 'docx', ...paperFonts(context) })).bytes
        : new TextEncoder().encode(`\uFEFF${textIn(paper, form)}\n`);
    writeOutput(file, bytes);
    const found = hits.map(({ kind, place }) => `${place} ${sensitiveName[kind]}`);
    context.write({ action: '导出宣传月报', subject: basename(file), detail: { checked: found } }, (tx) =>
      addPaper(tx, period, 'digest', basename(file), hashOf(bytes)),
    );
    return { file: basename(file) };
  },
} satisfies Partial<Handlers>;
