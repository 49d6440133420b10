import type { House } from '../house.ts'
import type { PlannedOrder } from './order-plan.ts'

export const orderNoOf = ({ hotel }: House, { number }: PlannedOrder) => `${hotel.code}-C${10_000 + number}`
