import { useEffect, useState } from 'react'

/** The value once typing has paused: one question per word, not per letter. */
export function useSettled<T>(value: T, afterMs = 120): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), afterMs)
    return () => clearTimeout(timer)
  }, [value, afterMs])
  return settled
}
