import { z } from 'zod'

/**
 * POST /v1/shapes/poll: the positions of all shapes of one terminal in one held request.
 * The answer is text: one line `pollHead`, then one line (a JSON array of Electric messages) per part, then `end`.
 * A body without `end` was cut and counts for nothing.
 */
export const pollRequest = z.strictObject({
  /** Milliseconds that the request may be held; the centre caps it. */
  wait: z.int().min(0).max(60_000),
  shapes: z
    .array(z.strictObject({ table: z.string(), handle: z.string().optional(), offset: z.string(), live: z.boolean() }))
    .max(200),
})
export type PollRequest = z.infer<typeof pollRequest>

export const pollHead = z.object({
  /** Commit LSN up to which every shape of this answer is complete, decimal. */
  g: z.string(),
  epoch: z.string(),
  parts: z.array(
    z.object({
      /** Index into the request's shapes. A shape without a part has nothing new up to g. */
      i: z.int(),
      status: z.union([z.literal(200), z.literal(409)]),
      handle: z.string().optional(),
      offset: z.string().optional(),
      schema: z.string().optional(),
      /** Too large for one answer: read this shape by plain GET /v1/shape. */
      plain: z.boolean().optional(),
    }),
  ),
})
export type PollHead = z.infer<typeof pollHead>

/**
 * POST /v1/bootstrap: frames, each one JSON line followed by `n` bytes. The first is `begin`. Rows are those of COPY from one common
 * snapshot, as text or, where `binary`, in the format of `copy-rows.ts` without header and trailer;
 * the last frame is `end`, followed by the changes that committed after the snapshot and up to g, by table.
 * A load that was cut goes on: `from` counts the bytes of the whole frames that are here. 409 `load_gone`: begin anew.
 */
export const bootstrapRequest = z.strictObject({
  tables: z.array(z.string()).max(200),
  /** Of columns, by table: rows come in the binary format where the centre's are the same. */
  types: z.record(z.string(), z.record(z.string(), z.string())).optional(),
  resume: z.strictObject({ load: z.string().max(100), from: z.int().min(0) }).optional(),
})

export type BootstrapRequest = z.infer<typeof bootstrapRequest>

/** Asked for by `accept`: the answer is a gzip file that its reader unpacks itself, in pieces of its own size. */
export const PACKED_FILE = 'application/gzip'

const loadedShape = z.strictObject({ handle: z.string() })

export const bootstrapFrame = z.union([
  z.strictObject({ begin: z.string(), rows: z.record(z.string(), z.int()), n: z.literal(0) }),
  z.strictObject({
    table: z.string(),
    columns: z.array(z.string()),
    binary: z.literal(true).optional(),
    rows: z.int(),
    n: z.int(),
    /** CRC-32 of the bytes: a terminal keeps frames on its disk until all are there. */
    crc: z.int(),
  }),
  z.strictObject({ end: z.literal(true), g: z.string(), shapes: z.record(z.string(), loadedShape), n: z.int() }),
])
export type BootstrapFrame = z.infer<typeof bootstrapFrame>

/** Raised by every migration that changes a synced table. The centre serves N and N-1. */
export const SCHEMA_VERSION = 3

/** On every request for rows: which schema this terminal has. */
export const SCHEMA_HEADER = 'stayos-schema'

/** On every answer: the centre's time in milliseconds, when it was begun. What `date` says is a second old at times. */
export const CLOCK_HEADER = 'stayos-clock'
