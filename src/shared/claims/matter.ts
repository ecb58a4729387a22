/** When two registrations speak of one matter (事项): the same title or the same document, however it is written. */

/**
 * A title or a document number without what people write differently: width, case, spaces, brackets, quotation marks and other signs.
 * Two numbers that a sign kept apart stay apart: 〔2018〕3号 is not 20183号.
 */
export function matterKey(text: string): string {
  const isDigit = (character: string | undefined): boolean => character !== undefined && /\d/.test(character);
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[\p{P}\p{S}\p{Z}\p{C}]+/gu, (signs, at: number, whole: string) =>
      isDigit(whole[at - 1]) && isDigit(whole[at + signs.length]) ? '-' : '',
    );
}

type Named = { readonly title: string; readonly documentNumber: string };

/** By what a matter is known: one key a title, one a document, which never meet. */
export function matterKeys({ title, documentNumber }: Named): readonly string[] {
  const [name, document] = [matterKey(title), matterKey(documentNumber)];
  return [...(name === '' ? [] : [`title ${name}`]), ...(document === '' ? [] : [`document ${document}`])];
}

export function isSameMatter(a: Named, b: Named): boolean {
  const keys = matterKeys(a);
  return matterKeys(b).some((key) => keys.includes(key));
}
