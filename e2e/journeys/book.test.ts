import { readFileSync } from 'node:fs';
import { expect, expectAccessible, expectNoSidewaysScroll, find, shiftOf, signIn, test, type Page } from '../journey.ts';

const grid = (page: Page) => page.getByRole('table', { name: 'Customers of the book' });
const rows = (page: Page) => grid(page).locator('tr.row');
const count = async (page: Page) => Number(await grid(page).getAttribute('aria-rowcount'));

async function headers(page: Page): Promise<Record<string, string>> {
  return { Authorization: `Bearer ${await page.evaluate(() => sessionStorage.getItem('c360.token') ?? '')}` };
}

test('the grid is filtered from the panel, the filters stand in the URL and go with Back', async ({ page }) => {
  await signIn(page);
  const everything = await count(page);
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  const panel = page.getByRole('dialog', { name: 'Filters' });
  await panel.getByRole('group', { name: 'Flag, any of them' }).getByRole('button').first().click();
  await expect(page).toHaveURL(/flag=/);
  await panel.getByRole('group', { name: 'Does not hold' }).getByRole('button', { name: /^Credit card/ }).click();
  await expect(page).toHaveURL(/not_product=/);
  await panel.getByLabel(/^TRV from/).fill('1000');
  await panel.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/min_trv=100000/);
  await expect.poll(() => count(page)).toBeLessThan(everything);
  await expectAccessible(page, 'a filtered book');
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect(page).not.toHaveURL(/flag=/);
  await expect.poll(() => count(page)).toBe(everything);
  await page.goBack();
  await expect(page).toHaveURL(/flag=/);
});

test('a saved view with its columns survives a reload, is renamed, and is deleted', async ({ page }) => {
  await signIn(page);
  await page.goto('/book?flag=kyc_due&sort=kyc_due_on');
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'KYC due' }).click();
  await expect(page).toHaveURL(/cols=.*kyc_due_on/);
  await expect(grid(page).getByRole('columnheader', { name: 'KYC due' })).toBeVisible();
  const name = `KYC ${Date.now()}`;
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByRole('menuitem', { name: 'Save as a new view' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save this view' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Save' }).click();
  const views = page.getByRole('group', { name: 'Saved views' });
  const shown = await count(page);
  await expect(views.getByRole('button', { name: `${name} ${shown}` })).toHaveAttribute('aria-pressed', 'true');

  await page.goto('/book');
  await page.reload();
  await views.getByRole('button', { name }).click();
  await expect(page).toHaveURL(/flag=kyc_due/);
  await expect(grid(page).getByRole('columnheader', { name: 'KYC due' })).toBeVisible();
  expect(await count(page)).toBe(shown);

  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(views.getByRole('button', { name })).toBeHidden();
});

test('the grid is walked, ticked and opened by keyboard alone', async ({ page }) => {
  await signIn(page);
  const first = rows(page).first();
  await first.focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(page.getByRole('toolbar', { name: 'Ticked customers' })).toContainText('2 customers');
  await page.keyboard.press('Control+a');
  await expect(page.getByRole('toolbar', { name: 'Ticked customers' })).toContainText('100 customers');
  await page.keyboard.press('Control+a');
  await expect(page.getByRole('toolbar', { name: 'Ticked customers' })).toBeHidden();
  await page.keyboard.press('End');
  await expect.poll(() => page.evaluate(() => Number(document.activeElement?.getAttribute('data-at')))).toBeGreaterThan(50);
  await page.keyboard.press('Home');
  await expect(rows(page).first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/customers\//);
});

test('a column says what it counts, of which day and from where, on hover and on focus', async ({ page }) => {
  await signIn(page);
  const head = grid(page).getByRole('columnheader', { name: 'CASA' }).getByRole('button');
  for (const show of [() => head.hover(), () => head.focus()]) {
    await show();
    const tip = page.getByRole('tooltip');
    await expect(tip).toContainText('Closing balances of current and savings accounts.');
    await expect(tip).toContainText(/Business day \d\d.[A-Z][a-z]+.\d{4} · accounts/);
    await head.blur();
    await page.mouse.move(2, 2);
    await expect(tip).toBeHidden();
  }
});

test('ticked customers get a follow-up each and a tag, and the tag finds them', async ({ page }) => {
  await signIn(page);
  const boxes = grid(page).locator('tr.row input[type=checkbox]');
  await boxes.nth(0).click();
  await boxes.nth(2).click({ modifiers: ['Shift'] });
  const bar = page.getByRole('toolbar', { name: 'Ticked customers' });
  await expect(bar).toContainText('3 customers');
  await expectAccessible(page, 'ticked customers');
  const words = `Send the calendar ${Date.now()}`;
  await bar.getByRole('button', { name: 'Follow-up' }).click();
  const dialog = page.getByRole('dialog', { name: 'Follow-up for each' });
  await dialog.getByLabel('What is to be done').fill(words);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(bar).toBeHidden();
  const answer = await page.request.get('/api/follow-ups?state=open', { headers: await headers(page) });
  const { results } = await answer.json() as { results: { text: string; customer_id: string }[] };
  expect(new Set(results.filter((one) => one.text === words).map((one) => one.customer_id)).size).toBe(3);

  await boxes.nth(0).click();
  await bar.getByRole('button', { name: 'Tag' }).click();
  const tag = `t${Date.now()}`;
  await page.getByRole('dialog', { name: 'Tag customers' }).getByLabel('Tag', { exact: true }).fill(tag);
  await page.getByRole('button', { name: 'Put the tag on' }).click();
  await expect(bar).toBeHidden();
  await page.goto(`/book?tag=${tag}`);
  await expect(rows(page)).toHaveCount(1);
});

test('a file has the filters, the columns and the order of the grid', async ({ page }) => {
  await signIn(page);
  await page.goto('/book?flag=kyc_due&sort=name&cols=casa,kyc_due_on');
  await expect(rows(page).first()).toBeVisible();
  const shown = await count(page);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).first().click();
  await page.getByRole('menuitem', { name: 'Text (CSV)' }).click();
  const lines = readFileSync(await (await saved).path(), 'utf8').trim().split('\r\n');
  expect(lines[0]?.replace('\ufeff', '')).toBe('Customer,Name,Currency,CASA,KYC due');
  expect(lines).toHaveLength(shown + 1);
  await expect(page.getByText(`${shown} rows exported`)).toBeVisible();
});

test('what moved TRV has a table, a picture and a file, and adds up', async ({ page }) => {
  await signIn(page);
  const chart = page.getByRole('group', { name: /^What moved TRV/ });
  const saved = page.waitForEvent('download');
  await chart.getByRole('button', { name: /^Download/ }).click();
  await page.getByRole('menuitem', { name: /PNG/ }).click();
  expect((await saved).suggestedFilename()).toMatch(/\.png$/);
  await chart.getByRole('button', { name: /^Table/ }).click();
  const cells = await chart.getByRole('row').locator('td:last-child').allTextContents();
  const minor = cells.map((text) => Number(text.replace('−', '-').replace(/[,.]/g, '')));
  expect(minor).toHaveLength(8);
  expect(minor.slice(0, 7).reduce((sum, one) => sum + one, 0)).toBe(minor[7]);
});

test('what needs attention and a week of maturities open the customers behind them', async ({ page }) => {
  await signIn(page);
  const attention = page.getByRole('region', { name: 'Needs attention' });
  await attention.getByRole('link', { name: /due within 30 days/ }).click();
  await expect(page).toHaveURL(/kyc_days=30/);
  await expect(page.getByRole('button', { name: 'Remove filter KYC due in 30 d' })).toBeVisible();
  await page.getByRole('link', { name: /customers whose deposits mature/ }).click();
  await expect(page).toHaveURL(/matures_from=/);
  await expect(rows(page).first()).toBeVisible();
});

test('Today has its whole list, by kind', async ({ page }) => {
  await signIn(page);
  await page.locator('c-today-list').getByRole('link', { name: 'All', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible();
  await page.getByRole('region', { name: 'Kinds' }).getByRole('link', { name: 'KYC due' }).click();
  await expect(page).toHaveURL(/rule=kyc_due/);
  await expect(page.getByRole('listitem').first()).toContainText('KYC papers due');
  await expectAccessible(page, 'Today');
});

test('search offers who was opened lately, and only while signed in', async ({ page }) => {
  await signIn(page);
  await find(page, 'sharma');
  const hit = page.getByRole('option').first();
  const name = (await hit.locator('.name').textContent() ?? '').trim();
  await hit.click();
  await expect(page).toHaveURL(/\/customers\//);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('group', { name: 'Opened lately' }).getByRole('option')).toContainText(name);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(name);
});

test('book home moves nothing about while it loads', async ({ page }) => {
  const shift = await shiftOf(page);
  await signIn(page);
  await page.goto('/book');
  await expect(rows(page).first()).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(await shift(), 'layout shift of book home').toBeLessThanOrEqual(0.02);
});

test('the book works at 360 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await signIn(page);
  await page.waitForLoadState('networkidle');
  await expectNoSidewaysScroll(page, 'book');
  await page.evaluate(() => { scrollTo(0, document.documentElement.scrollHeight); });
  await expect.poll(async () => Number(await rows(page).first().getAttribute('data-at')), { message: 'the first row in the page' }).toBeGreaterThan(0);
  const [box, words] = await rows(page).first().locator('td').evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().width));
  expect(box, 'px of the box before a row that came by scrolling').toBeLessThan(48);
  expect(words, 'px of its words').toBeGreaterThan(270);
  await page.goto('/today');
  await expect(page.getByRole('listitem').first()).toBeVisible();
  await expectNoSidewaysScroll(page, 'today');
});
