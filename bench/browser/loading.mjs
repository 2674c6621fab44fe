// How a page comes: what it asks for, when, how it is sent, and when its largest part is painted.
import { forgetFiles, open } from './browser.mjs'

/** {largest, entries} of one visit; `first` forgets the files of earlier ones. */
export async function visit(page, address, first) {
  if (first) await forgetFiles(page)
  const encodings = new Map()
  const note = (response) => encodings.set(response.url(), response.headers()['content-encoding'] ?? '')
  page.on('response', note)
  await open(page, address)
  page.off('response', note)
  const { largest, entries } = await page.evaluate(() => ({
    largest: globalThis.seen.largest,
    entries: performance.getEntriesByType('resource').map((one) => ({
      name: one.name, start: one.startTime, end: one.responseEnd, bytes: one.transferSize, sent: one.encodedBodySize, plain: one.decodedBodySize, protocol: one.nextHopProtocol })),
  }))
  return { largest, entries: entries.map((one) => ({ ...one, encoding: encodings.get(one.name) ?? '' })) }
}

/** How far a page's content moved of its own accord, while it came and for a second after its last answer. */
export async function shift(page, address) {
  await open(page, address) // half a second of it
  await new Promise((done) => setTimeout(done, 500))
  return page.evaluate(() => globalThis.seen.shift)
}
