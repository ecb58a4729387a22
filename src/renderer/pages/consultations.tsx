import { Switch } from '../components/parts.tsx';
import type { Page, PageProps } from '../page.ts';
import { DiagnosisView } from './consultations/diagnosis.tsx';
import { RecordsView } from './consultations/records.tsx';
import { ReportView } from './consultations/report.tsx';
import { SandboxView } from './consultations/sandbox.tsx';
import type { ConsultationView } from './consultations/view.ts';
import './consultations/consultations.css';

type Props = PageProps & Extract<Page, { name: 'consultations' }>;

const VIEWS = [
  { value: 'diagnosis', text: '会诊', Body: DiagnosisView },
  { value: 'sandbox', text: '推演', Body: SandboxView },
  { value: 'report', text: '报告', Body: ReportView },
  { value: 'records', text: '历次会诊', Body: RecordsView },
] as const;

/** 会诊: the paper of the unit that stands last (or any other), and beside it a place to try what would be if. */
export function ConsultationsPage(props: Props) {
  const { view = 'diagnosis', list, organisation, go } = props;
  const { Body } = VIEWS.find((entry) => entry.value === view) ?? VIEWS[0];
  // Whom one is reading about goes along.
  const show = (next: ConsultationView): void =>
    go({ name: 'consultations', view: next, ...(list ? { list } : {}), ...(organisation ? { organisation } : {}) });
  const views = <Switch<ConsultationView> label="会诊" value={view} options={VIEWS} onChange={show} />;
  return <Body {...props} views={views} />;
}
