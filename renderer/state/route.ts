/** Where in the desk one is. It stands in the address's fragment, so that a reload and the Back key keep the place. */
export type Route =
  | { readonly screen: 'today'; readonly list: TodayList }
  | { readonly screen: 'reservations'; readonly text: string }
  | { readonly screen: 'reservation'; readonly reservationId: string }
  | { readonly screen: 'guests'; readonly list: GuestList; readonly text: string }
  | { readonly screen: 'guest'; readonly profileId: string }
  | { readonly screen: 'rack' }
  | { readonly screen: 'units' }
  | { readonly screen: 'housekeeping' }
  | { readonly screen: 'orders' }
  | { readonly screen: 'resolutions'; readonly status: 'open' | 'resolved' }
  | { readonly screen: 'upkeep'; readonly list: UpkeepList }
  | { readonly screen: 'people' }
  | { readonly screen: 'figures' }
export type TodayList = 'arrivals' | 'departures' | 'in-house' | 'waiting' | 'quotes' | 'waitlist' | 'traces'

const TODAY_LISTS: readonly TodayList[] = [
  'arrivals',
  'departures',
  'in-house',
  'waiting',
  'quotes',
  'waitlist',
  'traces',
]

export type GuestList = 'all' | 'duplicates' | 'feedback'
export const GUEST_LISTS: readonly GuestList[] = ['all', 'duplicates', 'feedback']

export type UpkeepList = 'requests' | 'faults'
export const UPKEEP_LISTS: readonly UpkeepList[] = ['requests', 'faults']

const searchOf = (text: string): string => (text ? `?q=${encodeURIComponent(text)}` : '')
const textOf = (search: string): string => new URLSearchParams(search).get('q') ?? ''

export const HOME: Route = { screen: 'today', list: 'arrivals' }

export function formatRoute(route: Route): string {
  switch (route.screen) {
    case 'today':
      return `#/today/${route.list}`
    case 'reservations':
      return `#/reservations${searchOf(route.text)}`
    case 'guests':
      return `#/guests/${route.list}${searchOf(route.text)}`
    case 'reservation':
      return `#/reservation/${route.reservationId}`
    case 'guest':
      return `#/guest/${route.profileId}`
    case 'resolutions':
      return `#/resolutions/${route.status}`
    case 'upkeep':
      return `#/upkeep/${route.list}`
    default:
      return `#/${route.screen}`
  }
}

/** Anything that is no place of ours is the home screen. */
export function parseRoute(fragment: string): Route {
  const [path = '', search = ''] = fragment.replace(/^#\/?/, '').split('?')
  const [screen = '', part = ''] = path.split('/')
  switch (screen) {
    case 'today':
      return { screen, list: TODAY_LISTS.find((list) => list === part) ?? 'arrivals' }
    case 'reservations':
      return { screen, text: textOf(search) }
    case 'guests':
      return { screen, list: GUEST_LISTS.find((list) => list === part) ?? 'all', text: textOf(search) }
    case 'reservation':
      return part ? { screen, reservationId: part } : HOME
    case 'guest':
      return part ? { screen, profileId: part } : HOME
    case 'resolutions':
      return { screen, status: part === 'resolved' ? part : 'open' }
    case 'upkeep':
      return { screen, list: part === 'faults' ? part : 'requests' }
    case 'rack':
    case 'units':
    case 'housekeeping':
    case 'orders':
    case 'people':
    case 'figures':
      return { screen }
    default:
      return HOME
  }
}
