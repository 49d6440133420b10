import { ipcRenderer } from 'electron'

/**
 * Hands the page its port to the core, and another one whenever the core was started again. The page sees a MessagePort and nothing
 * of Electron.
 */
ipcRenderer.on('core-port', (event) => {
  window.postMessage('core-port', window.location.origin, event.ports)
})

// Its scripts have run by then: the page listens.
window.addEventListener('DOMContentLoaded', () => ipcRenderer.send('core-port'))
