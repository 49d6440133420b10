import { expect, it } from 'vitest'
import { generateKeyPair } from 'jose'
import { asUuid } from '../../shared/kernel/ids.ts'
import { issueToken, TokenVerifier, UsedAssertions } from './tokens.ts'

it('takes an assertion once for as long as it could be replayed, and forgets it then', () => {
  let now = 0
  const used = new UsedAssertions(() => now)
  used.use('one', 60)
  used.use('two', 60)
  now = (60 + 5 * 60) * 1000
  expect(() => used.use('one', 60)).toThrow('used before')
  now += 1
  expect(() => used.use('one', 1000)).not.toThrow()
})

it('takes a token that it has proven for as long as it lives, and no other one', async () => {
  const pair = async () => generateKeyPair('EdDSA', { crv: 'Ed25519' })
  const [key, other] = [await pair(), await pair()]
  const id = asUuid('00000000-0000-7000-8000-000000000001')
  const identity = { terminal: id, role: 'desk', properties: [id] } as const
  const { token, expiresAt } = await issueToken(key, identity)
  let now = Date.now()
  const tokens = new TokenVerifier(key, () => now)
  expect(await tokens.verify(token)).toEqual(identity)
  expect(await tokens.verify(token)).toEqual(identity)
  await expect(tokens.verify((await issueToken(other, identity)).token)).rejects.toMatchObject({
    code: 'token_invalid',
  })
  await expect(tokens.verify(`${token.slice(0, -4)}AAAA`)).rejects.toMatchObject({ code: 'token_invalid' })
  // Past its life it is proven anew, by the real clock; the centre's own keeps it until then.
  now = Date.parse(expiresAt)
  expect(await new TokenVerifier(other, () => now).verify(token).catch((error: unknown) => error)).toMatchObject({
    code: 'token_invalid',
  })
})
