import { describe, expect, test } from 'vitest';
import { quietly } from '../../conformance/harness/measure.js';
import { printedFixes } from '../../conformance/harness/printed-fix.js';
import { readReport } from '../../conformance/harness/report-checks.js';
import { DECLARED_INSECURE, REFERENCE, withCluster } from './cluster.js';
import { PLAIN_POD, Pod } from './pod.js';
import { provided, workshop } from './workplace.js';

const { images, missing, shared } = provided();
/** The fix is worth printing if a pull is a matter of moments after it. */
const PULL_MS = 1000;
/** What buildah waits for an answer from port 443, and what it does before and after. */
const THIRTY_SECONDS = expect.stringMatching(/^3[01]\.\d s$/);
/** Timed inside: the way into a container is not the pull's. */
const TIMED_PULL = `started=$(date +%s%3N); buildah pull --quiet ${REFERENCE} && echo $(($(date +%s%3N) - started))`;

describe.skipIf(missing.length > 0)('the case that started regdoctor, in a pod of the toolkit', () => {
  test.concurrent.each(['0:0', '1000:1000'])(
    'user %s: prediction and reality side by side, and the printed fix makes the real pull fast',
    async (user) => {
      await withCluster(shared, async ({ flags, registriesConf }) => {
        const network = [...flags, ...(await registriesConf(DECLARED_INSECURE))];
        const pod = await Pod.start(await workshop(), images.toolkit, [...PLAIN_POD, ...network, '--user', user]);
        try {
          const before = await pod.run(['regdoctor', 'check', REFERENCE, '--client', 'buildah', '--prove']);
          expect(before.stdout, before.stderr).toContain('fallback-delay');
          expect(before.stdout).toMatch(/^buildah \S+ for real: as predicted$/m);
          const [, predicted, real] = /│ time +│ (.+?) +│ (.+?) +│/.exec(before.stdout) ?? [];
          expect([predicted, real]).toEqual([THIRTY_SECONDS, THIRTY_SECONDS]);

          const fix = printedFixes(before.stdout).find(({ paste }) => paste !== '');
          expect(fix, `a fix to paste in:\n${before.stdout}`).toBeDefined();
          await pod.paste(fix?.paste ?? '');
          const pull = await quietly(() => pod.run(['sh', '-c', TIMED_PULL]));
          expect(pull.code, pull.stderr).toBe(0);
          const pullMs = Number(pull.stdout.trim().split('\n').at(-1));
          expect(pullMs, 'ms of buildah pull').toBeLessThan(PULL_MS);

          const after = await quietly(() => pod.run(['regdoctor', 'check', REFERENCE, '--prove', '--json']));
          const { clients, findings } = readReport(after);
          expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
          expect(clients.map(({ client, real }) => [client, real?.outcome, real?.agrees])).toEqual(
            ['buildah', 'podman', 'skopeo'].map((client) => [client, 'ok', 'yes']),
          );
          process.stdout.write(`user ${user}: buildah pull ${real} as predicted, ${pullMs} ms after the fix\n`);
        } finally {
          await pod.end();
        }
      });
    },
  );
});
