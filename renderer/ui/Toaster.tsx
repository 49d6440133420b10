import { Toast } from '@base-ui/react/toast'
import { CircleCheck, X } from 'lucide-react'
import { t } from '../../shared/language/t.ts'
import { Button } from './Button.tsx'
import { toasts } from './toasts.ts'
import styles from './Toaster.module.css'

export function Toaster() {
  return (
    <Toast.Provider toastManager={toasts} limit={2}>
      <Toast.Portal>
        <Toast.Viewport className={styles.viewport}>
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

function ToastList() {
  return Toast.useToastManager().toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className={styles.toast}>
      <CircleCheck size={16} aria-hidden="true" />
      <Toast.Content className={styles.text}>
        <Toast.Title className={styles.title} />
        <Toast.Description className={styles.description} />
      </Toast.Content>
      <Toast.Close render={<Button tone="quiet" size="small" aria-label={t('Dismiss message')} />}>
        <X size={14} aria-hidden="true" />
      </Toast.Close>
    </Toast.Root>
  ))
}
