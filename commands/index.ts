import Check from './check.js';
import Demo from './demo.js';
import LabCommand from './lab.js';
import ReportCommand from './report.js';

/** Every command by the words that call it. */
export const COMMANDS = {
  check: Check,
  demo: Demo,
  lab: LabCommand,
  report: ReportCommand,
};
