import 'react'

declare module 'react' {
  interface CSSProperties {
    /** Custom properties pass to the stylesheet what only the data knows. */
    [custom: `--${string}`]: string | number | undefined
  }
}
