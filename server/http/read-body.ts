import { Problem } from '../problem.ts'

/** Deeper than anything that a command carries, and far from where recursion ends. */
const MAX_DEPTH = 64

/** The JSON body of a request. Throws `Problem` where it is none. */
export async function readJson(request: { text(): Promise<string> }): Promise<unknown> {
  const value = parseJson(await request.text())
  if (isDeeperThan(value, MAX_DEPTH)) throw notJson(`is nested deeper than ${MAX_DEPTH} levels`)
  return value
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw notJson('is no JSON')
  }
}

function notJson(what: string): Problem {
  return new Problem(
    400,
    'body_malformed',
    `The body of this request ${what}. If a proxy stands between, check that it passes bodies on unchanged.`,
  )
}

export function isDeeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (depth === 0) return true
  return Object.values(value).some((inner) => isDeeperThan(inner, depth - 1))
}
