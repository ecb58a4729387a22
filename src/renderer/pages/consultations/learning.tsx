import { PrintSaved } from '../../components/PrintSaved.tsx';
import { Trouble } from '../../components/parts.tsx';
import { useCommand } from '../../queries.ts';
import { useDuty } from './record-bar.tsx';
import type { PartProps } from './view.ts';

/** 对标学习单 on paper, to be handed to the unit. */
export function LearningButton({ who: { period, list, organisation } }: { readonly who: PartProps }) {
  const sheet = useCommand('consultationRecords.learningSheet');
  const denied = useDuty()(['entry', 'review', 'seal']);
  return (
    <>
      <p className="row">
        <button
          type="button"
          disabled={sheet.isPending || denied !== undefined}
          title={denied}
          onClick={() => sheet.mutate({ period, list, organisation })}
        >
          打印对标学习单
        </button>
        {sheet.data ? (
          <span className="faint">
            已保存“{sheet.data.file}”。
            <PrintSaved file={sheet.data.file} />
          </span>
        ) : null}
      </p>
      <Trouble error={sheet.error} />
    </>
  );
}
