import type { CommandContext } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { derivedId, type Uuid } from '../../kernel/ids.ts'
import type { CreateArgs } from './create-args.ts'

/** Where a new reservation stands: as it was asked for, or as the centre could place it. */
export interface Placement {
  readonly status: NonNullable<CreateArgs['status']>
  readonly unitTypeId: Uuid
  readonly profileId: Uuid
}

export async function writeReservation(
  db: Database,
  args: CreateArgs,
  context: CommandContext,
  placement: Placement,
): Promise<void> {
  await writeGuest(db, args, context)
  await writeHeader(db, args, context, placement)
  await writeNights(db, args, context, placement)
}

export async function writeGuest(
  db: Database,
  { guest, profileId }: Pick<CreateArgs, 'guest' | 'profileId'>,
  context: CommandContext,
): Promise<void> {
  if (guest.kind !== 'new') return
  await db.execute(
    `INSERT INTO guest.profiles (id, property_id, first_name, last_name, email, phone, nationality)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      profileId,
      context.propertyId,
      guest.firstName,
      guest.lastName,
      guest.email ?? null,
      guest.phone ?? null,
      guest.nationality ?? null,
    ],
  )
}

async function writeHeader(
  db: Database,
  args: CreateArgs,
  context: CommandContext,
  placement: Placement,
): Promise<void> {
  const { price } = args
  const snapshot = {
    code: price?.code,
    meal_plan: price?.mealPlan,
    unit_type_id: args.unitTypeId,
    nights: price?.nights.map((night) => ({ ...night, tax: '0' })) ?? [],
  }
  await db.execute(
    `INSERT INTO reservation.reservations (id, property_id, confirmation_no, profile_id, status, arrival, departure, adults,
       children, unit_type_id, rate_strategy_id, rate_snapshot, policy_snapshot, currency, total, guarantee_type, source, vip,
       eta, notes, hold_until, group_code)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::jsonb, $13::jsonb, $14, $15, $16, $17, $18, $19, $20, $21, $22)`,
    [
      args.reservationId,
      context.propertyId,
      args.confirmationNo,
      placement.profileId,
      placement.status,
      args.arrival,
      args.departure,
      args.adults,
      args.children,
      placement.unitTypeId,
      args.rateStrategyId,
      JSON.stringify(snapshot),
      JSON.stringify(args.policy ?? {}),
      price?.currency ?? 'XXX',
      price?.total ?? '0',
      args.guarantee,
      args.source,
      args.vip ?? false,
      args.eta ?? null,
      args.notes,
      args.holdUntil ?? null,
      args.groupCode ?? null,
    ],
  )
}

/** A day use is a package of its day: it takes no room away from the night. */
async function writeNights(
  db: Database,
  args: CreateArgs,
  context: CommandContext,
  placement: Placement,
): Promise<void> {
  const kind = args.departure > args.arrival ? 'room' : 'package'
  for (const { night, rate } of args.price?.nights ?? []) {
    await db.execute(
      `INSERT INTO reservation.reservation_line_items (id, property_id, reservation_id, night, unit_type_id, kind, rate, currency)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        derivedId(context.commandId, 'reservation.reservation_line_items', `${kind}/${night}`),
        context.propertyId,
        args.reservationId,
        night,
        placement.unitTypeId,
        kind,
        rate,
        args.price?.currency ?? 'XXX',
      ],
    )
  }
}
