import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import type { LucideIcon } from 'lucide-react'
import {
  CalendarPlus,
  CalendarRange,
  CloudOff,
  CloudUpload,
  Keyboard,
  LogIn,
  LogOut,
  MoveRight,
  Tag,
} from 'lucide-react'
import { useLink, useCore } from '../core-client/hooks.ts'
import { useView } from '../state/view.ts'
import { Kbd } from '../ui/Kbd.tsx'
import modal from '../ui/Modal.module.css'
import styles from './Palette.module.css'
import { SECTIONS } from './Rail.tsx'

interface Command {
  readonly label: string
  readonly icon: LucideIcon
  readonly keys?: string
  readonly act: () => void
}

interface CommandGroup {
  readonly value: string
  readonly items: readonly Command[]
}

export default function Palette() {
  const close = useView((view) => view.close)
  const groups = useCommands()
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={modal.backdrop} />
        <Dialog.Popup className={styles.popup} aria-label="Command palette">
          <Autocomplete.Root
            inline
            open
            items={groups}
            autoHighlight="always"
            keepHighlight
            itemToStringValue={(command: Command) => command.label}
          >
            <Autocomplete.Input className={styles.input} aria-label="Command" placeholder="What do you want to do?" />
            <div className={styles.scroll}>
              <Autocomplete.Empty className={styles.empty}>No such command.</Autocomplete.Empty>
              <Autocomplete.List>
                {(group: CommandGroup) => (
                  <Autocomplete.Group key={group.value} items={group.items}>
                    <Autocomplete.GroupLabel className={styles.group}>{group.value}</Autocomplete.GroupLabel>
                    <Autocomplete.Collection>
                      {(command: Command) => <PaletteItem key={command.label} command={command} />}
                    </Autocomplete.Collection>
                  </Autocomplete.Group>
                )}
              </Autocomplete.List>
            </div>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function PaletteItem({ command }: { command: Command }) {
  const close = useView((view) => view.close)
  const Icon = command.icon
  return (
    <Autocomplete.Item
      value={command}
      className={styles.item}
      onClick={() => {
        close()
        command.act()
      }}
    >
      <Icon size={15} aria-hidden="true" />
      <span className={styles.label}>{command.label}</span>
      {command.keys && <Kbd keys={command.keys} />}
    </Autocomplete.Item>
  )
}

function useCommands(): CommandGroup[] {
  const { open, go, selection } = useView()
  const { status } = useLink()
  const core = useCore()
  const paused = status?.state === 'paused'
  const onReservation: readonly Command[] =
    selection?.kind === 'reservation'
      ? [
          {
            label: 'Check in',
            icon: LogIn,
            keys: 'I',
            act: () => open({ kind: 'check-in', reservationId: selection.id }),
          },
          {
            label: 'Check out',
            icon: LogOut,
            keys: 'O',
            act: () => open({ kind: 'check-out', reservationId: selection.id }),
          },
          {
            label: 'Assign unit',
            icon: Tag,
            keys: 'A',
            act: () => open({ kind: 'assign', reservationId: selection.id }),
          },
          {
            label: 'Change stay',
            icon: CalendarRange,
            keys: 'E',
            act: () => open({ kind: 'change-stay', reservationId: selection.id }),
          },
          { label: 'Move', icon: MoveRight, keys: 'M', act: () => open({ kind: 'move', reservationId: selection.id }) },
        ]
      : []
  const groups: CommandGroup[] = [
    { value: 'Selected reservation', items: onReservation },
    {
      value: 'Desk',
      items: [
        { label: 'New reservation', icon: CalendarPlus, keys: 'F5', act: () => open({ kind: 'new-reservation' }) },
        {
          label: paused ? 'Go online' : 'Work offline',
          icon: paused ? CloudUpload : CloudOff,
          act: () => core.setLine(paused),
        },
        { label: 'Keyboard', icon: Keyboard, keys: '?', act: () => open({ kind: 'keys' }) },
      ],
    },
    {
      value: 'Go to',
      items: SECTIONS.map((section, index) => ({
        label: section.label,
        icon: section.icon,
        keys: `${index + 1}`,
        act: () => go(section.route),
      })),
    },
  ]
  return groups.filter((group) => group.items.length > 0)
}
