import { RotateCw, TriangleAlert } from 'lucide-react'
import type { ErrorInfo, ReactNode } from 'react'
import { Component } from 'react'
import { t } from '../../shared/language/t.ts'
import { Button } from './Button.tsx'
import styles from './ErrorBoundary.module.css'

export interface Fault {
  readonly message: string
  /** Draws the part again. */
  readonly retry: () => void
}

interface ErrorBoundaryProps {
  /** What a person calls this part: 'The arrivals list'. */
  part: string
  /** In place of the usual words, where the part has a frame of its own. */
  fallback?: (fault: Fault) => ReactNode
  /** What is drawn, where it may change in place: another value is tried again by itself. */
  of?: unknown
  children: ReactNode
}

interface ErrorBoundaryState {
  readonly fault: string | null
  readonly of: unknown
}

/** A fault while one part is drawn stays in that part: the rest of the desk goes on. Give it a key, and it begins anew with another record. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { fault: null, of: this.props.of }

  static getDerivedStateFromProps(props: ErrorBoundaryProps, state: ErrorBoundaryState): ErrorBoundaryState | null {
    return props.of === state.of ? null : { fault: null, of: props.of }
  }

  static getDerivedStateFromError(error: unknown): Pick<ErrorBoundaryState, 'fault'> {
    return { fault: error instanceof Error ? error.message : String(error) }
  }

  override componentDidCatch(_error: unknown, { componentStack }: ErrorInfo): void {
    console.error(`${this.props.part} could not be shown.${componentStack ?? ''}`)
  }

  readonly retry = (): void => this.setState({ fault: null })

  override render(): ReactNode {
    const { part, fallback, children } = this.props
    const message = this.state.fault
    if (message === null) return children
    return fallback ? (
      fallback({ message, retry: this.retry })
    ) : (
      <Faulty part={part} message={message} retry={this.retry} />
    )
  }
}

export function Faulty({ part, message, retry }: Fault & { part: string }) {
  return (
    <div className={styles.faulty} role="alert">
      <TriangleAlert size={18} aria-hidden="true" />
      <p className={styles.what}>{t('{part} could not be shown.', { part })}</p>
      <p className={styles.todo}>
        {t(
          'The rest of the desk works, and nothing that was saved is lost. Show it again; if it stays like this, reload the page, and give support this text:',
        )}{' '}
        <q>{message}</q>
      </p>
      <div className={styles.actions}>
        <Button tone="primary" onClick={retry}>
          <RotateCw size={14} aria-hidden="true" /> {t('Show it again')}
        </Button>
        <Button onClick={() => window.location.reload()}>{t('Reload the page')}</Button>
      </div>
    </div>
  )
}
