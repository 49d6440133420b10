import { describe, expect, it } from 'vitest'
import { canceledOn, csvOf, noShowOn, stayFrom } from '../data/bookings-csv.ts'
import { dayAfterAll, figuresOf, morningOf, staysOf } from './figures-of-file.ts'

const figures = (rows: Parameters<typeof csvOf>[0], businessDate = '2016-08-13') =>
  figuresOf(staysOf(csvOf(rows)), businessDate).filter(({ sold, revenue }) => sold > 0 || revenue !== '0.00')

describe('what the file itself says of a month', () => {
  it('splits a stay from 31 May to 6 June: one night of May, five of June', () => {
    expect(figures([stayFrom('2016-05-31', 6, { adr: '100' })])).toMatchObject([
      {
        month: '2016-05-01',
        sold: 1,
        available: 31,
        revenue: '100.00',
        occupancyPct: '3.23',
        adr: '100.00',
        revpar: '3.23',
      },
      {
        month: '2016-06-01',
        sold: 5,
        available: 30,
        revenue: '500.00',
        occupancyPct: '16.67',
        adr: '100.00',
        revpar: '16.67',
      },
    ])
  })

  it('sells no complimentary night, and takes a correction off the revenue', () => {
    const rows = [
      stayFrom('2016-05-01', 1, { adr: '0' }),
      stayFrom('2016-05-01', 1, { adr: '80' }),
      stayFrom('2016-05-02', 1, { adr: '-6.38' }),
    ]
    expect(figures(rows)).toMatchObject([{ sold: 1, available: 62, revenue: '73.62', adr: '73.62', revpar: '1.19' }])
  })

  it('counts what was known that morning: later bookings not, later cancellations still', () => {
    const rows = [
      stayFrom('2016-09-10', 1, { lead_time: '5' }),
      stayFrom('2016-09-10', 1, canceledOn('2016-08-13')),
      stayFrom('2016-09-10', 1, canceledOn('2016-08-14')),
      stayFrom('2016-09-10', 1, noShowOn('2016-09-10')),
      stayFrom('2016-08-10', 1, noShowOn('2016-08-10')),
    ]
    expect(figures(rows)).toMatchObject([{ month: '2016-09-01', sold: 2 }])
  })

  it('leaves out what is no booking, and says who is due', () => {
    const rows = [
      'Resort Hotel,0,1',
      stayFrom('2016-02-01', 1, { arrival_date_month: 'February', arrival_date_day_of_month: '30' }),
      stayFrom('2016-08-13', 2),
      stayFrom('2016-08-11', 2),
      stayFrom('2016-08-11', 4),
      stayFrom('2016-08-08', 9, { reservation_status_date: '2016-08-10' }),
    ]
    const stays = staysOf(csvOf(rows))
    expect(stays).toHaveLength(4)
    expect(morningOf(stays, 'Resort Hotel', '2016-08-13')).toEqual({
      arrivalsDue: 1,
      departuresDue: 1,
      inHouse: 2,
      unitsTotal: 3,
    })
    expect(dayAfterAll(stays)).toBe('2016-08-18')
  })
})
