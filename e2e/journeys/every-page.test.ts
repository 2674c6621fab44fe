import { PAGES } from '../pages.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, find, openFirstCustomer, openTab, shiftOf, signIn, test } from '../journey.ts';

const tabs = ['Overview', 'Accounts', 'Transactions', 'Timeline', 'Relationships', 'Service requests', 'Documents', 'Consent', 'Access log'];
/** An alert as the API gives it: nobody has read unusually much in a fresh bank. */
const unusual = {
  id: 1, kind: 'harvest', day: '2026-11-21', username: 'meera', name: 'Meera Deshpande', customers: 312, usual: 41, customer_ids: [], note: '', may_acknowledge: true,
  first_at: '2026-11-21T04:10:00Z', last_at: '2026-11-21T12:40:00Z', raised_at: '2026-11-21T12:40:00Z', acknowledged_at: null, acknowledged_by: '',
};
const places = ['Follow-ups', 'Notes'];
const FIRST_JS = 200_000; // bytes as sent
const COMES_LATER_MS = 5000; // from then on the other pages' code comes, for later

test('every page is accessible in light and dark', async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expectAccessible(page, 'sign-in');
  await signIn(page);
  await page.waitForLoadState('networkidle');
  await expectAccessible(page, 'book');
  await find(page, 'sharma');
  await expect(page.getByRole('option').first()).toBeVisible();
  await expectAccessible(page, 'search');
  await page.keyboard.press('Escape');
  for (const place of places) {
    await page.getByRole('banner').getByRole('link', { name: place }).click();
    await expect(page.getByRole('heading', { level: 1, name: place })).toBeVisible();
    await page.waitForLoadState('networkidle');
    await expectAccessible(page, place);
  }
  await page.getByRole('banner').getByRole('link', { name: 'My book' }).click();
  await openFirstCustomer(page);
  for (const tab of tabs) {
    await openTab(page, tab);
    await page.waitForLoadState('networkidle');
    await expectAccessible(page, tab);
  }
  await page.getByRole('button', { name: 'Call and log' }).first().click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page, 'log a conversation');
});

test('the first JavaScript of the first page, the book and a customer keeps within its budget, the engine of the charts apart', async ({ page }) => {
  const expectWithin = async (least: number) => {
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForLoadState('networkidle');
    const bytes = await page.evaluate((until) => performance.getEntriesByType('resource').filter((one) => one.name.endsWith('.js') && one.startTime < until)
      .filter((one) => !one.name.includes('/engine-')).reduce((sum, one) => sum + (one as PerformanceResourceTiming).encodedBodySize, 0), COMES_LATER_MS);
    expect(bytes).toBeGreaterThan(least);
    expect(bytes).toBeLessThanOrEqual(FIRST_JS);
  };
  await page.goto('/');
  await expectWithin(20_000);
  await signIn(page);
  for (const open of [() => Promise.resolve(), () => openFirstCustomer(page)]) {
    await open();
    await page.reload();
    await expectWithin(50_000);
  }
});

test('no page scrolls sideways at 360 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expectNoSidewaysScroll(page, 'sign-in');
  await signIn(page);
  await page.waitForLoadState('networkidle');
  await expectNoSidewaysScroll(page, 'book');
  await openFirstCustomer(page);
  for (const tab of tabs) {
    await openTab(page, tab);
    await page.waitForLoadState('networkidle');
    await expectNoSidewaysScroll(page, tab);
  }
});

for (const role of ['branch_head', 'operator'] as const) {
  test(`no page of ${role} scrolls sideways at 360 pixels, and no button of a row stands off the screen`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await signIn(page, role);
    await page.route('**/api/alerts*', (route) => route.fulfill({ json: { as_of: null, results: [unusual] } }));
    for (const { name, path } of PAGES[role]) {
      await page.goto(path);
      await page.waitForLoadState('networkidle');
      await expectNoSidewaysScroll(page, name);
      const beyond = await page.getByRole('row').getByRole('button').evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().right > innerWidth).map((one) => one.textContent));
      expect.soft(beyond, `buttons off the screen on ${name}`).toEqual([]);
    }
  });
}

test.describe('the try-it page', () => {
  // The browser asks for an icon of its own accord; this page, which is for engineers, has none.
  test.use({ allowed: [[/favicon\.ico/], { scope: 'test' }] });

  test('shows the API', async ({ page }) => {
    await page.goto('/api/docs');
    await expect(page.getByText('/api/customers/{customer_id}/balances')).toBeVisible();
  });
});

test('the operator sees the loads', async ({ page }) => {
  await signIn(page, 'operator');
  const rows = page.getByRole('main').getByRole('table').getByRole('row');
  await expect(rows.nth(1)).toBeVisible();
  await expectAccessible(page, 'loads');
  await page.route('**/api/publication', async (route) => {
    const answer = await (await route.fetch()).json() as object;
    await route.fulfill({ json: { ...answer, state: 'late' } });
  });
  const shift = await shiftOf(page);
  await page.reload();
  await expect(page.getByText('is late')).toBeVisible();
  await expect(rows.nth(1)).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(await shift(), 'layout shift of the loads under the banner').toBeLessThanOrEqual(0.02);
});
