import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeFrame, MAGIC, scanFrames } from './frames.ts'

const key = randomBytes(32)
const texts = ['{"seq":1}', '{"name":"Ærøskøbing"}', '{"seq":3}']
const file = Buffer.concat([MAGIC, ...texts.map((text) => encodeFrame(text, key))])

describe('frames', () => {
  it('J1: gives back what was written, in order', () => {
    expect(scanFrames(file, key)).toEqual({ texts, end: file.length, tail: 'clean' })
  })

  it('J2: keeps every whole record of a file that is cut at any byte', () => {
    for (let cut = 0; cut <= file.length; cut++) {
      const scan = scanFrames(file.subarray(0, cut), key)
      expect(texts.slice(0, scan.texts.length)).toEqual(scan.texts)
      expect(scan.end).toBeLessThanOrEqual(cut)
      expect(scan.tail).toBe(scan.end === cut ? 'clean' : 'torn')
    }
  })

  it('J2: never gives a record that was not written, whatever byte is wrong', () => {
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const broken = Buffer.from(file)
        broken[at] = (broken[at] ?? 0) ^ flip
        const scan = scanFrames(broken, key)
        expect(texts.slice(0, scan.texts.length)).toEqual(scan.texts)
        expect(scan.texts.length).toBeLessThan(texts.length)
      }),
    )
  })

  it('J5: shows nothing in the clear, and nothing to another key', () => {
    expect(file.includes('seq')).toBe(false)
    expect(scanFrames(file, randomBytes(32))).toMatchObject({ texts: [], tail: 'damaged' })
  })
})
