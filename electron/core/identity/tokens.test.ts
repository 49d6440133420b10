import { generateKeyPairSync } from 'node:crypto'
import { expect, it } from 'vitest'
import { openTokens } from './tokens.ts'

const answer = (status: number, body: object) => new Response(JSON.stringify(body), { status })
const replayed = () => answer(401, { code: 'assertion_replayed', message: 'This proof was used before.' })
const granted = () => answer(200, { token: 'good', expiresAt: '2100-01-01T00:00:00.000Z' })

function tokensBy(answers: (() => Response)[]) {
  const proofs: unknown[] = []
  const tokens = openTokens({
    serverUrl: 'http://127.0.0.1',
    terminal: '01890000-0000-7000-8000-000000000001',
    key: generateKeyPairSync('ed25519').privateKey,
    fetch: (_, init) => {
      proofs.push(init?.body)
      return Promise.resolve((answers.shift() ?? replayed)())
    },
  })
  return { tokens, proofs }
}

it('makes another proof where something on the way has sent the first one twice', async () => {
  const { tokens, proofs } = tokensBy([replayed, granted])
  expect(await tokens.get()).toBe('good')
  expect(new Set(proofs).size).toBe(2)
})

it('makes no more than one at once; a line that sends everything twice is no reason to stop for a person', async () => {
  const { tokens, proofs } = tokensBy([])
  await expect(tokens.get()).rejects.toMatchObject({ kind: 'busy' })
  expect(proofs).toHaveLength(2)
})

it('tells a person where the key itself is not taken', async () => {
  const { tokens } = tokensBy([() => answer(401, { code: 'assertion_invalid', message: 'This proof is not good.' })])
  await expect(tokens.get()).rejects.toMatchObject({ kind: 'denied' })
})
