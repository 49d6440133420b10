import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Undefined where the machine has no Chromium: such tests say loudly that they were skipped. */
export const chromiumPath = process.env.CHROMIUM_PATH ?? CANDIDATES.find((path) => existsSync(path))

if (chromiumPath === undefined) {
  console.warn(
    'NO CHROMIUM ON THIS MACHINE: the end-to-end tests are skipped. Install it (apt-get install chromium) or set CHROMIUM_PATH.',
  )
}

export interface Browser {
  open(url: string): Promise<Page>
  close(): Promise<void>
}

/** A browser with a profile of its own. What a page logs as an error, and each violation of its policy, ends up in `complaints`. */
export async function startBrowser(complaints: string[] = []): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'stayos-chromium-'))
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    ...(chromiumPath !== undefined && { executablePath: chromiumPath }),
    headless: true,
    viewport: { width: 1440, height: 900 },
    // --no-sandbox: tests run as root; the product never passes it
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  return {
    async open(url) {
      const page = await context.newPage()
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(error.message))
      await page.goto(url)
      return page
    },
    async close() {
      await context.close()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}
