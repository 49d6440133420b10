import type { RefObject } from 'react'
import { useEffect, useLayoutEffect, useMemo, useState } from 'react'
import type { Calendar, Range, Zoom } from './calendar.ts'
import { columnStep, pxOf, rangeInView, timeAt } from './calendar.ts'
import { ROW_PX, UNIT_PX } from './measures.ts'
import { useRack } from './rack-state.ts'

const ROW_STEP = 6

/** What is to be drawn for where the rack is scrolled to. It changes by steps, so that most frames of a scroll draw nothing new. */
export interface Drawn {
  /** Columns of the calendar. */
  readonly days: Range
  readonly rows: Range
}

interface Shown {
  readonly calendar: Calendar
  readonly zoom: Zoom
  readonly rowCount: number
}

/** The left edge is a day, so that it stays where it is when days become wider or narrower. */
interface Viewport {
  readonly leftDay: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export function useDrawn(scroll: RefObject<HTMLElement | null>, firstLeftDay: number, shown: Shown): Drawn {
  const { calendar, zoom, rowCount } = shown
  const [view, setView] = useState<Viewport>(() => ({
    leftDay: useRack.getState().leftDay ?? firstLeftDay,
    top: 0,
    width: 0,
    height: 0,
  }))
  useLayoutEffect(() => {
    scroll.current?.scrollTo({ left: pxOf(calendar, useRack.getState().leftDay ?? firstLeftDay) })
  }, [scroll, calendar, firstLeftDay])
  useEffect(() => {
    const element = scroll.current
    if (!element) return
    const follow = (): void => {
      const { scrollLeft, scrollTop, clientWidth, clientHeight } = element
      const leftDay = timeAt(calendar, scrollLeft)
      useRack.setState({ leftDay })
      const next = { leftDay, top: scrollTop, width: clientWidth - UNIT_PX, height: clientHeight }
      const drawnOf = (each: Viewport) => drawn(each, { calendar, zoom, rowCount })
      setView((before) => (same(drawnOf(before), drawnOf(next)) ? before : next))
    }
    const observer = new ResizeObserver(follow)
    observer.observe(element)
    element.addEventListener('scroll', follow, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', follow)
    }
  }, [scroll, calendar, zoom, rowCount])
  return useMemo(() => drawn(view, { calendar, zoom, rowCount }), [view, calendar, zoom, rowCount])
}

function drawn(view: Viewport, { calendar, zoom, rowCount }: Shown): Drawn {
  const across = { offset: pxOf(calendar, view.leftDay), size: view.width }
  return {
    days: rangeInView(across, calendar.dayPx, calendar.days, columnStep(zoom)),
    rows: rangeInView({ offset: view.top, size: view.height }, ROW_PX, rowCount, ROW_STEP),
  }
}

const same = (a: Drawn, b: Drawn): boolean =>
  a.days.first === b.days.first &&
  a.days.last === b.days.last &&
  a.rows.first === b.rows.first &&
  a.rows.last === b.rows.last
