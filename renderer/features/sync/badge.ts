import type { LucideIcon } from 'lucide-react'
import { CircleAlert, CloudCheck, CloudOff, CloudUpload, LoaderCircle, Pause, Unplug } from 'lucide-react'
import type { SyncStatus } from '../../../shared/protocol/port.ts'
import type { Link } from '../../core-client/client.ts'
import { formatCount, formatTime } from '../../ui/format.ts'

export interface Badge {
  readonly tone: 'good' | 'busy' | 'away' | 'problem'
  readonly icon: LucideIcon
  readonly word: string
}

const queue = (queued: number): string => (queued > 0 ? ` · ${formatCount(queued)} queued` : '')

function sayShare({ done, of, rows, ofRows }: NonNullable<SyncStatus['progress']>): string {
  return ofRows ? `${Math.floor((rows * 100) / ofRows)} %` : `${done} of ${of} tables`
}

/** The one line that says how this desk stands to the centre. */
export function badgeOf({ phase, status }: Pick<Link, 'phase' | 'status'>): Badge {
  if (phase !== 'open' || !status) return { tone: 'problem', icon: Unplug, word: 'Desk program not reachable' }
  const { state, since, queued, progress } = status
  switch (state) {
    case 'loading':
      return { tone: 'busy', icon: LoaderCircle, word: `Loading${progress ? ` ${sayShare(progress)}` : ''}` }
    case 'online':
      return queued > 0
        ? { tone: 'busy', icon: CloudUpload, word: `Online${queue(queued)}` }
        : { tone: 'good', icon: CloudCheck, word: 'Online' }
    case 'offline':
      return { tone: 'away', icon: CloudOff, word: `Offline since ${formatTime(since)}${queue(queued)}` }
    case 'paused':
      return { tone: 'away', icon: Pause, word: `Working offline${queue(queued)}` }
    case 'stopped':
      return { tone: 'problem', icon: CircleAlert, word: `Sync stopped${queue(queued)}` }
  }
}
