// Lighthouse on pages behind the sign-in: the tab keeps its session, the files are forgotten before each run.
import { desktopConfig, startFlow } from 'lighthouse'
import { forgetFiles } from './browser.mjs'

/** [{performance, practices, weak}] of each run; `weak` names the audits that took from a score. */
export async function scores(page, address, runs) {
  const flow = await startFlow(page, {
    config: desktopConfig,
    flags: { onlyCategories: ['performance', 'best-practices'], disableStorageReset: true, disableFullPageScreenshot: true, logLevel: 'error' },
  })
  for (let run = 0; run < runs; run += 1) {
    await forgetFiles(page)
    await flow.navigate(address)
  }
  const { steps } = await flow.createFlowResult()
  return steps.map(({ lhr }) => {
    const judged = Object.values(lhr.categories).flatMap((category) => category.auditRefs.filter((one) => one.weight > 0))
    const weak = judged.map((one) => lhr.audits[one.id]).filter((audit) => audit.score !== null && audit.score < 0.9)
    return {
      performance: lhr.categories.performance.score * 100,
      practices: lhr.categories['best-practices'].score * 100,
      weak: weak.map((audit) => `${audit.id} ${audit.displayValue ?? ''}`.trim()),
      error: lhr.runtimeError?.code ?? '',
    }
  })
}
