import { afterAll, describe, expect, inject, test } from 'vitest';
import { DAEMON_CASES, type DaemonCase, type DaemonClient, storeLogin } from './cases/token-daemons.js';
import { expectExplained, explainFailure } from './harness/explained.js';
import { IMAGE, NAME } from './harness/ground.js';
import { settled } from './harness/measure.js';
import { essence, readReport, told } from './harness/report-checks.js';
import { predictedRequests, seenRequests } from './harness/wire-order.js';
import { programOf } from './pairs/programs.js';
import { withCase } from './rig/fixture.js';
import { regdoctor } from './rig/regdoctor.js';
import { turnstile } from './rig/turnstile.js';

const reference = `${NAME}/${IMAGE}`;
/** The machine may have two processors, and each case runs a daemon. */
const AT_ONCE = 2;
const inTurn = turnstile(AT_ONCE);

const { missing } = inject('conformance');

/** Texts of real clients in which explain finds the fault at once. */
const FEWEST_TEXTS = 5;

/** What regdoctor says of one client, what that client then does, and every request it sends. */
async function run(one: DaemonCase, client: DaemonClient): Promise<void> {
  await withCase(`${one.name} ${client}`, one.build, async (rig, servers) => {
    const login = typeof one.login === 'function' ? await one.login(rig) : one.login;
    if (login !== null) await storeLogin(rig, login);
    const report = readReport(await regdoctor(rig, ['check', reference, '--client', client, '--json']));
    const program = programOf(client, rig);
    await program.start();
    await settled(servers);
    const from = servers.map(({ requests }) => requests.length);
    const { ok, said } = await program.pull(reference, []);
    await settled(servers);
    if (!ok) explainFailure(one.name, client, said, report);
    const expected = one.finding[client];
    const summary = `${essence(report).join('; ')} | ${report.summary} | unknown: ${JSON.stringify(report.unknown)} | ${said}`;
    expect(told(report)[0]?.code ?? null, summary).toBe(expected);
    expect(ok, summary).toBe(expected === null);
    expect(report.clients[0]?.outcome, summary).toBe(ok ? 'ok' : 'fail');
    const [predicted] = report.clients;
    const logs = servers.map(({ requests }, index) => requests.slice(from[index]));
    if (predicted !== undefined)
      expect(seenRequests(logs), `requests, ${summary}`).toEqual(predictedRequests(predicted));
  });
}

describe.skipIf(missing.length > 0)('tokens and challenges, with daemons as judges', { concurrent: true }, () => {
  afterAll(() => expectExplained(FEWEST_TEXTS));
  const rows = DAEMON_CASES.flatMap((one) =>
    (['docker', 'containerd'] as const).map((client) => [`${client}: ${one.name}`, one, client] as const),
  );
  test.each(rows)('%s', async (_name, one, client) => {
    await inTurn(() => run(one, client));
  });
});
