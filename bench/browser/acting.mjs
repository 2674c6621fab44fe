// What a person does and how soon it shows: from the key or the press to the frame that has the answer.
import { open, rest } from './browser.mjs'

/** Arms the clock: it starts with the next key or press and stops with the frame after `shown` says yes. */
async function timed(page, shown, argument, act) {
  await page.evaluate((source, given) => {
    const yes = new Function(`return (${source})`)()
    globalThis.took = new Promise((done) => {
      const start = (event) => {
        for (const type of ['keydown', 'pointerdown']) removeEventListener(type, start, true)
        const look = () => (yes(given) ? setTimeout(() => done(performance.now() - event.timeStamp)) : requestAnimationFrame(look))
        requestAnimationFrame(look)
      }
      for (const type of ['keydown', 'pointerdown']) addEventListener(type, start, true)
    })
  }, String(shown), argument)
  await act()
  return page.evaluate(() => globalThis.took)
}

/** {search, tab, filter, event}: ms; `event` is the slowest of all the browser's own interaction timings. */
export async function act(page, { book, customer }) {
  await open(page, book)
  const name = await page.$eval('c-customer-grid tr.row a', (link) => link.textContent.trim())
  const typed = name.slice(0, 4).toLowerCase()
  await page.keyboard.down('Control')
  await page.keyboard.press('k')
  await page.keyboard.up('Control')
  await page.waitForSelector('[role=combobox]:focus')
  await page.keyboard.type(typed.slice(0, -1), { delay: 60 })
  await rest(page)
  await page.evaluate(() => { globalThis.before = document.querySelector('[role=listbox]')?.textContent })
  const search = await timed(page, () => document.querySelector('[role=option] mark, [role=option]') && document.querySelector('[role=listbox]')?.textContent !== globalThis.before, '', () => page.keyboard.press(typed.slice(-1)))
  await page.keyboard.press('Escape')
  const press = async (text) => { const [handle] = await page.$$(`::-p-aria(${text}[role="button"])`); await handle.click() }
  await press('Filter')
  const flag = await page.waitForSelector('#filters fieldset button.chip')
  await page.evaluate(() => { globalThis.many = document.querySelector('c-customer-grid table').getAttribute('aria-rowcount') })
  const filter = await timed(page, () => document.querySelector('c-customer-grid table')?.getAttribute('aria-rowcount') !== globalThis.many, '', () => flag.click())
  const first = await page.evaluate(() => globalThis.seen.interactions)
  await open(page, customer)
  const tab = await timed(page, () => document.querySelector('c-transactions-tab tr.row'), '', async () => { const link = await page.$('nav a[href$="/transactions"]'); await link.click() })
  await rest(page)
  const events = [...first, ...await page.evaluate(() => globalThis.seen.interactions)]
  return { search, filter, tab, event: Math.max(0, ...events) }
}
