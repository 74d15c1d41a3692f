import { NAME } from '../../conformance/harness/ground.js';
import { bearer } from '../../conformance/harness/token-ground.js';
import { optionalProgram } from '../../conformance/rig/optional-programs.js';
import type { Rig } from '../../conformance/rig/rig.js';
import type { Ground } from '../ground.js';
import type { Options } from '../options.js';
import type { Section } from '../row.js';
import { type Candidate, compare } from '../sample.js';

export const REFERENCE = `${NAME}/team/app:1.0`;
const CRANE = 'crane-0.22.1';
const CRANE_PLACE = '/run/rig/crane';
/** curl's answer to a status of 401 is 0. */
const CURL = ['curl', '--silent', '--output', '/dev/null', `https://${NAME}/v2/`];

/** A real docker-registry behind TLS, and a token server of its own; whoever asks without an account gets a token. */
export async function healthyRig(ground: Ground, name: string): Promise<Rig> {
  const rig = await ground.rig(name);
  await bearer(rig, null, { anonymousPull: true });
  return rig;
}

/** The commands that fetch one manifest there. */
export async function fetchers({ program }: Ground, rig: Rig): Promise<Candidate[]> {
  const check = [process.execPath, program, 'check', REFERENCE];
  const crane = optionalProgram(CRANE);
  if (crane !== null) await rig.host.copyIn(crane, CRANE_PLACE);
  return [
    { name: 'regdoctor check, for skopeo', command: [...check, '--client', 'skopeo'] },
    { name: 'regdoctor check, for all clients found', command: check },
    { name: 'skopeo inspect --raw', command: ['skopeo', 'inspect', '--raw', `docker://${REFERENCE}`] },
    ...(crane === null ? [] : [{ name: 'crane manifest', command: [CRANE_PLACE, 'manifest', REFERENCE] }]),
    { name: 'curl of /v2/', command: CURL },
  ];
}

/** A healthy check against what only fetches. */
export async function healthy(ground: Ground, { runs }: Options): Promise<Section> {
  const rig = await healthyRig(ground, 'healthy');
  const codes = { name: 'regdoctor codes', command: [process.execPath, ground.program, 'codes'] };
  const run = rig.host.run.bind(rig.host);
  return {
    name: 'healthy',
    how: 'HTTPS and a token, all on one machine: a check against programs that fetch the manifest alone.',
    rows: await compare(run, [codes, ...(await fetchers(ground, rig))], runs),
  };
}
