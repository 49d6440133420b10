import { type ContextFigures, totalOf } from '../../shared/catalog/figures.ts'
import { inMegabytes } from '../backup/view.ts'
import type { IndexUse, ServerFacts, Statements, TableUse } from './statistics.ts'

export interface Report {
  readonly server: ServerFacts
  readonly figures: readonly ContextFigures[]
  readonly tables: readonly TableUse[]
  readonly idleIndexes: readonly IndexUse[]
  readonly statements: Statements
}

export function reportLines({ server, figures, tables, idleIndexes, statements }: Report): string[] {
  return [
    `${server.database} on PostgreSQL ${server.version}, ${inMegabytes(server.bytes)}; counters since ${server.since ?? 'it was made'}`,
    '',
    'What each schema holds, partitions left out',
    ...columns([
      ['schema', 'tables', 'types', 'indexes', 'triggers', 'views', 'functions'],
      ...[...figures, { context: 'together', ...totalOf(figures) }].map((row) => [
        row.context,
        ...[row.tables, row.types, row.indexes, row.triggers, row.views, row.functions].map(String),
      ]),
    ]),
    '',
    'The largest tables (pg_stat_user_tables)',
    ...columns([
      ['table', 'size', 'rows', 'dead', 'seq scans', 'index scans', 'analysed'],
      ...tables.map((row) => [
        row.table,
        inMegabytes(row.bytes),
        ...[row.live, row.dead, row.sequential, row.byIndex].map(String),
        row.analysed ?? 'never',
      ]),
    ]),
    '',
    'The largest indexes that no query has used (pg_stat_user_indexes)',
    ...columns([
      ['index', 'table', 'size'],
      ...idleIndexes.map((row) => [row.index, row.table, inMegabytes(row.bytes)]),
    ]),
    '',
    'Where the time went (pg_stat_statements)',
    ...statementLines(statements),
  ]
}

function statementLines(statements: Statements): string[] {
  if ('missing' in statements) return [statements.missing]
  return columns([
    ['total ms', 'calls', 'mean ms', 'rows', 'statement'],
    ...statements.statements.map((row) => [
      ...[row.totalMs, row.calls, row.meanMs, row.rows].map(String),
      row.statement,
    ]),
  ])
}

/** Numbers to the right, words to the left. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  const isNumber = widths.map((_, i) => rows.slice(1).every((row) => /^[\d.]+( MB)?$/.test(row[i] ?? '')))
  return rows.map((row) =>
    row
      .map((cell, i) => (isNumber[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
}
