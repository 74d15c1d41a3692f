import type { Observation } from '../../client.js';
import { certificateObservations } from './certificates.js';
import { cliObservations } from './cli-config.js';
import { elsewhereObservations } from './elsewhere.js';
import { entryObservations } from './entries.js';
import { hostsFileObservations } from './hosts-files.js';
import { keyObservations } from './keys.js';
import type { Observed } from './observed.js';
import { startObservations } from './start.js';

/** Observations told of one machine; more would bury the first. */
const MOST = 20;

/** What in the engine's and the CLI's files has no effect, or another than meant. Never throws. */
export function dockerObservations(observed: Observed): Observation[] {
  return [
    ...keyObservations(observed),
    ...entryObservations(observed),
    ...startObservations(observed),
    ...elsewhereObservations(observed),
    ...cliObservations(observed),
    ...certificateObservations(observed),
    ...hostsFileObservations(observed),
  ].slice(0, MOST);
}
