/** The script of the one-file verifier: the engine and the checks of src/shared in one piece, for any browser. */
import path from 'node:path';
import { defineConfig } from 'vite';
import { root } from './run.ts';

export default defineConfig({
  root,
  build: {
    outDir: path.join(root, 'out/verifier'),
    // Browsers of isolated desktops are old ones (360, Chrome 78 on 统信UOS).
    target: 'chrome78',
    lib: {
      entry: path.join(root, 'src/renderer/verifier/main.ts'),
      formats: ['iife'],
      name: 'verifier',
      fileName: () => 'verifier.js',
    },
  },
});
