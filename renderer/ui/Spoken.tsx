import type { ReactNode } from 'react'
import styles from './Spoken.module.css'

/** For the ear alone: what a part is called, where the eye finds it by its place or in fewer words. */
export const Spoken = ({ children }: { children: ReactNode }) => <span className={styles.spoken}>{children}</span>
