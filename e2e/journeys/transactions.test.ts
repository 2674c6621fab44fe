import { expect, expectAccessible, expectNoSidewaysScroll, find, firstCustomer, signIn, test, type Page } from '../journey.ts';

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
  await expect(page.getByRole('dialog'), 'Back closes the choice').toHaveCount(0);
  await expect(async () => {
    await page.mouse.move(700, 600);
    await page.mouse.wheel(0, 4000);
    await expect(table.locator(`tr.row[aria-rowindex="${everything}"]`)).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
});

test('transactions are found, filtered and exported by keyboard alone', async ({ page }) => {
  await signIn(page);
  const name = await firstCustomer(page);
  await find(page, name.toLowerCase());
  await expect(page.getByRole('option').filter({ hasText: name }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
  await tabTo(page, 'Transactions');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/transactions$/);
  await tabTo(page, 'Debit and credit');
  await page.keyboard.press('Enter');
  const choice = page.getByRole('dialog', { name: 'Debit and credit' });
  await expect(choice.getByRole('checkbox').first()).toBeFocused();
  await page.keyboard.press('Space');
  await expect(page).toHaveURL(/direction=credit/);
  await page.keyboard.press('Escape');
  await expect(choice).toBeHidden();
  await tabTo(page, 'Export');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Excel (XLSX)' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  const file = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect((await file).suggestedFilename()).toBe('transactions.csv');
});

test('a period is typed or picked from a month, and stands in the address', async ({ page }) => {
  await signIn(page);
  await page.goto(`/customers/${await busyCustomer(page)}/transactions`);
  await page.getByRole('button', { name: 'Last 13 months' }).click();
  const period = page.getByRole('dialog', { name: 'Last 13 months' });
  const from = period.getByLabel('From', { exact: true });
  await from.fill('31 Jun 2026');
  await from.press('Tab');
  await expect(period.getByRole('alert')).toHaveText(/June 2026 has 30 days/);
  await from.fill('1/9/2026');
  await from.press('Tab');
  await expect(from).toHaveValue(/^01.Sep.2026$/);
  await period.getByRole('button', { name: 'To: choose from a month' }).click();
  const month = page.getByRole('dialog', { name: 'To' });
  await expect(month.locator('button:focus')).toHaveCount(1);
  await expectAccessible(page, 'a month to pick a day from');
  await page.keyboard.press('PageUp');
  await expect(month.getByText('October 2026')).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(month).toBeHidden();
  await period.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(/from=2026-09-01&to=2026-10-\d\d/);

  await page.getByRole('button', { name: /^01.Sep to/ }).click();
  await expect(page.getByRole('dialog', { name: 'Last 13 months' }), 'a chosen filter opens to be changed').toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/\/transactions$/);
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('amount and counterparty narrow the list in a few clicks, and a link brings them back', async ({ page }) => {
  await signIn(page);
  await page.goto(`/customers/${await busyCustomer(page)}/transactions`);
  await page.getByRole('button', { name: 'Amount', exact: true }).click();
  const amount = page.getByRole('dialog', { name: 'Amount' });
  await amount.getByLabel(/Amount from/).fill('10,000');
  await amount.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(/min=1000000/);
  await page.getByRole('button', { name: 'Counterparty', exact: true }).click();
  const name = (await page.getByRole('dialog', { name: 'Counterparty' }).locator('label .cut').first().textContent() ?? '').trim();
  await page.getByRole('dialog', { name: 'Counterparty' }).getByRole('checkbox').first().check();
  await expect(page).toHaveURL(/counterparty=/);
  await page.reload();
  await expect(page.getByRole('button', { name: /^Amount from ₹.10,000$/ })).toBeVisible();
  await expect(page.getByRole('button', { name, exact: true })).toBeVisible();
  await page.getByRole('button', { name: `Remove filter ${name}` }).click();
  await expect(page).not.toHaveURL(/counterparty=/);
});

test('transactions at 360 pixels, with a filter open', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await signIn(page);
  await page.goto(`/customers/${await busyCustomer(page)}/transactions`);
  await page.getByRole('button', { name: 'Last 13 months' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectNoSidewaysScroll(page, 'transactions with the period open');
  await expectAccessible(page, 'transactions on a phone');
});

/** Presses Tab until the control of that name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => (document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '').trim());
    if (at.startsWith(name)) return;
  }
  throw new Error(`60 presses of Tab did not reach ${name}`);
}

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
