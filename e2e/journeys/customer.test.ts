import { expect, expectAccessible, expectNoSidewaysScroll, find, firstCustomer, openFirstCustomer, openTab, signIn, test, type Locator, type Page } from '../journey.ts';

const MOST_SHIFT = 0.02;

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
  await expect(page.locator('c-customer-head').getByText(/Last contact .*visit/)).toBeVisible();
  await openTab(page, 'Timeline');
  await expect(page.getByRole('main').getByText(words)).toBeVisible();
});

test('a promise is added and ticked off on the customer’s page', async ({ page }) => {
  await signIn(page);
  await openFirstCustomer(page);
  const words = `Send the top-up quote ${Date.now()}`;
  const block = page.locator('c-open-promises');
  await block.getByRole('button', { name: 'Add' }).click();
  await block.getByLabel('What is promised').fill(words);
  await block.getByRole('button', { name: 'Save' }).click();
  const promise = block.getByRole('listitem').filter({ hasText: words });
  await expect(promise).toBeVisible();
  await promise.getByRole('checkbox').check();
  await expect(promise).toBeHidden();
});

test('a follow-up begun in the head is written under Open promises', async ({ page }) => {
  await signIn(page);
  await openFirstCustomer(page);
  await openTab(page, 'Accounts');
  const words = `Ask about the nominee ${Date.now()}`;
  await page.locator('c-customer-head').getByRole('button', { name: 'Follow-up' }).click();
  const block = page.locator('c-open-promises');
  await expect(block.getByLabel('What is promised')).toBeFocused();
  await page.keyboard.type(words);
  await block.getByLabel('Due on', { exact: true }).fill('31 Dec 2099');
  await block.getByRole('button', { name: 'Save' }).click();
  await expect(block.getByRole('listitem').filter({ hasText: words })).toContainText(/31.Dec.2099/);
  await expect(page).not.toHaveURL(/promise=/);
});

test('a figure says what it counts, of which day and from where, on focus and on hover', async ({ page }) => {
  await signIn(page);
  await openFirstCustomer(page);
  const figure = page.getByRole('button', { name: 'Relationship value' });
  for (const show of [() => figure.focus(), () => figure.hover()]) {
    await show();
    const tip = page.getByRole('tooltip');
    await expect(tip).toContainText('A joint account counts once');
    await expect(tip).toContainText(/Business day \d\d.[A-Z][a-z]+.\d{4} · accounts and daily balances/);
    await expect(tip).toContainText(/₹.[\d,]+\.\d\d/);
    await figure.blur();
    await page.mouse.move(700, 600);
    await expect(tip).toBeHidden();
  }
});

test('any accounts stand on the balance chart, by account and in total', async ({ page }) => {
  await signIn(page);
  await openFirstCustomer(page);
  const block = page.locator('c-balance-block');
  await block.getByRole('button', { name: 'Accounts', exact: true }).click();
  const choice = page.getByRole('dialog', { name: 'Accounts' });
  const boxes = choice.getByRole('checkbox');
  await expect(choice.getByRole('checkbox', { checked: true })).not.toHaveCount(0); // the accounts drawn without a choice
  const drawn = await Promise.all((await boxes.all()).map((box) => box.isChecked()));
  const wanted = [drawn.indexOf(true), drawn.indexOf(false)]; // another choice than those
  for (const [place, box] of (await boxes.all()).entries()) await box.setChecked(wanted.includes(place));
  await page.keyboard.press('Escape');
  await expect(block.getByRole('button', { name: '2 accounts', exact: true })).toBeVisible();
  await expect(block.locator('.readout button.entry')).toHaveCount(2);
  await block.getByRole('radio', { name: 'Total' }).click();
  await expect(block.locator('.readout button.entry')).toHaveCount(0);
  await block.getByRole('button', { name: 'Remove filter 2 accounts' }).click();
  await expect(block.getByRole('button', { name: 'Accounts', exact: true })).toBeVisible();
});

test('the head becomes one line while the page is scrolled', async ({ page }) => {
  await signIn(page);
  const name = await openFirstCustomer(page);
  await page.setViewportSize({ width: 1440, height: 500 });
  await expect(page.locator('c-balance-block canvas').first()).toBeVisible();
  await page.mouse.move(500, 400);
  await page.mouse.wheel(0, 400);
  const bar = page.locator('c-customer-bar .bar');
  await expect(bar).toContainText(name);
  expect((await bar.boundingBox())?.height).toBe(48);
  await page.mouse.wheel(0, -400);
  await expect(bar).toBeHidden();
});

test('the reader chooses how numbers and dates are written, for every browser', async ({ page, browser }) => {
  await signIn(page);
  await openFirstCustomer(page);
  const strip = page.locator('c-customer-strip');
  await expect(strip).toContainText(/[\d.]+(L|Cr)/);
  const choose = async (sample: RegExp, open: (item: Locator) => Promise<void>) => {
    await page.getByRole('button', { name: /account$/ }).click();
    await open(page.getByRole('menuitem', { name: 'Numbers and dates' }));
    await page.getByRole('menuitemradio', { name: sample }).click();
  };
  await choose(/1\.23.M/, (item) => item.press('ArrowRight'));
  await expect(strip).toContainText(/[\d.]+(M|B)/);
  await choose(/^2026-11-21$/, (item) => item.click());
  await expect(page.locator('c-balance-block .readout .at')).toHaveText(/^\d{4}-\d\d-\d\d$/);
  const other = await browser.newPage();
  await signIn(other);
  await expect(other.locator('c-figure').filter({ hasText: /[\d.]+\s*(M|B)/ }).first()).toBeVisible();
  await other.close();
  await choose(/1[.,\d]+.(L|Cr)/, (item) => item.click());
  await expect(strip).toContainText(/[\d.]+(L|Cr)/);
  const banks = page.waitForResponse('**/api/session/format');
  await choose(/^21 Nov 2026$/, (item) => item.click());
  expect((await banks).ok()).toBe(true);
});

test('every fact is at most two clicks from the book', async ({ page }) => {
  await signIn(page);
  await page.getByRole('main').getByRole('table').last().getByRole('link').first().click();
  await expect(page).toHaveURL(/\/customers\//);
  const tabs = page.getByRole('navigation', { name: 'Customer' }).getByRole('link');
  await expect(tabs).toHaveCount(9);
  for (const tab of await tabs.all()) {
    await tab.click();
    await expect(page.locator('c-error-block')).toHaveCount(0);
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  }
});

test('opening a customer shifts nothing', async ({ page }) => {
  test.setTimeout(180_000);
  await signIn(page);
  for (const size of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
    await page.setViewportSize(size);
    await openFirstCustomer(page);
    const address = page.url();
    for (const path of ['', '/accounts', '/transactions', '/relationships', '/documents']) {
      await page.goto(address + path);
      expect.soft(await shifted(page), `layout shift of ${path || 'the overview'} at ${size.width}`).toBeLessThanOrEqual(MOST_SHIFT);
    }
    await page.getByRole('banner').getByRole('link', { name: 'My book' }).click();
  }
});

test('a customer at 360 pixels: what to do next is right after the figures, nothing scrolls sideways', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await signIn(page);
  await page.goto('/book?sort=-casa');
  await openFirstCustomer(page);
  const [figures, next, balance] = await Promise.all(['c-customer-strip', 'c-next-steps', 'c-balance-block'].map(async (part) => {
    await expect(page.locator(part)).toBeVisible();
    return (await page.locator(part).boundingBox())?.y ?? 0;
  })) as [number, number, number];
  expect(figures).toBeLessThan(next);
  expect(next).toBeLessThan(balance);
  await page.getByRole('button', { name: 'Accounts', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Accounts' })).toBeVisible();
  await expectNoSidewaysScroll(page, 'the balance chart with its choice of accounts');
  await expectAccessible(page, 'the overview on a phone');
  await page.keyboard.press('Escape');
  await page.getByRole('status').getByRole('button', { name: /T-1/ }).click();
  await expect(page.getByRole('tooltip')).toContainText('Published');
  await page.getByRole('button', { name: 'Follow-up', exact: true }).click();
  await expect(page.getByLabel('What is promised')).toBeVisible();
  await page.getByRole('banner').getByRole('link', { name: 'My book' }).click();
  await expect(page).toHaveURL(/\/book\?sort=-casa$/);
});

/** How far the page moved of its own accord since it was opened, once it is at rest. */
async function shifted(page: Page): Promise<number> {
  await page.waitForLoadState('networkidle');
  return page.evaluate(() => new Promise<number>((done) => {
    let sum = 0;
    const add = (entries: PerformanceEntryList) => { for (const entry of entries as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) if (!entry.hadRecentInput) sum += entry.value; };
    new PerformanceObserver((list) => add(list.getEntries())).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done(Math.round(sum * 10_000) / 10_000), 600);
  }));
}
