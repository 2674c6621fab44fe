// A long grid from top to bottom, by wheel and by keyboard: the longest task that stood in the way of a frame.
import { open } from './browser.mjs'

const STEP = 480 // px of one turn of the wheel
const DONE_MS = 60_000

/** {wheel, keys} of one visit, each {wall, cpu, rows}: ms of the longest task; `rows` in the page at most. */
export async function scroll(page, address, rows) {
  await open(page, address)
  await page.waitForSelector('c-customer-grid tr.row')
  await page.mouse.move(720, 500)
  const wheel = await traced(page, rows, () => page.mouse.wheel({ deltaY: STEP }))
  await page.focus('c-customer-grid tr.row')
  await page.keyboard.press('Home')
  await page.waitForFunction(() => document.activeElement?.getAttribute('data-at') === '0')
  const keys = await traced(page, rows, () => page.keyboard.press('PageDown'))
  return { wheel, keys }
}

async function traced(page, rows, move) {
  await page.tracing.start({ categories: ['disabled-by-default-devtools.timeline'] })
  const until = Date.now() + DONE_MS
  let drawn = 0
  for (;;) {
    await move()
    const now = await page.evaluate(async () => {
      await new Promise((done) => requestAnimationFrame(done))
      const all = document.querySelectorAll('c-customer-grid tr.row')
      return { last: Number(all[all.length - 1]?.getAttribute('data-at') ?? 0), many: all.length }
    })
    drawn = Math.max(drawn, now.many)
    if (now.last >= rows - 1) break
    if (Date.now() > until) throw new Error(`row ${now.last} of ${rows} after ${DONE_MS} ms`)
  }
  const { traceEvents } = JSON.parse(new TextDecoder().decode(await page.tracing.stop()))
  const main = new Set(traceEvents.filter((one) => one.name === 'thread_name' && one.args.name === 'CrRendererMain').map((one) => `${one.pid} ${one.tid}`))
  const tasks = traceEvents.filter((one) => one.name === 'RunTask' && main.has(`${one.pid} ${one.tid}`))
  const most = (key) => Math.max(0, ...tasks.map((task) => (task[key] ?? 0) / 1000))
  return { wall: most('dur'), cpu: most('tdur'), rows: drawn }
}
