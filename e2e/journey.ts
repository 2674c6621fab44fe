import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base, type Locator, type Page } from '@playwright/test';
import { personOf, runningAt, type Person } from './demo.ts';

export { expect };
export type { Locator, Page };

interface Kept { consoleErrors: string[]; allowed: RegExp[] }

/** Every journey fails on an error in the browser's console that it did not foresee in `allowed`. */
export const test = base.extend<Kept>({
  baseURL: async ({}, use) => { await use(runningAt().url); },
  allowed: async ({}, use) => { await use([]); },
  consoleErrors: [async ({ context, allowed }, use) => {
    const errors: string[] = [];
    context.on('console', (message) => { if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`); });
    context.on('weberror', (error) => errors.push(String(error.error())));
    await use(errors);
    expect(errors.filter((error) => !allowed.some((known) => known.test(error))), 'errors in the console').toEqual([]);
  }, { auto: true }],
});

/**
 * Signs in as a person does who has the page already: the session is asked of the API, and the first place opens.
 * The sign-in page has journeys of its own. `who` is a person or a role; `at` is another way to the product than
 * its own address.
 */
export async function signIn(page: Page, who: string | Person = 'rm', at = ''): Promise<void> {
  const { username, password } = typeof who === 'string' ? personOf(who) : who;
  const answer = await page.request.post(`${at}/api/session`, { data: { username, password } });
  const { token } = await answer.json() as { token: string };
  // Once for the tab, whose name outlives its pages: a session that ends stays ended.
  await page.addInitScript((known) => {
    if (window.name.includes(known)) return;
    window.name += ` ${known}`;
    sessionStorage.setItem('c360.token', known);
  }, token);
  await page.goto(`${at}/`);
  await expect(page).toHaveURL(/\/(units|book|loads)/);
  await expect(page.getByRole('table').first()).toBeVisible();
}

/** Fills in the sign-in page that is open, whatever its language, and sends it. */
export async function fillSignIn(page: Page, role = 'rm'): Promise<void> {
  const { username, password } = personOf(role);
  await page.locator('input[name=username]').fill(username);
  await page.locator('input[name=password]').fill(password);
  await page.locator('button[type=submit]').click();
}

/** Opens the page of the book's first customer (the largest relationship) and returns the name. */
export async function openFirstCustomer(page: Page): Promise<string> {
  const name = await firstCustomer(page);
  await find(page, name);
  await page.getByRole('option').filter({ hasText: name }).first().click();
  await expect(page).toHaveURL(/\/customers\//);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  return name;
}

/** A customer of the book with many products and people tied to them, asked of the API with the page's own session. */
export async function customerOfBook(page: Page): Promise<string> {
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem('c360.token'))).toBeTruthy();
  const headers = { Authorization: `Bearer ${await page.evaluate(() => sessionStorage.getItem('c360.token') ?? '')}` };
  const ask = async <T>(path: string) => await (await page.request.get(`/api/${path}`, { headers })).json() as T;
  const { results } = await ask<{ results: { customer_id: string }[] }>('book/customers?sort=-products&limit=30');
  for (const { customer_id: id } of results) if ((await ask<{ people: unknown[] }>(`customers/${id}/relationships`)).people.length > 1) return id;
  return results[0]?.customer_id ?? '';
}

/** Until answers, fonts and charts stand. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
  await page.waitForFunction(() => [...document.querySelectorAll('c-chart .plot')].every((plot) => plot.querySelector('canvas') ?? plot.getBoundingClientRect().top > innerHeight));
  await page.waitForTimeout(200);
}

export async function firstCustomer(page: Page): Promise<string> {
  const link = page.getByRole('main').getByRole('table').getByRole('link').first();
  await expect(link).toBeVisible();
  return (await link.textContent() ?? '').trim();
}

/** Opens search with the keyboard and types. */
export async function find(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  const box = page.getByRole('combobox');
  await expect(box).toBeFocused();
  await box.fill(words);
}

/** Opens a tab of the customer; on a phone the further ones stand under More. */
export async function openTab(page: Page, name: string): Promise<void> {
  const tabs = page.getByRole('navigation', { name: 'Customer' });
  const link = tabs.getByRole('link', { name: new RegExp(`^${name}`) });
  await expect(tabs.getByRole('link', { name: 'Overview' })).toBeVisible();
  if (await link.isVisible()) {
    await link.click();
  } else {
    await tabs.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: new RegExp(`^${name}`) }).click();
  }
}

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** The rules that look at colours: nothing else differs from theme to theme. */
const ofColour = ['color-contrast', 'link-in-text-block'];

/** WCAG 2.2 A and AA by axe in light, and its rules about colours in dark too. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // In the page itself: no page has a frame of another origin, and a further page for the sum costs a second each time.
    const axe = new AxeBuilder({ page }).setLegacyMode();
    const found = await (colorScheme === 'light' ? axe.withTags(wcag) : axe.withRules(ofColour)).analyze();
    const broken = found.violations.map((rule) => ({ rule: rule.id, nodes: rule.nodes.slice(0, 5).map((node) => `${node.target.join(' ')}: ${node.failureSummary ?? ''}`) }));
    expect.soft(broken, `${where} in ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

export async function expectNoSidewaysScroll(page: Page, where: string): Promise<void> {
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect.soft(wider, `${where} scrolls sideways by so many pixels`).toBe(0);
}

/** From the next page on, how far that page's content has moved of its own accord. */
export async function shiftOf(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const seen = { shift: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) if (!entry.hadRecentInput) seen.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return () => page.evaluate(() => (window as unknown as { seen: { shift: number } }).seen.shift);
}
