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
  const moving = await page.evaluate<number>(`(${DRAWN})('${theme}')`)
  await page.evaluate(`if (!window.axe) { ${SOURCE} }`)
  const options = JSON.stringify({ runOnly, resultTypes: ['violations'] })
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${options})`)
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any, all, none }) => {
      const why = [...any, ...all, ...none].map(({ message }) => message).join('; ')
      return `${theme}, ${id}: ${why}: ${html.slice(0, 200)}`
    }),
  )
  return moving === 0 ? found : [...found, `${theme}: ${moving} animations for somebody who wants none`]
}

/** Waits until the page has the theme and is drawn with it. What moves on the way is counted: a colour is measured when it has come to rest. */
const DRAWN = `async (theme) => {
  const asked = matchMedia('(prefers-color-scheme: ' + theme + ')')
  if (!asked.matches) await new Promise((done) => asked.addEventListener('change', done, { once: true }))
  const moving = document.getAnimations().length
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
  return moving
}`
