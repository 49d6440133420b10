import { builtinModules } from 'node:module'
import { defineConfig } from 'vite'

/**
 * The shell's three programs: main and core as ES modules, the preload as CommonJS since a sandboxed preload can be nothing else.
 * The core's bundle stands three folders deep, as its sources do, since it finds sql/ from there. Packages stay outside the bundles and come from node_modules. One run each: `--mode main | core | preload`.
 */
const ENTRIES = {
  main: { entry: 'electron/main/main.ts', file: 'main/main.js', format: 'es' },
  core: { entry: 'electron/core-process/main.ts', file: 'core/process/main.js', format: 'es' },
  preload: { entry: 'electron/preload/preload.ts', file: 'preload/preload.cjs', format: 'cjs' },
} as const

const isOutside = (id: string) => /^[^./]/.test(id) && !id.startsWith('electron/') && !/^[A-Z]:/i.test(id)

export default defineConfig(({ mode }) => {
  const { entry, file, format } = ENTRIES[mode as keyof typeof ENTRIES]
  return {
    build: {
      target: 'node20',
      outDir: 'dist',
      emptyOutDir: false,
      minify: false,
      copyPublicDir: false,
      lib: { entry, formats: [format], fileName: () => file },
      rollupOptions: { external: (id) => builtinModules.includes(id) || id.startsWith('node:') || isOutside(id) },
    },
  }
})
