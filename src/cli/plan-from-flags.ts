import { clientsOn, hostOf } from '../check/host-of.js';
import { planOf } from '../check/plan-of.js';
import { buildPlanDocument } from '../report/plan/build.js';
import { renderPlanText } from '../report/plan/text.js';
import { VERSION } from '../version.js';
import { clientEnvironment } from './client-environment.js';
import { givenCredentials } from './credentials.js';
import { clientFlagsFrom, clientsFrom, type GivenFlags, requireReference } from './flags.js';
import { noticedLine, rootFromFlags } from './root-from-flags.js';
import { terminalOptions } from './terminal.js';

/** The flags of `regdoctor plan` as the command framework hands them over. */
export interface PlanFlags extends GivenFlags {
  readonly client?: readonly string[] | undefined;
  readonly push: boolean;
  readonly login: boolean;
  readonly 'creds-stdin'?: boolean | undefined;
  readonly root?: string | undefined;
  readonly json: boolean;
  readonly verbose: boolean;
}

/** Prints what the clients would do; gives the exit code. Asks nothing of the network. Wrong flags throw `UsageError`. */
export async function planFromFlags(reference: string, flags: PlanFlags): Promise<number> {
  const wanted = clientsFrom(flags.client);
  const creds = await givenCredentials(flags, {
    arguments: process.argv,
    input: process.stdin,
    errors: process.stderr,
  });
  const given = clientFlagsFrom({ ...flags, creds });
  requireReference(reference);
  const looked = rootFromFlags(flags.root, wanted);
  const { host } = hostOf({ root: looked.files, environment: clientEnvironment(process.env), nowMs: Date.now() });
  const operation = flags.push ? 'push' : flags.login ? 'login' : 'pull';
  const clients = await clientsOn(host, looked.files, wanted);
  const plans = clients.map((entry) => planOf(entry, { host, operation, reference, flags: given }));
  const document = buildPlanDocument({ version: VERSION, operation, reference, root: looked.files, plans });
  const noticed = noticedLine(looked);
  if (noticed !== null) process.stderr.write(`${noticed}\n`);
  process.stdout.write(
    flags.json
      ? `${JSON.stringify(document)}\n`
      : renderPlanText(document, terminalOptions(process.stdout, process.env, flags.verbose)),
  );
  return document.exitCode;
}
