import type { Reporter, TestModule } from 'vitest/node'

/** Closes a run with one plain line, so that whoever calls the tests needs no parser. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const count = (state: string) => tests.filter((test) => test.result().state === state).length
    const broken = modules.filter((module) => module.errors().length > 0).length + unhandledErrors.length
    const skipped = count('skipped')
    for (const test of tests.filter((each) => each.result().state === 'skipped')) {
      console.log(`SKIPPED: ${test.module.moduleId} > ${test.fullName}`)
    }
    console.log(
      `${count('passed')} passed, ${count('failed') + broken} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
    )
  }
}
