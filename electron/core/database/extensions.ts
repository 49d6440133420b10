import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto'
import { unaccent } from '@electric-sql/pglite/contrib/unaccent'

/** What sql/migrations creates by CREATE EXTENSION. */
export const terminalExtensions = { btree_gist, pg_trgm, pgcrypto, unaccent }
