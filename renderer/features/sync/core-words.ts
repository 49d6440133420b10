import { sentence } from '../../../shared/language/sentence.ts'

/** What the desk's program tells of itself and of the line. Its longer sentences stand before those that they end with. */
export const CORE_SENTENCES = [
  sentence('This desk is not enrolled. Ask your head office for a code, and start the program with it.'),
  sentence(
    'This desk was locked out by head office. What it had not sent goes to head office, and it keeps nothing. Ask them for a new code if it is to work again.',
  ),
  sentence('Head office has changed what this desk serves. It is loaded anew; what is queued is kept and sent.'),
  sentence(
    'The safety copy of what is queued cannot be written ({reason}). Make room on the disk; it is tried again by itself.',
  ),
  sentence('This desk met a fault ({reason}). Start the program again; if it stays, call support. Nothing is lost.'),
  sentence(
    'The database of this desk has stopped ({reason}). Start the program again; if it stays, check the disk and call support. What was confirmed to you is kept; look whether the last step is there before you do it again.',
  ),
  sentence(
    'The disk of this computer is full ({reason}). This was not saved. Make room on the disk, then do it again; everything before it is kept.',
  ),
  sentence(
    'What the centre sends cannot be stored here ({reason}). It is loaded again by itself; if this stays, call support.',
  ),
  sentence(
    'The centre does not accept the numbering of this desk, though it was begun anew several times. Nothing is lost: the work stays queued here. Call support.',
  ),
  sentence('There is no line to the centre at {address}. Work goes on here; it is sent when the line is back.'),
  sentence(
    'What answers at {address} does not speak like the centre of StayOS. Check the address and whether a proxy stands between.',
  ),
  sentence('The centre at {address} answered with status {status}.'),
  sentence('The centre does not answer ({reason}).'),
  sentence('A part of the first load came damaged. It comes again by itself.'),
]

/** What the desk's program says of itself, in the language of the screen; what is not known here stands in English. */
export function sayProblem(problem: string | null): string | null {
  if (problem === null) return null
  const say = (line: string) => CORE_SENTENCES.map((known) => known.say(line)).find((said) => said !== null) ?? line
  return problem.split('\n').map(say).join(' ')
}
