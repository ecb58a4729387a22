/**
 * The dark squares of a QR code as one SVG path, each row joined into runs; the white rim is the paper.
 * @param code modules by row, true for dark, as the encoder gives them
 */
export function qrPath({ data, size }: { readonly data: readonly (readonly boolean[])[]; readonly size: number }): {
  readonly path: string;
  readonly size: number;
} {
  const runs = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => {
      if (!isDark || row[x - 1]) return [];
      const end = row.indexOf(false, x);
      return [`M${x} ${y}h${(end < 0 ? size : end) - x}v1H${x}z`];
    }),
  );
  return { path: runs.join(''), size };
}
