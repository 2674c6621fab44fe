import { expect, expectAccessible, settled, shiftOf, signIn, test, type Page } from '../journey.ts';

const table = (page: Page) => page.getByRole('table', { name: 'Books' });
const number = (text: string) => Number(text.replaceAll(',', ''));

test('a head compares the units below, goes down to a book and comes back', async ({ page }) => {
  test.setTimeout(120_000);
  const shift = await shiftOf(page);
  await signIn(page, 'cluster_head');
  await settled(page);
  expect(await shift(), 'layout shift of the page of heads').toBeLessThanOrEqual(0.02);
  await expectAccessible(page, 'cluster');
  const [total, ...rows] = await table(page).locator('tbody tr').all();
  expect(rows.length).toBeGreaterThan(1);
  const cells = async (row: typeof total) => (await row?.getByRole('cell').allTextContents() ?? []).map((text) => text.trim());
  const below = await Promise.all(rows.map(cells));
  const added = below.reduce((sum, [customers]) => sum + number(customers ?? ''), 0);
  expect(number((await cells(total))[0] ?? '')).toBe(added);

  const names = () => table(page).locator('tbody tr th a').allTextContents();
  const before = await names();
  await table(page).getByRole('button', { name: 'Unit and RM' }).click();
  await expect(page).toHaveURL(/sort=name/);
  expect(await names()).toEqual([...before].sort((a, b) => a.localeCompare(b)));
  await page.getByRole('radio', { name: 'Quarter' }).click();
  await expect(page).toHaveURL(/period=quarter/);
  await expect(page.getByRole('group', { name: 'CASA average against Jul–Sep' })).toBeVisible();

  const [first = ''] = await names();
  await table(page).getByRole('link', { name: first }).click();
  await expect(page.getByRole('heading', { level: 1, name: first })).toBeVisible();
  await expect(page).toHaveURL(/units\/\w+\?.*period=quarter/);
  await table(page).locator('tbody tr th a').first().click();
  await expect(page.getByRole('navigation', { name: 'Above' }).getByRole('link', { name: first })).toBeVisible();
  await expect(page.getByText('relationship manager')).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: first })).toBeVisible();

  const coverage = page.getByRole('group', { name: 'Customers contacted' });
  await coverage.getByRole('button', { name: 'Table of Customers contacted' }).click();
  await expect(coverage.getByRole('row')).toHaveCount(1 + await table(page).locator('tbody tr th a').count());
  await expect(coverage.getByRole('row').nth(1).getByRole('cell')).toHaveCount(12);

  await page.getByRole('banner').getByRole('link', { name: 'Customers' }).click();
  await expect(page.getByRole('table', { name: 'Customers of the book' }).getByRole('link').first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible();
});
