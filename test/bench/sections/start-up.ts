import { runCommand } from '../../conformance/rig/command.js';
import type { Ground } from '../ground.js';
import type { Options } from '../options.js';
import type { Section } from '../row.js';
import { type Candidate, compare } from '../sample.js';

/** The Node that the distribution has; too old for regdoctor, which says so in one line. */
const OTHER_NODE = '/usr/bin/node';
const TOO_OLD = 2;

/** A start against Node's own. */
export async function startUp({ program }: Ground, { runs }: Options): Promise<Section> {
  const node = process.execPath;
  const candidates: Candidate[] = [
    { name: `node ${process.versions.node}, nothing`, command: [node, '-e', '0'] },
    { name: 'regdoctor codes', command: [node, program, 'codes'] },
    { name: 'regdoctor --version', command: [node, program, '--version'] },
    // A flag of V8 keeps the code that was made for this Node from being used.
    { name: "regdoctor codes, without V8's code", command: [node, '--stack-size=984', program, 'codes'] },
  ];
  const other = (await runCommand(OTHER_NODE, ['--version']).catch(() => null))?.stdout.trim();
  if (other !== undefined && other !== process.version)
    candidates.push(
      { name: `node ${other.slice(1)}, nothing`, command: [OTHER_NODE, '-e', '0'] },
      {
        name: `regdoctor --version on node ${other.slice(1)}`,
        command: [OTHER_NODE, program, '--version'],
        codes: [TOO_OLD],
      },
    );
  return {
    name: 'start-up',
    how: 'A command that only prints against Node itself.',
    rows: await compare(runCommand, candidates, runs),
  };
}
