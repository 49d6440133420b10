import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'

export interface PageFile {
  readonly type: string
  readonly body: Uint8Array<ArrayBuffer>
}

/** The built page, whole, by URL path ('/assets/index-1a2b.js'). Only what stood in the folder at start can ever be asked for. */
export type PageFiles = ReadonlyMap<string, PageFile>

export interface Page {
  readonly files: PageFiles
  /** What the page may open beside its own files: 'ws://127.0.0.1:4401' at a station, nothing in Electron. */
  readonly connect: readonly string[]
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
}

/** Reads the page into memory. Throws where it was not built. Files of unknown kinds (source maps) stay out. */
export async function readPage(pageDir: string): Promise<PageFiles> {
  const files = new Map<string, PageFile>()
  const entries = await readdir(pageDir, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    throw new Error(`The page is not built: ${pageDir} cannot be read. Run "npm run build".`, { cause: error })
  })
  for (const entry of entries) {
    const type = TYPES[extname(entry.name)]
    if (!entry.isFile() || type === undefined) continue
    const path = join(entry.parentPath, entry.name)
    files.set(`/${relative(pageDir, path).split(sep).join('/')}`, { type, body: new Uint8Array(await readFile(path)) })
  }
  const index = files.get('/index.html')
  if (!index) throw new Error(`The page is not built: ${pageDir} holds no index.html. Run "npm run build".`)
  files.set('/', index)
  return files
}

export function contentSecurityPolicy(connect: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    ['connect-src', "'self'", ...connect].join(' '),
    "require-trusted-types-for 'script'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

/** On every answer, refusals included. */
export function securityHeaders(connect: readonly string[]): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(connect),
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  }
}

/** An answer in words, under the same headers. */
export function refusal(status: number, text: string, page: Page): Response {
  return new Response(`${text}\n`, {
    status,
    headers: { ...securityHeaders(page.connect), 'content-type': 'text/plain; charset=utf-8' },
  })
}

/**
 * A file of the page, or why not. Used by the station's HTTP host and by Electron's protocol handler. A path is a key of
 * the map and nothing else: no path, however it climbs, reaches the disk.
 */
export function answer(request: Request, page: Page): Response {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405, 'Only GET is served here.', page)
  const file = page.files.get(new URL(request.url).pathname)
  if (!file) return refusal(404, 'No such file.', page)
  return new Response(request.method === 'HEAD' ? null : file.body, {
    status: 200,
    headers: {
      ...securityHeaders(page.connect),
      'content-type': file.type,
      'content-length': file.body.byteLength.toString(),
    },
  })
}
