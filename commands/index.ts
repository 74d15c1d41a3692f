import Bundle from './bundle.js';
import Check from './check.js';
import Codes from './codes.js';
import Completion from './completion.js';
import ConfigCommand from './config.js';
import Demo from './demo.js';
import Diff from './diff.js';
import Egress from './egress.js';
import Explain from './explain.js';
import LabCommand from './lab.js';
import PlanCommand from './plan.js';
import PodSpec from './pod-spec.js';
import ReportCommand from './report.js';
import Roundtrip from './roundtrip.js';
import Runbook from './runbook.js';
import Storage from './storage.js';

/** Every command by the words that call it. */
export const COMMANDS = {
  bundle: Bundle,
  check: Check,
  codes: Codes,
  completion: Completion,
  config: ConfigCommand,
  demo: Demo,
  diff: Diff,
  egress: Egress,
  explain: Explain,
  lab: LabCommand,
  plan: PlanCommand,
  'pod-spec': PodSpec,
  report: ReportCommand,
  roundtrip: Roundtrip,
  runbook: Runbook,
  storage: Storage,
};
