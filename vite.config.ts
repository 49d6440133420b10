import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The desk's page. The host sends a strict Content-Security-Policy: nothing may be inlined into the document. */
export default defineConfig({
  root: 'renderer',
  base: '/',
  plugins: [react()],
  build: {
    outDir: '../dist/page',
    emptyOutDir: true,
    target: 'chrome130',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // One chunk, so that the setting stands before any schema of any other chunk is made.
          groups: [{ name: 'zod', test: /node_modules\/zod\/|renderer\/zod-config/ }],
        },
      },
    },
  },
})
