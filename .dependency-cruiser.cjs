/** Dependencies point one way. A break of any of these rules breaks the build; there is no list of exemptions. */
const layer = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  // Tests stand beside what they test and may use what stands in tests/ and on the other side.
  from: { path: `^${from}/`, pathNot: '\\.test\\.tsx?$|/testing/' },
  to: { path: '^(shared|renderer|electron|server|scripts|tests|bench)/', pathNot: allowed.map((a) => `^${a}/`) },
})

module.exports = {
  forbidden: [
    layer(
      'shared-alone',
      'shared',
      ['shared'],
      'shared runs on terminal, centre and page: it imports nothing of ours.',
    ),
    layer('renderer-shared', 'renderer', ['renderer', 'shared'], 'The page knows the core by its port only.'),
    layer('electron-shared', 'electron', ['electron', 'shared'], 'The terminal knows the centre by its protocol only.'),
    layer('server-shared', 'server', ['server', 'shared'], 'The centre knows terminals by the protocol only.'),
    {
      name: 'core-alone',
      comment: 'The core is plain Node: Electron main and the station use it, never the other way round.',
      severity: 'error',
      from: { path: '^electron/core/' },
      to: { path: '^electron/(main|preload|station)/' },
    },
    {
      name: 'electron-in-two-places',
      comment: 'Requiring electron without its binary starts a download: only main and preload may import it.',
      severity: 'error',
      from: { pathNot: '^electron/(main|preload)/' },
      to: { path: '^(electron$|node_modules/electron/)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-node-in-page',
      comment: 'renderer and shared run in a browser too; what both Node sides need stands in shared/node.',
      severity: 'error',
      from: { path: '^(renderer|shared)/', pathNot: '^shared/node/|\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'node-on-node-sides',
      comment: 'shared/node is for terminal and centre alone.',
      severity: 'error',
      from: { path: '^(renderer|shared)/', pathNot: '^shared/node/|\\.test\\.ts$' },
      to: { path: '^shared/node/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.cjs', '.mjs'] },
  },
}
