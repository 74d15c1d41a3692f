import { describe, expect, inject, test } from 'vitest';
import { NAME } from '../harness/ground.js';
import { withCase } from '../rig/fixture.js';
import type { Rig } from '../rig/rig.js';
import { type Anonymous, LOGIN, proxied, type RoundtripGround, tokens } from './ground.js';
import { documentOf } from './run.js';
import { expectGone } from './storage.js';

const { missing } = inject('conformance');

const COMBINATIONS: readonly Anonymous[] = [
  { pull: false, push: false },
  { pull: true, push: false },
  { pull: false, push: true },
  { pull: true, push: true },
];
const KINDS: readonly [string, (rig: Rig, anonymous: Anonymous) => Promise<RoundtripGround>][] = [
  ['a token server', tokens],
  ['a proxy before htpasswd', proxied],
];
/** docker-registry lets nobody push who may not pull, whatever a token grants (distribution `registry/handlers/app.go`: appendAccessRecords). */
const reallyMay = (kind: string, { pull, push }: Anonymous): Anonymous => ({
  pull,
  push: push && (pull || !kind.includes('token')),
});
const word = (may: boolean) => (may ? 'yes' : 'no');

describe.skipIf(missing.length > 0)('who may do what, with an account that may push', { concurrent: true }, () => {
  describe.each(KINDS)('%s', { concurrent: true }, (kind, build) => {
    test.each(COMBINATIONS)('anonymous pull $pull, push $push', async (granted) => {
      const anonymous = reallyMay(kind, granted);
      const name = `round trip, ${kind} ${granted.pull} ${granted.push}`;
      await withCase(
        name,
        (rig) => build(rig, granted),
        async (rig, { stored }) => {
          const before = await stored();
          const document = await documentOf(rig, [`${NAME}/team`, '--creds-stdin'], { input: LOGIN });
          const said = JSON.stringify({ ...document, diagnosis: null }, null, 1);
          const { rights, runs, exitCode, verdict } = document;
          expect([rights?.anonymous.pull.may, rights?.anonymous.push.may], said).toEqual([
            word(anonymous.pull),
            word(anonymous.push),
          ]);
          expect([rights?.account?.pull.may, rights?.account?.push.may], said).toEqual(['yes', 'yes']);
          expect(runs.map(({ client, does, outcome }) => `${client} ${does} ${outcome}`)).toEqual([
            ...['skopeo push ok', 'buildah pull ok', 'podman pull ok', 'skopeo pull ok'],
          ]);
          expect([exitCode, verdict]).toEqual([0, anonymous.push ? 'degraded' : 'ok']);
          expect(document.findings.map(({ code }) => code)).toEqual(anonymous.push ? ['anonymous-push-allowed'] : []);
          expect(document.deployment?.yaml.includes('imagePullSecrets')).toBe(!anonymous.pull);
          expect(document.left).toEqual([]);
          expectGone(before, await stored(), document.image?.repository ?? '');
        },
      );
    });
  });
});
