import type { IncomingMessage } from 'node:http';
import { describe, expect, inject, test } from 'vitest';
import { NAME } from '../harness/ground.js';
import { withCase } from '../rig/fixture.js';
import type { Rig } from '../rig/rig.js';
import { LOGIN, proxied, type RoundtripGround } from './ground.js';
import { expectNoScratch, readDocument, send, started } from './run.js';
import { expectGone, expectOthersUntouched } from './storage.js';

const { missing } = inject('conformance');
const READERS = { pull: true, push: false };
/** So long after the signal arrives what was sent before it: the first look for it comes earlier. */
const LATE_MS = 600;

/** Keeps the first request of a kind waiting until the test lets it go. */
class Gate {
  readonly reached = Promise.withResolvers<void>();
  readonly #let = Promise.withResolvers<void>();
  /** The registry has answered the request that was kept. */
  readonly answered = Promise.withResolvers<void>();
  #kept: IncomingMessage | null = null;

  constructor(readonly isMeant: (asked: IncomingMessage) => boolean) {}

  /** For the front: waits where the request is the one. */
  hold(asked: IncomingMessage): Promise<void> | undefined {
    if (this.#kept !== null || !/regdoctor-roundtrip/.test(asked.url ?? '') || !this.isMeant(asked)) return undefined;
    this.#kept = asked;
    this.reached.resolve();
    return this.#let.promise;
  }

  onAnswer(asked: IncomingMessage): void {
    if (asked === this.#kept) this.answered.resolve();
  }

  open(): void {
    this.#let.resolve();
  }
}

const asks = (method: string, path: RegExp, client?: RegExp) => (asked: IncomingMessage) =>
  asked.method === method && path.test(asked.url ?? '') && (client?.test(asked.headers['user-agent'] ?? '') ?? true);

/** Runs a round trip up to a request, sends a signal, lets the request go on, and gives what the run came to. */
async function interrupted(
  rig: Rig,
  gate: Gate,
  how: { readonly signal?: 'INT' | 'TERM'; readonly group?: boolean; readonly json?: boolean },
) {
  const words = [NAME, '--creds-stdin', ...(how.json === false ? [] : ['--json'])];
  const running = started(rig, words, { input: LOGIN });
  await Promise.race([
    gate.reached.promise,
    running.then(({ stderr }) => Promise.reject(new Error(`it ended before: ${stderr}`))),
  ]);
  await send(rig, how.signal ?? 'INT', how.group);
  // As on a slow network: what was sent before the signal arrives after it.
  setTimeout(() => gate.open(), LATE_MS);
  const [result] = await Promise.all([running, gate.answered.promise]);
  return result;
}

/** A proxy with a gate in it. */
const gated = (gate: Gate) => (rig: Rig) =>
  proxied(rig, READERS, { hold: (asked) => gate.hold(asked), onAnswer: (asked) => gate.onAnswer(asked) });

async function ended(name: string, gate: Gate, how: Parameters<typeof interrupted>[2] = {}): Promise<void> {
  await withCase(name, gated(gate), async (rig, { stored }: RoundtripGround) => {
    const before = await stored();
    const result = await interrupted(rig, gate, how);
    const document = readDocument(result);
    expect(document, result.stderr).toMatchObject({ exitCode: 3, verdict: 'unknown', left: [] });
    expect(document.summary).toBe("can't tell: interrupted; nothing of it is left in the registry.");
    expect(result.stderr).toContain('interrupted: removing what was pushed');
    expect(result.stderr).toMatch(/may be left in the registry: \S+:\w+; to remove it/);
    const repository = /regdoctor-roundtrip\/[0-9a-f]+/.exec(result.stdout)?.[0];
    expectGone(
      before,
      await stored(),
      repository ?? Object.keys((await stored()).tags).find((one) => one.startsWith('regdoctor-')) ?? '',
    );
    await expectNoScratch(rig);
  });
}

describe.skipIf(missing.length > 0)('Ctrl-C in the middle', { concurrent: true }, () => {
  test('while the manifest is being pushed, and arrives all the same', () =>
    ended('interrupted push', new Gate(asks('PUT', /\/manifests\//))));

  test('while a layer is being pushed, on a terminal: all programs get the signal', () =>
    ended('interrupted layer', new Gate(asks('POST', /\/blobs\/uploads\//, /skopeo|containers/)), { group: true }));

  test('during a pull, by the end of a pod', () =>
    ended('interrupted pull', new Gate(asks('GET', /\/blobs\//)), { signal: 'TERM' }));

  test('during the removal: it goes on to its end', () =>
    ended('interrupted removal', new Gate(asks('DELETE', /\/manifests\//)), { group: false }));

  test('twice: it ends at once, says what may be left, and the printed line removes that', async () => {
    const gate = new Gate(asks('DELETE', /\/manifests\//));
    await withCase('interrupted twice', gated(gate), async (rig, { stored }) => {
      const before = await stored();
      const running = started(rig, [NAME, '--creds-stdin'], { input: LOGIN });
      await gate.reached.promise;
      await send(rig, 'INT');
      await send(rig, 'INT');
      const { stderr, code } = await running;
      expect(code, stderr).toBe(3);
      const [, name = '', tag, line = ''] =
        /may be left in the registry: (\S+):(\w+); to remove it \(LOGIN holds user:password\): (.*)/.exec(stderr) ?? [];
      const repository = name.replace(`${NAME}/`, '');
      const after = await stored();
      expect(after.tags[repository]).toEqual([tag]);
      expectOthersUntouched(before, after, repository);
      await expectNoScratch(rig);
      const removed = await rig.host.run('sh', ['-c', `cd /root; ${line}; ls`], { env: { LOGIN } });
      expect(removed, removed.stderr).toMatchObject({ code: 0, stdout: expect.not.stringContaining('login.json') });
      expectGone(before, await stored(), repository);
    });
  });
});
