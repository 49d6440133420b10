import { useEffect, useState } from 'react'
import { nowIn } from './calendar.ts'

const MINUTE_MS = 60_000

/** Now as a place in the business day, followed by the minute. */
export function useNow(businessDate: string): number {
  const [clock, setClock] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setClock(new Date()), MINUTE_MS)
    return () => clearInterval(timer)
  }, [])
  return nowIn(businessDate, clock)
}
