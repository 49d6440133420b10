import { Toast } from '@base-ui/react/toast'

/** What was done, said in passing. Problems are not toasts: they stand beside the thing that they are about. */
export const toasts = Toast.createToastManager()

export function tell(title: string, description?: string): void {
  toasts.add({ title, description, timeout: 4_000 })
}
