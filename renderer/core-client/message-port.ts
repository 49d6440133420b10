import { t } from '../../shared/language/t.ts'
import type { OpenTransport } from './transport.ts'

/** Electron: the preload hands over a port to the core, and another one whenever the core had to be started again. */
export function openMessagePort(page: Window): OpenTransport {
  return (events) => {
    let port: MessagePort | undefined

    const adopt = (handed: MessageEvent): void => {
      const [next] = handed.ports
      if (handed.source !== page || handed.data !== 'core-port' || !next) return
      port?.close()
      port = next
      next.onmessage = ({ data }) => {
        if (typeof data === 'string') events.received(data)
      }
      next.addEventListener('close', () => {
        if (port === next) events.closed(CORE_STOPPED)
      })
      next.start()
      events.opened()
    }
    page.addEventListener('message', adopt)

    return {
      send: (text) => port?.postMessage(text),
      close: () => {
        page.removeEventListener('message', adopt)
        port?.close()
      },
    }
  }
}

const CORE_STOPPED = {
  get what() {
    return t('The desk program stopped and is being started again.')
  },
  get todo() {
    return t('Wait a moment; what you entered before is on disk.')
  },
  final: false,
}
