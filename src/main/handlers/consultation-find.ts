/** A 会诊 that is there, or may still be written in; and how it is named in the log and in a refusal. */
import { consultationStateName, isOpenState } from '../../shared/consultation/record.ts';
import type { Consultation } from '../../shared/contract/consultation-records.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod } from '../../shared/period.ts';
import { findConsultation } from '../store/consultations.ts';
import type { Reader } from '../store/transaction.ts';

export const refuse = (sentence: string): never => {
  throw new AppError('consultations.refused', { sentence });
};

export const subjectOf = ({ period, organisationName }: Pick<Consultation, 'period' | 'organisationName'>): string =>
  `${organisationName}${formatPeriod(period)}会诊`;

/** One that is not 撤销. @throws AppError data.missing */
export function find(db: Reader, id: number): Consultation {
  const consultation = findConsultation(db, id);
  if (!consultation || consultation.state === 'withdrawn') throw new AppError('data.missing', { what: '这次会诊' });
  return consultation;
}

/** One that may still be written in. @throws AppError data.missing, consultations.refused */
export function findOpen(db: Reader, id: number): Consultation {
  const consultation = find(db, id);
  if (isOpenState(consultation.state)) return consultation;
  return refuse(`${subjectOf(consultation)}现在是“${consultationStateName[consultation.state]}”，不能再改。要改请先恢复办理。`);
}
