import { customerOfBook, expect, expectAccessible, fillSignIn, signIn, test, type Page } from '../journey.ts';
import { PAGES } from '../pages.ts';

// What stands in Latin letters in every language: units, forms of files, names of schemes, of keys and of the time zone.
const SAME = new Set('customer rm kyc pan upi neft rtgs imps nach emi td csv xlsx excel ctrl enter esc trv casa gst hni api http sms aum cr xx get post put patch delete iban swift fd sip png ist'.split(' '));

/** Words of Latin letters that the page shows or names and that did not come in an answer of the API. */
async function strayWords(page: Page, data: ReadonlySet<string>): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent && !parent.closest('script, style, svg, [lang="en"]') && node.textContent?.trim()) found.push(node.textContent.trim());
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
      if (element.closest('[lang="en"]')) continue;
      for (const name of ['aria-label', 'title', 'placeholder']) found.push(element.getAttribute(name) ?? '');
    }
    return found;
  });
  const stray = (text: string) => (text.match(/[A-Za-z]{3,}/g) ?? []).some((word) => !SAME.has(word.toLowerCase()) && !data.has(word.toLowerCase()));
  return [...new Set(texts.filter(stray))];
}

/** Headings, buttons, tabs and table heads whose words do not fit. */
async function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => [...document.querySelectorAll<HTMLElement>('h1, h2, button, th, label, nav a')]
    .filter((one) => one.offsetParent && !one.closest('.sr-only') && getComputedStyle(one).overflow !== 'visible' && one.scrollWidth > one.clientWidth + 1)
    .map((one) => one.textContent?.trim() ?? '').filter(Boolean));
}

for (const [role, pages] of Object.entries(PAGES)) {
  test(`no English is left in Hindi on a page of ${role}, and no text is cut`, async ({ page }) => {
    test.setTimeout(240_000);
    const data = new Set<string>();
    await page.route('**/api/**', async (route) => {
      const response = await route.fetch();
      for (const word of (await response.text()).match(/[A-Za-z]{3,}/g) ?? []) data.add(word.toLowerCase());
      await route.fulfill({ response });
    });
    await page.addInitScript(() => { localStorage.setItem('c360.language', 'hi'); });
    await page.goto('/');
    await expect(page.locator('html')).toHaveAttribute('lang', 'hi');
    await expect(page.locator('input[name=username]')).toBeVisible();
    expect.soft(await strayWords(page, data), 'sign-in').toEqual([]);
    await fillSignIn(page, role);
    await expect(page).not.toHaveURL(/sign-in/);
    const customer = role === 'rm' ? await customerOfBook(page) : '';
    for (const { name, path } of pages) {
      await page.goto(path.replace(':customer', customer));
      await page.waitForLoadState('networkidle');
      expect.soft(await strayWords(page, data), name).toEqual([]);
      expect.soft(await cutTexts(page), `cut on ${name}`).toEqual([]);
    }
    await expectAccessible(page, `the last page of ${role} in Hindi`);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });
}

test('a reader chooses the language before and after signing in, and the address stays', async ({ page }) => {
  await page.goto('/sign-in?back=%2Fnotes');
  await page.getByRole('button', { name: 'हिन्दी' }).click();
  await expect(page.getByRole('heading', { name: 'साइन इन करें' })).toBeVisible();
  await fillSignIn(page);
  await expect(page.getByRole('heading', { level: 1, name: 'नोट' })).toBeVisible();
  await page.locator('button.initials').click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Notes' })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/notes');
});

test('the letters of Hindi are fetched by a page that has one, and by no other', async ({ page }) => {
  const hindi = () => page.evaluate(() => performance.getEntriesByType('resource').filter((one) => /devanagari.*woff2/.test(one.name)).length);
  await signIn(page);
  await page.waitForLoadState('networkidle');
  expect(await hindi()).toBe(0);
  await page.evaluate(() => { localStorage.setItem('c360.language', 'hi'); });
  await page.reload();
  await expect.poll(hindi).toBeGreaterThan(0);
});
