/** '16/B374D848' as PostgreSQL writes it. */
export function parseLsn(text: string): bigint {
  const [high, low] = text.split('/')
  if (!high || !low) throw new Error(`not an LSN: ${text}`)
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`)
}

/** Sorts as text like the number: the key of everything that the log keeps. */
export function lsnKey(lsn: bigint): string {
  return lsn.toString(16).padStart(16, '0')
}

export function lsnOfKey(key: string): bigint {
  return BigInt(`0x${key}`)
}
