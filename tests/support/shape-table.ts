import type { ShapeDefinition } from '../../shared/command/shape.ts'
import type { CentralDatabase } from './postgres.ts'

/** A table as a migration would leave it: published, whole old rows, under row-level security. Columns beside id, property_id and hot. */
export async function addShapeTable(
  central: CentralDatabase,
  name: string,
  columns = '',
  options: { hot?: boolean } = {},
): Promise<ShapeDefinition> {
  const table = `property_mgmt.${name}`
  const more = columns === '' ? '' : `, ${columns}`
  await central.query(
    `CREATE TABLE ${table} (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), property_id uuid, hot boolean NOT NULL DEFAULT true${more})`,
  )
  await central.query(`ALTER TABLE ${table} REPLICA IDENTITY FULL`)
  await central.query(`ALTER PUBLICATION stayos ADD TABLE ${table}`)
  await central.query(`GRANT SELECT ON ${table} TO authenticated_user`)
  await central.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`)
  await central.query(
    `CREATE POLICY tenant_isolation ON ${table} TO authenticated_user USING (property_id = ANY (shared.current_property_ids()))`,
  )
  return { table, scope: 'property_id', hot: options.hot ?? false }
}
