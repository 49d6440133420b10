import { lazy, Suspense } from 'react'
import type { DeskInfo } from '../../shared/protocol/port.ts'
import { TaskList } from '../features/operations/TaskList.tsx'
import { UnitsScreen } from '../features/property_mgmt/UnitsScreen.tsx'
import { ReservationPage } from '../features/reservation/ReservationPage.tsx'
import { SearchScreen } from '../features/reservation/SearchScreen.tsx'
import { TodayScreen } from '../features/reservation/TodayScreen.tsx'
import { ResolutionCentre } from '../features/resolution/ResolutionCentre.tsx'
import { useView } from '../state/view.ts'

const RackScreen = lazy(() => import('../features/reservation/rack/RackScreen.tsx'))
const OrdersScreen = lazy(() => import('../features/fb/OrdersScreen.tsx'))
const GuestPage = lazy(() => import('../features/guest/GuestPage.tsx'))

export function Screen({ desk }: { desk: DeskInfo }) {
  const route = useView((view) => view.route)
  switch (route.screen) {
    case 'today':
      return <TodayScreen key={route.list} list={route.list} desk={desk} />
    case 'reservations':
      return <SearchScreen text={route.text} desk={desk} />
    case 'reservation':
      return <ReservationPage key={route.reservationId} reservationId={route.reservationId} desk={desk} />
    case 'guest':
      return (
        <Suspense>
          <GuestPage key={route.profileId} profileId={route.profileId} desk={desk} />
        </Suspense>
      )
    case 'rack':
      return (
        <Suspense>
          <RackScreen desk={desk} />
        </Suspense>
      )
    case 'units':
      return <UnitsScreen />
    case 'orders':
      return (
        <Suspense>
          <OrdersScreen />
        </Suspense>
      )
    case 'housekeeping':
      return <TaskList desk={desk} />
    case 'resolutions':
      return <ResolutionCentre key={route.status} status={route.status} />
  }
}
