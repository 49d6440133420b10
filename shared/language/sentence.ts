import { sayByKey } from './t.ts'

/** An English sentence that comes as text from where no screen is, to be known again and said in the language of the screen. */
export interface Sentence {
  readonly message: string
  /** Null where the text is another sentence. */
  say(text: string): string | null
}

/** `{places}` stand for any text, which goes over as it is. */
export function sentence(message: string): Sentence {
  const names: string[] = []
  const pattern = message.split(/\{(\w+)\}/).map((part, index) => {
    if (index % 2 === 0) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    names.push(part)
    return '(.*)'
  })
  const whole = new RegExp(`^${pattern.join('')}$`, 's')
  return {
    message,
    say(text) {
      const found = whole.exec(text)
      return found && sayByKey(message, Object.fromEntries(names.map((name, at) => [name, found[at + 1] ?? ''])))
    },
  }
}
