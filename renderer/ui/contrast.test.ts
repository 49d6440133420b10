import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

/** WCAG 2.2, 1.4.3 and 1.4.11: text 4.5 to 1 on every ground that it stands on, what is only seen 3 to 1. */
const TEXT = 4.5
const SHAPE = 3

const GROUNDS = ['surface', 'surface-2', 'canvas', 'hover', 'selected']
const HUES = ['orange', 'blue', 'dark', 'grey', 'yellow', 'red', 'green']
const NOTICES = ['orange-tint', 'blue-tint', 'red-tint', 'green-tint']

const texts = [
  ...['ink', 'ink-2'].flatMap((ink) => [...GROUNDS, ...NOTICES, 'grey-tint'].map((ground) => [ink, ground])),
  ...GROUNDS.map((ground) => ['ink-3', ground]),
  ...HUES.flatMap((hue) => [...GROUNDS, `${hue}-tint`].map((ground) => [`${hue}-ink`, ground])),
  ...['primary', 'primary-hover'].map((ground) => ['on-primary', ground]),
  ...['rail', 'rail-hover', 'rail-current'].flatMap((ground) => [
    ['rail-ink', ground],
    ['rail-ink-strong', ground],
  ]),
  ['on-bar-dark', 'bar-dark'],
  ['ink', 'bar-grey'],
  ['rail', 'rail-accent'],
  ['surface', 'red-ink'],
]
const shapes = [
  ...['focus', 'selected-edge'].flatMap((line) => GROUNDS.map((ground) => [line, ground])),
  ...['orange-dot', 'blue-dot', 'red-dot', 'green-dot'].map((dot) => [dot, 'surface']),
]

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)')
const colours = (text: string) =>
  Object.fromEntries([...text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name = '', hex = '']) => [name, hex]))
const schemes = { light: colours(light), dark: { ...colours(light), ...colours(dark) } }

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

describe.each(Object.entries(schemes))('the palette in the %s', (_scheme, palette) => {
  const below = (pairs: readonly (readonly string[])[], least: number) =>
    pairs
      .map(([a = '', b = '']) => ({ pair: `${a} on ${b}`, ratio: contrast(palette[a] ?? '', palette[b] ?? '') }))
      .filter(({ ratio }) => !(ratio >= least))
  it('can be read', () => expect(below(texts, TEXT)).toEqual([]))
  it('can be told apart', () => expect(below(shapes, SHAPE)).toEqual([]))
})
