import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import type { LucideIcon } from 'lucide-react'
import {
  ArrowLeftRight,
  Ban,
  Banknote,
  CalendarPlus,
  CalendarRange,
  CircleCheckBig,
  CloudOff,
  CloudUpload,
  CreditCard,
  DoorOpen,
  FileText,
  Footprints,
  HandCoins,
  IdCard,
  Hourglass,
  KeyRound,
  Keyboard,
  Lock,
  Languages,
  LockOpen,
  LogIn,
  LogOut,
  MoveRight,
  NotebookPen,
  Percent,
  ReceiptText,
  RotateCcw,
  ShieldCheck,
  Split,
  Stamp,
  Tag,
  TimerOff,
  Undo2,
  UserX,
  Users,
  Wrench,
  BellRing,
  Construction,
} from 'lucide-react'
import { allLanguages, languages } from '../../shared/language/languages.ts'
import { t } from '../../shared/language/t.ts'
import type { DeskInfo } from '../../shared/protocol/port.ts'
import { useCore, useLink, useLive } from '../core-client/hooks.ts'
import { ACTIONS, actionsFor, dialogOf, type ReservationAction } from '../features/reservation/actions.ts'
import { type GivenCommand, useMay } from '../core-client/may.ts'
import { commandOfDialog } from '../state/command-of-dialog.ts'
import { useLanguage } from '../state/language.ts'
import { useView } from '../state/view.ts'
import { Kbd } from '../ui/Kbd.tsx'
import modal from '../ui/Modal.module.css'
import styles from './Palette.module.css'
import { keyOfSection, sectionsOf } from './Rail.tsx'

interface Command {
  readonly label: string
  readonly icon: LucideIcon
  readonly keys?: string
  /** Shown to whoever may give it. */
  readonly gives?: GivenCommand
  readonly act: () => void
}

const ICONS: Readonly<Record<ReservationAction, LucideIcon>> = {
  'check-in': LogIn,
  'check-out': LogOut,
  'post-charge': ReceiptText,
  'take-payment': Banknote,
  'card-outcome': CreditCard,
  refund: HandCoins,
  'settle-refund': Stamp,
  'registration-card': IdCard,
  assign: Tag,
  move: MoveRight,
  'change-stay': CalendarRange,
  swap: ArrowLeftRight,
  'split-stay': Split,
  'lock-unit': Lock,
  'unlock-unit': LockOpen,
  notes: NotebookPen,
  group: Users,
  confirm: CircleCheckBig,
  guarantee: ShieldCheck,
  expire: TimerOff,
  'no-show': UserX,
  walk: Footprints,
  reinstate: RotateCcw,
  'reverse-check-in': Undo2,
  cancel: Ban,
  'request-service': BellRing,
}

interface CommandGroup {
  readonly value: string
  readonly items: readonly Command[]
}

export function Palette({ desk }: { desk: DeskInfo }) {
  const close = useView((view) => view.close)
  const groups = useCommands(desk)
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={modal.backdrop} />
        <Dialog.Popup className={styles.popup} aria-label={t('Command palette')}>
          <Autocomplete.Root
            inline
            open
            items={groups}
            autoHighlight="always"
            keepHighlight
            itemToStringValue={(command: Command) => command.label}
          >
            <Autocomplete.Input
              className={styles.input}
              aria-label={t('Command')}
              placeholder={t('What do you want to do?')}
            />
            <div className={styles.scroll}>
              <Autocomplete.Empty className={styles.empty}>{t('No such command.')}</Autocomplete.Empty>
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

const keysOf = (index: number): Pick<Command, 'keys'> => {
  const keys = keyOfSection(index)
  return keys === undefined ? {} : { keys }
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

function useCommands(desk: DeskInfo): CommandGroup[] {
  const may = useMay()
  const { open, go, selection } = useView()
  const { status, person } = useLink()
  const core = useCore()
  const paused = status?.state === 'paused'
  const selectedId = selection?.kind === 'reservation' ? selection.id : null
  const detail = useLive('reservation.detail', selectedId === null ? null : { reservationId: selectedId })
  const row = detail.phase === 'ready' ? detail.rows[0] : undefined
  const onReservation = row
    ? actionsFor(row, desk.businessDate).map((action): Command => {
        const [label, keys] = ACTIONS[action]
        const act = () => open(dialogOf(action, row.reservationId))
        const gives = commandOfDialog[action]
        return { label: label(), icon: ICONS[action], act, ...(keys && { keys }), ...(gives && { gives }) }
      })
    : []
  const chosenUnit = selection?.kind === 'unit' ? selection.id : row?.unitId
  const onUnit = chosenUnit ? { unitId: chosenUnit } : {}
  const groups: CommandGroup[] = [
    { value: t('Selected reservation'), items: onReservation },
    {
      value: t('Desk'),
      items: [
        {
          label: t('New reservation'),
          gives: 'v1.reservation.create',
          icon: CalendarPlus,
          keys: 'F5',
          act: () => open({ kind: 'new-reservation' }),
        },
        {
          label: paused ? t('Go online') : t('Work offline'),
          icon: paused ? CloudUpload : CloudOff,
          act: () => core.setLine(paused),
        },
        {
          label: t('Walk-in'),
          gives: 'v1.reservation.create',
          icon: Footprints,
          keys: 'W',
          act: () => open({ kind: 'new-reservation', walkIn: true }),
        },
        {
          label: t('Group with a rooming list'),
          gives: 'v1.reservation.create',
          icon: Users,
          act: () => open({ kind: 'group-booking' }),
        },
        {
          label: t('New quote'),
          gives: 'v1.quote.give',
          icon: FileText,
          act: () => open({ kind: 'new-quote' }),
        },
        {
          label: t('Add to the waitlist'),
          gives: 'v1.waitlist.add',
          icon: Hourglass,
          act: () => open({ kind: 'new-waiting' }),
        },
        {
          label: t('Overbooking limits'),
          gives: 'v1.property.setOverbooking',
          icon: Percent,
          act: () => open({ kind: 'overbooking' }),
        },
        {
          label: t('Guest request'),
          gives: 'v1.service.request',
          icon: BellRing,
          act: () => open({ kind: 'request-service', ...onUnit }),
        },
        {
          label: t('Report a fault'),
          gives: 'v1.maintenance.report',
          icon: Wrench,
          act: () => open({ kind: 'report-fault', ...onUnit }),
        },
        {
          label: t('Take a unit out of order'),
          gives: 'v1.unit.takeOutOfOrder',
          icon: Construction,
          act: () => open({ kind: 'out-of-order', ...onUnit }),
        },
        { label: t('Lock, switch user'), icon: Lock, keys: 'L', act: () => core.lock() },
        { label: t('Change PIN'), icon: KeyRound, act: () => open({ kind: 'change-pin' }) },
        { label: t('Sign out'), icon: DoorOpen, act: () => core.signOut() },
        { label: t('Keyboard'), icon: Keyboard, keys: '?', act: () => open({ kind: 'keys' }) },
      ],
    },
    {
      value: t('Go to'),
      items: sectionsOf(person?.role ?? '').map((section, index) => ({
        label: section.label(),
        icon: section.icon,
        ...keysOf(index),
        act: () => go(section.route),
      })),
    },
  ]
  const languageGroup: CommandGroup = {
    value: t('Language'),
    items: allLanguages.map((each) => ({
      label: languages[each].name,
      icon: Languages,
      act: () => void useLanguage.getState().choose(each),
    })),
  }
  return [...groups, languageGroup]
    .map((group) => ({ ...group, items: group.items.filter(({ gives }) => !gives || may.give(gives)) }))
    .filter((group) => group.items.length > 0)
}
