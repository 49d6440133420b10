import { useEffect, useState } from 'react'

const EVERY_MS = 15_000

/** Milliseconds now, anew four times a minute: for what a screen says of waiting. */
export function useMinute(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}
