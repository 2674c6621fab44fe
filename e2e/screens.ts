import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, find, openFirstCustomer, openTab, settled, signIn, test } from './journey.ts';

// SCREENS=folder npm run screens: a picture of each screen, wide and narrow, light and dark.
const folder = resolve(process.env.SCREENS ?? 'screens');

for (const [width, height] of [[1440, 900], [390, 844]] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`screens at ${width} in ${colorScheme}`, async ({ page }) => {
      test.setTimeout(120_000);
      mkdirSync(folder, { recursive: true });
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      const take = async (name: string) => {
        await settled(page);
        await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`) });
      };
      await page.goto('/');
      await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
      await take('sign-in');
      await signIn(page);
      await take('book');
      await find(page, 'sharma');
      await expect(page.getByRole('option').first()).toBeVisible();
      await take('search');
      await page.keyboard.press('Escape');
      await openFirstCustomer(page);
      await take('customer');
      await page.screenshot({ path: join(folder, `customer-whole-${width}-${colorScheme}.png`), fullPage: true });
      for (const tab of ['Accounts', 'Transactions', 'Timeline']) {
        await openTab(page, tab);
        await take(tab.toLowerCase());
      }
      await page.getByRole('button', { name: 'Call and log' }).first().click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await take('conversation');
    });
  }
}
