import { type Choice, someId, type Wishes } from './wish.ts'

/** Who may sign in. */
export const accessWishes: Wishes = {
  'v1.access.changePin': [1, ({ hotel, random }) => Promise.resolve({ userId: hotel.actor, pinHash: hashOf(random.between(1, 9)) })], // prettier-ignore
  'v1.access.resetPin': [1, resetPin],
  'v1.access.tellLockOut': [1, tellLockOut],
  'v1.access.releaseLockOut': [1, releaseLockOut],
}

/** As the core makes it of a PIN. */
const hashOf = (n: number) => `$2b$10$${String(n).repeat(53)}`

const somebody = (choice: Choice) =>
  someId(choice, 'shared.user_property_roles', 'ended_at IS NULL', 'display_name', 'nothing').then(async (id) => {
    const [row] = await choice.desk.terminal.readOnlySql('SELECT user_id AS id FROM shared.user_property_roles WHERE id = $1', [id]) // prettier-ignore
    return String(row?.id ?? id)
  })

async function resetPin(choice: Choice): Promise<object> {
  return { userId: await somebody(choice), pinHash: hashOf(choice.random.between(1, 9)) }
}

async function tellLockOut(choice: Choice): Promise<object> {
  return { userId: await somebody(choice), attempts: 5 }
}

async function releaseLockOut(choice: Choice): Promise<object> {
  return { lockOutId: await someId(choice, 'shared.sign_in_lock_outs', 'released_at IS NULL', 'locked_at, id') }
}
