import { Popover } from '@base-ui/react/popover'
import { ChevronDown, KeyRound, Lock, LogOut } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { roleWords } from '../../../shared/domains/access/words.ts'
import { t } from '../../../shared/language/t.ts'
import type { DeskInfo, SignedInPerson } from '../../../shared/protocol/port.ts'
import { useCore } from '../../core-client/hooks.ts'
import { useView } from '../../state/view.ts'
import { Kbd } from '../../ui/Kbd.tsx'
import { Spoken } from '../../ui/Spoken.tsx'
import { Avatar } from './Avatar.tsx'
import { LanguageChoice } from './LanguageChoice.tsx'
import styles from './UserMenu.module.css'

/** Who works here, and the ways to leave. */
export function UserMenu({ desk, person }: { desk: DeskInfo; person: SignedInPerson }) {
  const core = useCore()
  const open = useView((view) => view.open)
  return (
    <Popover.Root>
      <Popover.Trigger className={styles.who}>
        <Spoken>{t('{name} at {terminalName}', { name: person.name, terminalName: desk.terminalName })}</Spoken>
        <Avatar name={person.name} />
        <span className={styles.names} aria-hidden="true">
          <span className={styles.name}>{person.name}</span>
          <span className={styles.terminal}>{desk.terminalName}</span>
        </span>
        <ChevronDown size={14} aria-hidden="true" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="bottom" align="end" sideOffset={6}>
          <Popover.Popup className={styles.popup} aria-label={t('Whoever is signed in')}>
            <div className={styles.head}>
              <span className={styles.name}>{person.name}</span>
              <span className={styles.terminal}>
                {roleWords(person.role)} · {desk.propertyName}
              </span>
            </div>
            <Item icon={Lock} label={t('Lock, or switch user')} keys="L" onClick={() => core.lock()} />
            <Item icon={KeyRound} label={t('Change PIN')} onClick={() => open({ kind: 'change-pin' })} />
            <Item icon={LogOut} label={t('Sign out')} onClick={() => core.signOut()} />
            <div className={styles.foot}>
              <LanguageChoice />
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

interface ItemProps {
  icon: LucideIcon
  label: string
  keys?: string
  onClick: () => void
}

function Item({ icon: Icon, label, keys, onClick }: ItemProps) {
  return (
    <Popover.Close className={styles.item} onClick={onClick}>
      <Icon size={15} aria-hidden="true" />
      <span className={styles.label}>{label}</span>
      {keys && <Kbd keys={keys} />}
    </Popover.Close>
  )
}
