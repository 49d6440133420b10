/** Seconds that a shared cache may keep an answer. */
export interface CacheAges {
  readonly maxAge: number
  readonly staleAge: number
}

/** Electric's cache headers and revalidation. The product forbids caches: its answers belong to one terminal. */
export function cacheable(request: Request, answer: Response, ages: CacheAges): Response {
  const headers = new Headers(answer.headers)
  const params = new URL(request.url).searchParams
  headers.set('cache-control', cacheControl(answer, params, ages))
  if (answer.status >= 400 && answer.status !== 409) headers.set('surrogate-control', 'no-store')
  const etag = headers.get('etag')
  if (answer.status === 200 && etag !== null && request.headers.get('if-none-match')?.includes(etag)) {
    headers.delete('content-length')
    return new Response(null, { status: 304, headers })
  }
  return new Response(answer.body, { status: answer.status, headers })
}

function cacheControl({ status, headers }: Response, params: URLSearchParams, { maxAge, staleAge }: CacheAges): string {
  if (status === 409) return `public, max-age=${headers.has('electric-handle') ? 60 : 1}, must-revalidate`
  if (status >= 400) return 'no-store'
  if (headers.get('content-type') === 'text/event-stream') return 'public, max-age=59'
  if (params.get('offset') === '-1') return 'public, max-age=604800, s-maxage=3600, stale-while-revalidate=2629746'
  if (params.has('live')) return 'public, max-age=5, stale-while-revalidate=5'
  return `public, max-age=${maxAge}, stale-while-revalidate=${staleAge}`
}
