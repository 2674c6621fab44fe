import { expect, signIn, test, type Page } from '../journey.ts';

const ROWS = 2000;
// ms of the processor, on any machine; `make bench` holds the goal of 50 ms on a quiet one.
const LONGEST_TASK = 80;
const SPARED = 2; // tasks of each way may be longer: the collector of garbage comes when it likes
const MOST_DRAWN = 100; // rows in the page, of a window that has room for 30

// The recorder of failed journeys works in the page itself; here only the product's own work is to be seen.
test.use({ trace: 'off' });

interface TraceEvent { name: string; pid: number; tid: number; tdur?: number; args: { name?: string } }

test('a grid of 2,000 rows is scrolled by wheel and by keyboard without a long task', async ({ page, browser }) => {
  test.setTimeout(120_000);
  await signIn(page, 'region_head');
  await page.getByRole('banner').getByRole('link', { name: 'Customers' }).click();
  const rows = page.getByRole('table', { name: 'Customers of the book' }).locator('tr.row');
  await expect(rows.first()).toBeVisible();
  await page.waitForLoadState('networkidle');

  /** Moves until the last row is there; the ms on the processor of the longest tasks, and the most rows in the page. */
  const moved = async (move: () => Promise<void>) => {
    await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline'] });
    let [last, drawn] = [0, 0];
    await expect(async () => {
      while (last < ROWS - 1) {
        const before: number = last;
        await move();
        let many: number;
        [last, many] = await ends(page);
        drawn = Math.max(drawn, many);
        expect(last).toBeGreaterThan(before);
      }
    }).toPass({ timeout: 50_000, intervals: [50] });
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
    const main = new Set(traceEvents.filter((one) => one.args.name === 'CrRendererMain').map((one) => `${one.pid} ${one.tid}`));
    const tasks = traceEvents.filter((one) => one.name === 'RunTask' && main.has(`${one.pid} ${one.tid}`)).map((one) => (one.tdur ?? 0) / 1000);
    expect(tasks.length, 'tasks in the trace').toBeGreaterThan(100);
    return { longest: tasks.sort((a, b) => b - a).slice(0, SPARED + 1), drawn };
  };
  await page.mouse.move(720, 500);
  const wheel = await moved(() => page.mouse.wheel(0, 480));
  await rows.first().focus();
  await page.keyboard.press('Home');
  await expect(rows.first()).toBeFocused();
  const keys = await moved(() => page.keyboard.press('PageDown'));
  expect(Math.max(wheel.drawn, keys.drawn)).toBeLessThan(MOST_DRAWN);
  for (const [way, { longest }] of Object.entries({ wheel, keys })) {
    expect(longest.at(-1), `the longest tasks by ${way} took ${longest.join(', ')} ms`).toBeLessThanOrEqual(LONGEST_TASK);
  }
});

/** After a frame: the place of the last row in the page, and how many rows the page has. */
function ends(page: Page): Promise<[number, number]> {
  return page.evaluate(() => new Promise<[number, number]>((done) => requestAnimationFrame(() => setTimeout(() => {
    const all = document.querySelectorAll('c-customer-grid tr.row');
    done([Number(all[all.length - 1]?.getAttribute('data-at')), all.length]);
  }))));
}
