import type { Extension } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto'
import { unaccent } from '@electric-sql/pglite/contrib/unaccent'

/** Leaves each library to PostgreSQL, which loads it alone when it is first called (D11, decision 0039). */
const loadedWhenCalled: Extension = {
  name: 'loaded when called',
  setup: (_pg, emscriptenOpts: object) =>
    Promise.resolve({ emscriptenOpts: { ...emscriptenOpts, noWasmDecoding: true } }),
}

/** What sql/migrations creates by CREATE EXTENSION. */
export const terminalExtensions = { loadedWhenCalled, btree_gist, pg_trgm, pgcrypto, unaccent }
