/** The system's own dialogs. Paths stay on this side; the page only ever learns a file's name. */
import { extname } from 'node:path';
import { type BrowserWindow, dialog, shell } from 'electron';
import type { Dialogs } from './context.ts';
import { printPdf } from './print.ts';

const KINDS: Readonly<Record<string, string>> = {
  '.pdf': 'PDF 文件',
  '.docx': 'Word 文稿',
  '.xlsx': 'Excel 工作簿',
  '.png': '图片',
  '.db': '数据备份',
};

export function windowDialogs(window: () => BrowserWindow | null): Dialogs {
  return {
    openFile: async (title, extensions, kind = '表格') => {
      const options = { title, properties: ['openFile' as const], filters: [{ name: kind, extensions: [...extensions] }] };
      const owner = window();
      const { filePaths } = await (owner ? dialog.showOpenDialog(owner, options) : dialog.showOpenDialog(options));
      return filePaths[0] ?? null;
    },
    saveFile: async (title, name, others = []) => {
      const filters = [extname(name), ...others].map((ending) => ({
        name: KINDS[ending] ?? '文件',
        extensions: [ending.slice(1)],
      }));
      const options = { title, defaultPath: name, filters };
      const owner = window();
      const { canceled, filePath } = await (owner ? dialog.showSaveDialog(owner, options) : dialog.showSaveDialog(options));
      return canceled || filePath === '' ? null : filePath;
    },
    chooseFolder: async (title) => {
      const options = { title, properties: ['openDirectory' as const, 'createDirectory' as const] };
      const owner = window();
      const { filePaths } = await (owner ? dialog.showOpenDialog(owner, options) : dialog.showOpenDialog(options));
      return filePaths[0] ?? null;
    },
    show: async (path) => shell.showItemInFolder(path),
    print: printPdf,
  };
}

/** The data file cannot be opened: what happened, and the ways on. The page is not there yet, so the system's box asks. */
export async function askRepair(message: string, hasBackup: boolean): Promise<'retry' | 'restore' | 'log' | 'quit'> {
  const choices = hasBackup ? (['retry', 'restore', 'log', 'quit'] as const) : (['retry', 'log', 'quit'] as const);
  const names = { retry: '重试', restore: '从最近的备份恢复', log: '打开数据文件夹', quit: '退出' };
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    title: '数据文件没有打开',
    message,
    buttons: choices.map((choice) => names[choice]),
    noLink: true,
    cancelId: choices.length - 1,
  });
  return choices[response] ?? 'quit';
}
