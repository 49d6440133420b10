import { lazy, Suspense } from 'react'
import type { DeskInfo } from '../../shared/protocol/port.ts'
import { TaskList } from '../features/operations/TaskList.tsx'
import { ReservationPage } from '../features/reservation/ReservationPage.tsx'
import { SearchScreen } from '../features/reservation/SearchScreen.tsx'
import { TodayScreen } from '../features/reservation/TodayScreen.tsx'
import { useView } from '../state/view.ts'

const ResolutionCentre = lazy(() => import('../features/resolution/ResolutionCentre.tsx'))
const UnitsScreen = lazy(() => import('../features/property_mgmt/UnitsScreen.tsx'))
const PeopleScreen = lazy(() => import('../features/people/PeopleScreen.tsx'))
const RackScreen = lazy(() => import('../features/reservation/rack/RackScreen.tsx'))
const OrdersScreen = lazy(() => import('../features/fb/OrdersScreen.tsx'))
const GuestsScreen = lazy(() => import('../features/guest/GuestsScreen.tsx'))
const FiguresScreen = lazy(() => import('../features/figures/FiguresScreen.tsx'))
const UpkeepScreen = lazy(() => import('../features/upkeep/UpkeepScreen.tsx'))
const GuestPage = lazy(() => import('../features/guest/GuestPage.tsx'))

/** Each is loaded when it is first opened, but those that a front desk begins with. */
export function Screen({ desk }: { desk: DeskInfo }) {
  return (
    <Suspense>
      <ScreenOf desk={desk} />
    </Suspense>
  )
}

function ScreenOf({ desk }: { desk: DeskInfo }) {
  const route = useView((view) => view.route)
  switch (route.screen) {
    case 'today':
      return <TodayScreen key={route.list} list={route.list} desk={desk} />
    case 'reservations':
      return <SearchScreen text={route.text} desk={desk} />
    case 'reservation':
      return <ReservationPage key={route.reservationId} reservationId={route.reservationId} desk={desk} />
    case 'guests':
      return <GuestsScreen list={route.list} text={route.text} desk={desk} />
    case 'guest':
      return <GuestPage key={route.profileId} profileId={route.profileId} desk={desk} />
    case 'rack':
      return <RackScreen desk={desk} />
    case 'units':
      return <UnitsScreen />
    case 'upkeep':
      return <UpkeepScreen list={route.list} />
    case 'orders':
      return <OrdersScreen />
    case 'housekeeping':
      return <TaskList desk={desk} />
    case 'people':
      return <PeopleScreen />
    case 'figures':
      return <FiguresScreen desk={desk} />
    case 'resolutions':
      return <ResolutionCentre key={route.status} status={route.status} />
  }
}
