import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** They take half a minute and more, each in one process: begun last, one of them would run on alone, with a core that has nothing to do. */
const LONG = [
  'tests/simulation/simulation',
  'tests/real-data/',
  'tests/powercut/powercut.integration',
  'bench/bench.integration',
  'tests/upkeep/',
  'tests/convergence/',
  'tests/faults/',
  'scripts/start/',
  'tests/plans/',
]

/** Where no run before has told how long each file takes, as on a fresh machine, vitest would go by their sizes. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONG.findIndex((part) => moduleId.includes(`/${part}`))
      return at < 0 ? LONG.length : at
    }
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}
