import Check from './check.js';
import Codes from './codes.js';
import ConfigCommand from './config.js';
import Demo from './demo.js';
import Egress from './egress.js';
import Explain from './explain.js';
import LabCommand from './lab.js';
import PlanCommand from './plan.js';
import ReportCommand from './report.js';
import Runbook from './runbook.js';

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
  report: ReportCommand,
  runbook: Runbook,
};
