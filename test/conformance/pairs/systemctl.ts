import { PROGRAM_PATH } from '../rig/programs.js';
import type { Rig } from '../rig/rig.js';

const DIRECTORY = '/run/rig';
const ASKED = `${DIRECTORY}/asked`;

/** PATH of a shell in which `systemctl` is the one of `installSystemctl`. */
export const PATH_WITH_SYSTEMCTL = `${DIRECTORY}:${PROGRAM_PATH}`;

/** Gives the machine a `systemctl` that writes down what it is asked for: no machine of the rig runs systemd. */
export async function installSystemctl(rig: Rig): Promise<void> {
  await rig.host.writeFile(`${DIRECTORY}/systemctl`, `#!/bin/sh\necho "$*" >>${ASKED}\n`, 0o755);
  await rig.host.writeFile(ASKED, '');
}

/** What it was asked for: `reload docker`. */
export async function askedOfSystemctl(rig: Rig): Promise<string[]> {
  return (await rig.host.readFile(ASKED)).split('\n').filter((line) => line !== '');
}
