import { z } from 'zod'
import { defineCommand } from '../../command/command.ts'
import { uuid } from '../fields.ts'
import { refusalEntry } from '../resolution/reasons.ts'
import { assignUnit, reconcileAssign, type Wish } from './assign.ts'
import { assignUnitInput } from './inputs.ts'
import { readSubject, readTarget, subjectFields, subjectKeys, subjectRows, targetFields } from './subject.ts'
import { readUnitOf } from './unit-of.ts'

const args = z.strictObject({
  reservationId: uuid,
  unitId: uuid,
  locked: z.boolean(),
  fromUnitId: uuid.nullable().optional(),
  ...subjectFields,
  ...targetFields,
})
type Args = z.output<typeof args>

const wishOf = ({ reservationId, unitId, locked, fromUnitId }: Args): Wish => ({
  reservationId,
  unitId,
  locked,
  fromUnitId,
})

export const assignUnitCommand = defineCommand({
  name: 'v1.reservation.assignUnit',
  input: assignUnitInput,
  args,
  async prepare({ reservationId, unitId, locked = false }, here): Promise<Args> {
    const { db, propertyId } = here
    const subject = await readSubject(db, propertyId, reservationId)
    const fromUnitId = (await readUnitOf(db, here, reservationId))?.unitId ?? null
    return { reservationId, unitId, locked, fromUnitId, ...subject, ...(await readTarget(db, propertyId, unitId)) }
  },
  keys: (args) => [`unit:${args.unitId}`, ...subjectKeys(args.reservationId, args, args.targetTypeId)],
  seen: (args) => subjectRows(args.reservationId, args.unitId),
  execute: (db, args, context) => assignUnit(db, wishOf(args), context),
  reconcile: (db, args, context, refusal) => reconcileAssign(db, wishOf(args), context, refusal),
  onRefusal: ({ reservationId, unitId }, refusal) => refusalEntry(refusal, 'assign_unit', { reservationId, unitId }),
})
