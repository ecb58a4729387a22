import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

export default defineConfig({
  main: {
    build: {
      minify: true,
      rollupOptions: {
        input: { index: 'src/main/index.ts', worker: 'src/main/jobs/worker.ts' },
        // Those that bring a file of their own, which a bundle would leave behind.
        external: ['better-sqlite3', '@resvg/resvg-wasm', 'electron'],
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  // A sandboxed preload must be CommonJS.
  preload: {
    build: {
      rollupOptions: { input: { preload: 'src/main/preload.ts' }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: { minify: true, chunkSizeWarningLimit: 2000, rollupOptions: { input: 'src/renderer/index.html' } },
  },
});
