import { expect, test } from 'vitest'
import { quoteText } from './quote-text.ts'

const nights = [
  { night: '2026-12-01', rate: '100.00' },
  { night: '2026-12-02', rate: '100.00' },
]
const quote = {
  quoteNo: 'QA10001X',
  guestName: 'Ada King',
  arrival: '2026-12-01',
  departure: '2026-12-03',
  adults: 2,
  children: 1,
  validUntil: '2026-11-28',
  currency: 'EUR',
  offers: [
    { unitTypeName: 'Standard', rateName: 'Best available', mealPlan: 'bed_breakfast', policyName: 'FLEX48', total: '200.00', nights }, // prettier-ignore
    { unitTypeName: 'Deluxe', rateName: 'Not refundable', mealPlan: '', policyName: '', total: '180.00', nights },
  ],
}

test('the text for the guest names the house, the stay, every offer with its price and terms, and the last day', () => {
  const text = quoteText(quote, 'Small Hotel')
  expect(text).toMatch(/^Small Hotel, quote QA10001X\n\nDear Ada King,/)
  expect(text).toContain('Tue 1 Dec 2026 to Thu 3 Dec 2026, 2 nights\n2 adults, 1 child\n')
  expect(text).toContain('1. Standard, Best available: €200.00 in all\n   Bed & breakfast · FLEX48\n')
  expect(text).toContain('2. Deluxe, Not refundable: €180.00 in all\n\n')
  expect(text).toMatch(/until Sat 28 Nov 2026\. The room is booked once/)
})

test('a day use has a day and no nights', () => {
  expect(quoteText({ ...quote, departure: quote.arrival, children: 0 }, 'Small Hotel')).toContain(
    'Day use on Tue 1 Dec 2026\n2 adults\n',
  )
})
