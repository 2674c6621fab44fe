import { mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { customerOfBook, expect, settled, signIn, test } from './journey.ts';
import { PAGES } from './pages.ts';

// `make pictures`: a picture of each screen into docs/pictures. With ONLY=follow-ups,notes just those, into the folder PICTURES.
const kept = join(import.meta.dirname, '../docs/pictures');
const folder = resolve(process.env.PICTURES ?? kept);
const only = process.env.ONLY?.split(',');
const isWanted = (name: string) => !only || only.includes(name);

if (isWanted('sign-in')) test('the sign-in page has its picture', async ({ page }) => {
  mkdirSync(folder, { recursive: true });
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await settled(page);
  await page.screenshot({ path: join(folder, 'sign-in.png') });
});

for (const [role, pages] of Object.entries(PAGES)) {
  const wanted = pages.filter(({ name }) => isWanted(name));
  if (wanted.length) test(`each screen of ${role} has its picture`, async ({ page }) => {
    test.setTimeout(180_000);
    mkdirSync(folder, { recursive: true });
    await signIn(page, role);
    const customer = role === 'rm' ? await customerOfBook(page) : '';
    for (const { name, path } of wanted) {
      await page.goto(path.replace(':customer', customer));
      await expect(page.getByRole('main')).toBeVisible();
      await settled(page);
      await page.screenshot({ path: join(folder, `${name}.png`) });
    }
  });
}

test('each screen has its picture in the documentation', () => {
  expect(readdirSync(kept)).toEqual(expect.arrayContaining(['sign-in.png', ...Object.values(PAGES).flat().map(({ name }) => `${name}.png`)]));
});
