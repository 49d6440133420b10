import { i18n } from '@lingui/core'
import type { CompiledMessage } from '@lingui/message-utils/compileMessage'
import { compileMessage } from '@lingui/message-utils/compileMessage'

/** What stands in the places of a message: text, or a number that the language writes in its own way; null stands as nothing. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>

// A message is read once, not at each drawing of a list.
const compiled = new Map<string, CompiledMessage>()

i18n.setMessagesCompiler((message) => {
  const known = compiled.get(message)
  if (known) return known
  const made = compileMessage(message)
  compiled.set(message, made)
  return made
})
i18n.loadAndActivate({ locale: 'en', messages: {} })

/**
 * A text in the language of the screen. The English text is its own key, written as an ICU message:
 * `t('{nights, plural, one {# night} other {# nights}} for {guest}', { nights, guest })`. What a catalogue lacks stands in English.
 * To be called while drawing, never when a module is loaded: the language may change.
 */
export const t = (message: string, facts?: Facts): string => i18n._(message, facts)
