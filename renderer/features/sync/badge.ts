import type { LucideIcon } from 'lucide-react'
import { CircleAlert, CloudCheck, CloudOff, CloudUpload, LoaderCircle, Pause, Unplug } from 'lucide-react'
import { formatTime } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import type { SyncStatus } from '../../../shared/protocol/port.ts'
import type { Link } from '../../core-client/client.ts'

export interface Badge {
  readonly tone: 'good' | 'busy' | 'away' | 'problem'
  readonly icon: LucideIcon
  readonly word: string
}

const queue = (queued: number): string => (queued > 0 ? ` · ${t('{queued, number} queued', { queued })}` : '')

function sayLoading(progress: SyncStatus['progress']): string {
  if (!progress) return t('Loading')
  const { done, of, rows, ofRows } = progress
  return ofRows
    ? t('Loading {percent} %', { percent: Math.floor((rows * 100) / ofRows) })
    : t('Loading {done} of {of} tables', { done, of })
}

/** The one line that says how this desk stands to the centre. */
export function badgeOf({ phase, status }: Pick<Link, 'phase' | 'status'>): Badge {
  if (phase !== 'open' || !status) return { tone: 'problem', icon: Unplug, word: t('Desk program not reachable') }
  const { state, since, queued, progress } = status
  switch (state) {
    case 'loading':
      return { tone: 'busy', icon: LoaderCircle, word: sayLoading(progress) }
    case 'online':
      return queued > 0
        ? { tone: 'busy', icon: CloudUpload, word: t('Online') + queue(queued) }
        : { tone: 'good', icon: CloudCheck, word: t('Online') }
    case 'offline':
      return {
        tone: 'away',
        icon: CloudOff,
        word: t('Offline since {time}', { time: formatTime(since) }) + queue(queued),
      }
    case 'paused':
      return { tone: 'away', icon: Pause, word: t('Working offline') + queue(queued) }
    case 'stopped':
      return { tone: 'problem', icon: CircleAlert, word: t('Sync stopped') + queue(queued) }
  }
}
