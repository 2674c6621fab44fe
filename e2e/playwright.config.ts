import { defineConfig } from '@playwright/test';

const flags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

/** What is held to milliseconds runs when nothing else does. */
const timed = 'scrolling.test.ts';

export default defineConfig({
  testDir: 'journeys',
  globalSetup: './running-demo.ts',
  outputDir: 'test-results',
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [['list']],
  use: {
    ignoreHTTPSErrors: true,
    locale: 'en-IN',
    timezoneId: 'Asia/Kolkata',
    reducedMotion: 'reduce',
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: { executablePath: process.env.C360_CHROMIUM ?? '/usr/bin/chromium', args: flags },
  },
  projects: [
    { name: 'journeys', testMatch: '*.test.ts', testIgnore: timed },
    { name: 'timed', testMatch: timed, dependencies: ['journeys', 'pictures'] },
    { name: 'screens', testDir: '.', testMatch: 'screens.ts' },
    { name: 'pictures', testDir: '.', testMatch: 'pictures.ts' },
  ],
});
