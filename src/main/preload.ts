/** The only bridge: ask, and be told. Nothing of Node or Electron reaches the page. */
import { contextBridge, ipcRenderer } from 'electron';

contextBridge.exposeInMainWorld('bridge', {
  call: (name: string, input: unknown): Promise<unknown> => ipcRenderer.invoke('app:call', name, input),
  subscribe: (listener: (event: unknown) => void): (() => void) => {
    const forward = (_: unknown, event: unknown): void => listener(event);
    ipcRenderer.on('app:event', forward);
    return () => ipcRenderer.off('app:event', forward);
  },
});
