/** Awaits all that was sent in one go, and throws what failed first in its order: that is why the others did. */
export async function allSent<T extends readonly Promise<unknown>[] | []>(sent: T) {
  for (const each of await Promise.allSettled(sent)) if (each.status === 'rejected') throw each.reason
  return Promise.all(sent)
}
