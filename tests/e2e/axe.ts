import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import type { AxeResults, RunOnly } from 'axe-core'

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Levels A and AA up to 2.2, all of their rules. */
const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']

/**
 * What stands in the way of somebody who uses the page by ear, by keys or with a weak eye (WCAG 2.2 AA, by axe): one text per fault. The
 * dark theme changes colours and nothing else: there the rules about colours are enough. The checker comes in by the browser's own
 * protocol, since the page's policy lets no script in.
 */
export async function faultsOf(page: Page, where: string): Promise<string[]> {
  const light = await check(page, 'light', { type: 'tag', values: LEVELS })
  const dark = await check(page, 'dark', { type: 'rule', values: ['color-contrast', 'link-in-text-block'] })
  await page.emulateMedia({ colorScheme: 'light' })
  return [...light, ...dark].map((fault) => `${where}: ${fault}`)
}

async function check(page: Page, theme: 'light' | 'dark', runOnly: RunOnly): Promise<string[]> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  await page.evaluate('Promise.allSettled(document.getAnimations().map((each) => each.finished))')
  await page.evaluate(`if (!window.axe) { ${SOURCE} }`)
  const options = JSON.stringify({ runOnly, resultTypes: ['violations'] })
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${options})`)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any, all, none }) => {
      const why = [...any, ...all, ...none].map(({ message }) => message).join('; ')
      return `${theme}, ${id}: ${why}: ${html.slice(0, 200)}`
    }),
  )
}
