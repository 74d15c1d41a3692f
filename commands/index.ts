import Check from './check.js';
import Codes from './codes.js';
import ConfigCommand from './config.js';
import Demo from './demo.js';
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
  check: Check,
  codes: Codes,
  config: ConfigCommand,
  demo: Demo,
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
