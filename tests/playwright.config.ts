import { defineConfig } from '@playwright/test';

/** No browsers: every spec starts the packaged program itself (`_electron.launch`, APP_EXECUTABLE, APP_ARGS); scripts/e2e.ts sets these. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: '../out/test/artifacts',
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  reporter: [['list'], ['json', { outputFile: '../out/test/playwright.json' }]],
});
