import { describe, expect, it } from 'vitest'
import { readTar } from './tar.ts'

function tarOf(entries: readonly { name: string; data?: string; flag?: string }[]): Uint8Array {
  const blocks = entries.flatMap(({ name, data = '', flag = '0' }) => {
    const header = Buffer.alloc(512)
    header.write(name, 0)
    header.write(`${Buffer.byteLength(data).toString(8).padStart(11, '0')}\0`, 124)
    header.write('        ', 148)
    header.write(flag, 156)
    const sum = header.reduce((total, byte) => total + byte, 0)
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
    const body = Buffer.alloc(Math.ceil(Buffer.byteLength(data) / 512) * 512)
    body.write(data)
    return [header, body]
  })
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}

describe('readTar', () => {
  it('reads files and folders under relative names', () => {
    const entries = readTar(
      tarOf([
        { name: '/base', flag: '5' },
        { name: '/base/1', data: 'x'.repeat(700) },
      ]),
    )
    expect(entries.map(({ name, kind, data }) => [name, kind, data.length])).toEqual([
      ['base', 'folder', 0],
      ['base/1', 'file', 700],
    ])
  })

  it.each([
    ['a cut archive', tarOf([{ name: 'a', data: 'x'.repeat(700) }]).subarray(0, 1000), 'cut short'],
    ['an archive without its end', tarOf([{ name: 'a' }]).subarray(0, 512), 'cut short'],
    ['a name that leads out', tarOf([{ name: '../a' }]), 'outside its folder'],
    ['a link', tarOf([{ name: 'a', flag: '2' }]), 'neither a file nor a folder'],
    ['a wrong checksum', tarOf([{ name: 'a' }]).map((byte, i) => (i === 3 ? 7 : byte)), 'checksum'],
  ])('refuses %s', (_, archive, message) => {
    expect(() => readTar(archive)).toThrow(message)
  })
})
