import { create } from 'zustand'

/** Whom a check is for. */
export type Place =
  | { readonly kind: 'table'; readonly id: string; readonly label: string }
  | { readonly kind: 'room'; readonly id: string; readonly label: string }

/** What a guest has asked for and the kitchen has not been told. */
export interface DraftLine {
  readonly menuItemId: string
  readonly name: string
  readonly unitPrice: string
  readonly modifiers: readonly { readonly id: string; readonly name: string; readonly price_delta: string }[]
  readonly note: string
  readonly qty: number
}

interface OrderDraft {
  readonly outletId: string | null
  readonly place: Place | null
  /** A waiter is called away in the middle of an order: each place keeps its own. */
  readonly linesByPlace: Readonly<Record<string, readonly DraftLine[]>>
  chooseOutlet(outletId: string): void
  choosePlace(place: Place | null): void
  /** The same again is one more of it. */
  add(line: DraftLine): void
  /** Below one the line goes. */
  setQty(index: number, qty: number): void
  clear(): void
}

export const keyOfPlace = (place: Place): string => `${place.kind}:${place.id}`
const NO_LINES: readonly DraftLine[] = []

/** Drafts of the order screen: never rows of the database. */
export const useOrderDraft = create<OrderDraft>((set, get) => {
  const change = (edit: (lines: readonly DraftLine[]) => readonly DraftLine[]): void => {
    const { place, linesByPlace } = get()
    if (!place) return
    const key = keyOfPlace(place)
    set({ linesByPlace: { ...linesByPlace, [key]: edit(linesByPlace[key] ?? NO_LINES) } })
  }
  return {
    outletId: null,
    place: null,
    linesByPlace: {},
    chooseOutlet: (outletId) => set({ outletId, place: null }),
    choosePlace: (place) => set({ place }),
    add: (line) => change((lines) => addLine(lines, line)),
    setQty: (index, qty) =>
      change((lines) =>
        qty < 1
          ? lines.filter((_, at) => at !== index)
          : lines.map((each, at) => (at === index ? { ...each, qty } : each)),
      ),
    clear: () => change(() => NO_LINES),
  }
})

/** The lines of the place that is chosen. */
export function useDraftLines(): readonly DraftLine[] {
  return useOrderDraft(({ place, linesByPlace }) => (place ? (linesByPlace[keyOfPlace(place)] ?? NO_LINES) : NO_LINES))
}

export function addLine(lines: readonly DraftLine[], line: DraftLine): readonly DraftLine[] {
  const same = lines.findIndex((each) => signature(each) === signature(line))
  if (same < 0) return [...lines, line]
  return lines.map((each, at) => (at === same ? { ...each, qty: each.qty + line.qty } : each))
}

const signature = ({ menuItemId, modifiers, note }: DraftLine): string =>
  JSON.stringify([menuItemId, modifiers.map((modifier) => modifier.id).sort(), note])
