export * from '../../shared/language/format.ts'
