import { useCall } from '../queries.ts';

/** A small red seal beside the month once it is closed; its code is one look away. */
export function SealBadge({ period }: { readonly period: string }) {
  const mark = useCall('seals.mark', { period }, { keep: true });
  if (!mark.data || mark.data.period !== period) return null;
  const { code, version } = mark.data;
  return (
    <span className="sealed" title={`封存码 ${code}，第 ${version} 版`}>
      已封账{version > 1 ? ` 第${version}版` : ''}
    </span>
  );
}
