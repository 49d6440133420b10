import { pollHead } from '../../shared/protocol/shapes.ts'

/** Starts a poll of one table that is held until something comes, as an idle terminal's is. Resolves once it could be sent. */
export async function holdPoll(
  url: string,
  token: string,
  table: string,
): Promise<{ readonly answer: Promise<Response> }> {
  const poll = (wait: number, shape: object) =>
    fetch(`${url}/v1/shapes/poll`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ wait, shapes: [{ table, ...shape }] }),
    })
  const first = await poll(0, { offset: '-1', live: false })
  const text = await first.text()
  if (first.status !== 200) throw new Error(`the first poll was refused: ${first.status} ${text}`)
  const [part] = pollHead.parse(JSON.parse(text.split('\n')[0] ?? '')).parts
  return { answer: poll(20_000, { handle: part?.handle, offset: part?.offset, live: true }) }
}
