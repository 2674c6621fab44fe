import { expect, expectAccessible, expectNoSidewaysScroll, openFirstCustomer, signIn, test } from '../journey.ts';

test('what is counted names pages and controls, never text or ids', async ({ page }) => {
  const counting = page.waitForRequest((request) => request.url().endsWith('/api/events'), { timeout: 40_000 });
  await signIn(page);
  const name = await openFirstCustomer(page);
  const id = /customers\/([^/?]+)/.exec(page.url())?.[1] ?? '';
  await page.evaluate(() => dispatchEvent(new Event('pagehide'))); // what waits is sent every 20 s, and when the page is left
  const request = await counting;
  const sent = request.postData() ?? '';
  expect(sent).toContain('"kind":"page"');
  expect(sent).not.toContain(id);
  expect(sent).not.toContain(name);
  expect((await request.response())?.status()).toBe(202);
});

test('what was counted is taken before the session ends', async ({ page }) => {
  const answered: string[] = [];
  page.on('response', (answer) => { if (/api\/(events|session)$/.test(answer.url()) && answer.request().method() !== 'GET') answered.push(`${answer.request().method()} ${answer.status()}`); });
  await signIn(page);
  await page.route('**/api/events', async (route) => { await new Promise((done) => setTimeout(done, 300)); await route.continue(); });
  await page.getByRole('banner').getByRole('button', { name: /, account$/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/sign-in/);
  expect(answered.slice(-2)).toEqual(['POST 202', 'DELETE 204']);
});

test('the operator sees how the product is used', async ({ page }) => {
  await signIn(page, 'operator');
  await page.getByRole('banner').getByRole('link', { name: 'Usage' }).click();
  // What is counted is written down every 30 s.
  await expect(async () => {
    await page.getByRole('radio', { name: '7 d' }).click();
    await page.getByRole('radio', { name: '28 d' }).click();
    await expect(page.getByRole('table', { name: 'Most used' }).getByRole('row').nth(1)).toBeVisible({ timeout: 2_000 });
    await expect(page.getByRole('table', { name: 'Answers' }).getByRole('row').nth(1)).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 50_000 });
  await page.getByLabel('Features used by the role').selectOption('RM');
  await expect(page.getByRole('table', { name: 'Most used' }).getByRole('row').nth(1)).toBeVisible();
  for (const by of ['role', 'branch', 'week']) await expect(page.getByRole('group', { name: `Uses by ${by}` })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Least used' }).getByRole('row', { name: 'Covers' })).toContainText('0');
  await expectAccessible(page, 'usage');
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page, 'usage');
});
