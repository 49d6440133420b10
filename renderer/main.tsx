import './zod-config.ts'
import './ui/tokens.css'
import './ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { CoreClient } from './core-client/client.ts'
import { CoreContext } from './core-client/hooks.ts'
import { openMessagePort } from './core-client/message-port.ts'
import { takeToken } from './core-client/token.ts'
import { openWebSocket } from './core-client/web-socket.ts'
import { useLanguage, wantedLanguage } from './state/language.ts'

/** Over http this is the station, whose core is a socket on the same origin; otherwise Electron's preload hands over a port. */
function openTransport() {
  const { protocol, host } = window.location
  if (!protocol.startsWith('http')) return openMessagePort(window)
  return openWebSocket(`ws://${host}/core`, takeToken(window))
}

/** A language that changes draws everything anew: texts are read while drawing. */
function Page() {
  const language = useLanguage((state) => state.language)
  return <App key={language} />
}

const root = document.getElementById('root')
if (!root) throw new Error('the page has no #root')

await useLanguage.getState().choose(wantedLanguage())

createRoot(root).render(
  <StrictMode>
    <CoreContext value={new CoreClient(openTransport())}>
      <Page />
    </CoreContext>
  </StrictMode>,
)
