/** The layers, as arrows that may be followed; CONTRIBUTING explains them. */
const mayReach = {
  core: ['core'],
  protocol: ['core', 'protocol'],
  worker: ['core', 'protocol', 'worker'],
  host: ['core', 'protocol', 'host'],
  panel: ['core', 'protocol', 'panel'],
};

const layerRules = Object.entries(mayReach).map(([layer, allowed]) => ({
  name: `layer-${layer}`,
  comment: `src/${layer} may reach only: ${allowed.join(', ')}`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: '^src/', pathNot: `^src/(${allowed.join('|')})/`, reachable: true },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'panel-takes-core-as-types-only',
      comment: 'What the panel computes with comes from the compute thread.',
      severity: 'error',
      from: { path: '^src/panel/' },
      to: { path: '^src/core/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'vscode-only-in-host',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/host/' },
      to: { path: '^vscode$', reachable: true },
    },
    {
      name: 'core-is-pure',
      comment: 'Everything in core runs in a worker, a browser or a test.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'] },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^vscode$' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['node', 'import', 'require', 'browser', 'default', 'types'],
    },
  },
};
