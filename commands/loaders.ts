import type { Loaders } from '../src/cli/run-directly.js';

/** Every command by the word that calls it. A start loads the one that was called. */
export const LOADERS: Loaders = {
  apply: () => import('./apply.js'),
  bundle: () => import('./bundle.js'),
  check: () => import('./check.js'),
  codes: () => import('./codes.js'),
  completion: () => import('./completion.js'),
  config: () => import('./config.js'),
  demo: () => import('./demo.js'),
  diff: () => import('./diff.js'),
  egress: () => import('./egress.js'),
  explain: () => import('./explain.js'),
  lab: () => import('./lab.js'),
  plan: () => import('./plan.js'),
  'pod-spec': () => import('./pod-spec.js'),
  report: () => import('./report.js'),
  roundtrip: () => import('./roundtrip.js'),
  runbook: () => import('./runbook.js'),
  storage: () => import('./storage.js'),
};
