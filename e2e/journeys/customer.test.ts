import { expect, find, firstCustomer, openFirstCustomer, openTab, signIn, test, type Page } from '../journey.ts';

test('a customer is found by name with Ctrl-K and opened by keyboard', async ({ page }) => {
  await signIn(page);
  const name = await firstCustomer(page);
  await find(page, name.toLowerCase());
  await expect(page.getByRole('option').filter({ hasText: name }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/customers\//);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
});

test('the balance chart is read by pointer, by keyboard and as a table', async ({ page }) => {
  await signIn(page);
  await openFirstCustomer(page);
  const plot = page.getByRole('img', { name: /^Balance/ });
  const readout = page.locator('c-balance-block .readout');
  await expect(plot.locator('canvas, svg').first()).toBeVisible();
  const atRest = await readout.textContent();

  const box = await plot.boundingBox();
  if (!box) throw new Error('the plot has no box');
  await page.mouse.move(box.x + box.width / 3, box.y + box.height / 2);
  await expect(readout).not.toHaveText(atRest ?? '');
  await page.mouse.move(0, 0);
  await expect(readout).toHaveText(atRest ?? '');

  await plot.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(readout).not.toHaveText(atRest ?? '');

  await page.getByRole('button', { name: 'Table of Balance' }).click();
  const rows = page.getByRole('region', { name: 'Table of Balance' }).getByRole('row');
  await expect.poll(() => rows.count()).toBeGreaterThan(300);
});

test('transactions are filtered, totalled and paged', async ({ page }) => {
  await signIn(page);
  await page.goto(`/customers/${await busyCustomer(page)}/transactions`);
  const table = page.getByRole('main').getByRole('table').last();
  await expect(table.locator('tbody tr.row').first()).toBeVisible();
  const count = async () => Number(await table.getAttribute('aria-rowcount'));
  await expect.poll(count, 'one page would show nothing of paging').toBeGreaterThan(50);
  const everything = await count();

  const asked = page.waitForResponse((answer) => answer.url().includes('direction=credit'));
  await page.getByRole('button', { name: 'Debit and credit' }).click();
  await page.getByRole('dialog').getByText('Credits', { exact: true }).click();
  await asked;
  await expect(page).toHaveURL(/direction=credit/);
  await expect.poll(count).toBeLessThan(everything);

  await page.goBack();
  await expect(page).not.toHaveURL(/direction=credit/);
  await page.keyboard.press('Escape');
  await expect(async () => {
    await page.mouse.move(700, 600);
    await page.mouse.wheel(0, 4000);
    await expect(table.locator(`tr.row[aria-rowindex="${everything}"]`)).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
});

test('a conversation is logged and stands in the timeline', async ({ page }) => {
  await signIn(page);
  await openFirstCustomer(page);
  const words = `Spoke about the deposit ${Date.now()}`;
  await page.getByRole('button', { name: 'Call and log' }).first().click();
  const drawer = page.getByRole('dialog', { name: 'Log a conversation' });
  for (const [group, choice] of [['Channel', 'Visit'], ['Purpose', 'Review'], ['Outcome', 'Interested'], ['Mood', 'Good']] as const) {
    const option = drawer.getByRole('group', { name: group }).getByRole('button', { name: choice, exact: true });
    if ((await option.getAttribute('aria-pressed')) !== 'true') await option.click();
    await expect(option).toHaveAttribute('aria-pressed', 'true');
  }
  await drawer.getByLabel('What was said').fill(words);
  await drawer.getByRole('button', { name: 'Save conversation' }).click();
  await expect(drawer).toBeHidden();
  await openTab(page, 'Timeline');
  await expect(page.getByRole('main').getByText(words)).toBeVisible();
});

/** One of the book's largest customers, with more transactions than a page holds. */
async function busyCustomer(page: Page): Promise<string> {
  const headers = { Authorization: `Bearer ${await page.evaluate(() => sessionStorage.getItem('c360.token') ?? '')}` };
  const answer = await page.request.get('/api/book/customers?limit=30', { headers });
  const { results } = await answer.json() as { results: { customer_id: string }[] };
  for (const { customer_id: id } of results) {
    const summary = await page.request.get(`/api/customers/${id}/transactions/summary`, { headers });
    const { count } = await summary.json() as { count: number };
    if (count > 100) return id;
  }
  throw new Error('none of the largest customers has more than 100 transactions');
}
