// Which folder may know which. Data flows one way: adapter, inbox, turn, outbox, adapter; the domain knows no transport.
// Read from the built files, file for file the sources; types leave no trace there, so the types' own rules are in tsconfig.
const knows = {
  config: ['models'],
  models: [],
  storage: ['models'],
  nlu: ['config', 'models'],
  dialogs: ['config', 'nlu', 'models'],
  adapters: ['models', 'config'],
  bots: ['adapters', 'config', 'dialogs', 'models', 'nlu'],
  emulators: ['models', 'config'],
}
const folders = [...Object.keys(knows), 'server']

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphans-in-tests', severity: 'error', from: { path: '^dist/(?!test|bench)' }, to: { path: '^dist/(test|bench)/' } },
    ...Object.entries(knows).map(([folder, allowed]) => ({
      name: `${folder}-knows-only-${allowed.join('-') || 'itself'}`,
      severity: 'error',
      from: { path: `^dist/${folder}/` },
      to: { path: `^dist/(${folders.filter((other) => other !== folder && !allowed.includes(other)).join('|')})/` },
    })),
    {
      name: 'channels-do-not-know-each-other',
      severity: 'error',
      from: { path: '^dist/adapters/(twitter|messenger)/' },
      to: { path: '^dist/adapters/(twitter|messenger)/', pathNot: '^dist/adapters/$1/' },
    },
    {
      name: 'the-agents-sdk-comes-in-at-one-place',
      severity: 'error',
      from: { path: '^dist/', pathNot: '^dist/adapters/activity\\.js$' },
      to: { path: 'node_modules/@microsoft/agents-' },
    },
    { name: 'bots-use-adapters-through-their-contracts', severity: 'error', from: { path: '^dist/bots/' }, to: { path: '^dist/adapters/(twitter|messenger)/' } },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'not-to-dev-dep', severity: 'error', from: { path: '^dist/', pathNot: '^dist/(test|bench|emulators)/' }, to: { dependencyTypes: ['npm-dev'] } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.map$' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
}
