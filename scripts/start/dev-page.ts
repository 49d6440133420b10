import { join } from 'node:path'

/**
 * The page from its sources, reloading as they change, in front of a station that keeps its rules: what the page says to the core goes on
 * to it as from its own origin. Without the station's policy headers, and so for development only.
 */
export async function startDevPage(project: string, deskUrl: string): Promise<{ url: string; stop(): Promise<void> }> {
  const { createServer } = await import('vite')
  const { origin, hash } = new URL(deskUrl)
  const server = await createServer({
    configFile: join(project, 'vite.config.ts'),
    root: join(project, 'renderer'),
    logLevel: 'warn',
    server: {
      host: '127.0.0.1',
      // A pattern: the sources under /core-client/ are the page's own.
      proxy: { '^/core$': { target: origin, ws: true, changeOrigin: true, rewriteWsOrigin: true } },
    },
  })
  await server.listen()
  const address = server.resolvedUrls?.local[0]
  if (address === undefined) throw new Error('vite listens nowhere')
  return { url: `${address}${hash}`, stop: () => server.close() }
}
