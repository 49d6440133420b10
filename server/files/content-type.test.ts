import { expect, it } from 'vitest'
import { contentTypeOf } from './content-type.ts'

it.each([
  ['\xff\xd8\xff\xe0\0\x10JFIF', 'image/jpeg'],
  ['\x89PNG\r\n\x1a\n\0\0\0\r', 'image/png'],
  ['RIFF\x10\0\0\0WEBP', 'image/webp'],
  ['%PDF-1.7\n', 'application/pdf'],
  ['RIFF\x10\0\0\0WAVE', undefined],
  ['<html><script>', undefined],
  ['<svg xmlns="', undefined],
  ['MZ\x90\0', undefined],
  ['\xff\xd8', undefined],
  ['', undefined],
])('F3: takes %j for %s', (head, type) => {
  expect(contentTypeOf(Buffer.from(head, 'latin1'))).toBe(type)
})
