/** What the pages of the one-file verifier are made of. */

export const localTime = (iso: string): string => new Date(iso).toLocaleString('zh-CN', { hour12: false });

export function make(tag: string, text: string, className?: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  if (className) element.className = className;
  return element;
}

export function answer(isSame: boolean, text: string): HTMLElement {
  const element = make('p', text, isSame ? 'answer' : 'answer differs');
  element.setAttribute('role', 'status');
  element.dataset.result = isSame ? 'same' : 'differs';
  return element;
}

/** @param codeColumn a column of long figures, set in one width */
export function table(heads: readonly string[], rows: readonly (readonly string[])[], codeColumn?: number): HTMLElement {
  const element = document.createElement('table');
  const head = element.createTHead().insertRow();
  for (const text of heads) head.append(make('th', text));
  const body = element.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    row.forEach((text, index) => {
      const cell = line.insertCell();
      if (index === codeColumn) cell.append(make('code', text));
      else cell.textContent = text;
    });
  }
  return element;
}

export function details(title: string, content: Node): HTMLElement {
  const element = document.createElement('details');
  element.append(make('summary', title), content);
  return element;
}
