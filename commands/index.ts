import Check from './check.js';
import ReportCommand from './report.js';

/** Every command by the words that call it. */
export const COMMANDS = {
  check: Check,
  report: ReportCommand,
};
