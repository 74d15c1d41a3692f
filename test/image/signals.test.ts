import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { untilPrinted } from '../conformance/rig/daemon.js';
import { Namespace } from '../conformance/rig/namespace.js';
import { PROGRAM_PATH } from '../conformance/rig/programs.js';
import { describeImage, images, openWorkshop } from './support/provided.js';
import type { Workshop } from './support/workshop.js';

/** Ends "at once" for a person; a check against a silent port would take its whole time limit. */
const AT_ONCE_MS = 2000;
/** Takes connections and never answers. */
const SILENT = `require('node:net').createServer(() => console.log('connected')).listen(5000, '127.0.0.1', () => console.log('listening'))`;
const CHECK = [
  'regdoctor',
  'check',
  '127.0.0.1:5000/team/app:1',
  '--client',
  'skopeo',
  '--timeout',
  '60',
  '--step-timeout',
  '60',
];

let workshop: Workshop;
let network: Namespace;
let silent: ChildProcess;
beforeAll(async () => {
  workshop = await openWorkshop();
});
beforeEach(async () => {
  network = await Namespace.create();
  silent = network.start(process.execPath, ['-e', SILENT]);
  await untilPrinted('the silent port', silent, /listening/);
});
afterEach(() => network.end());
afterAll(() => network.end());

/** How a container in the foreground ended. */
interface Ended {
  readonly code: number | null;
  readonly printed: string;
  /** From the moment that it was told to end. */
  readonly ms: number;
}

/** Runs a container in the silent network, tells it to end once `begun` holds, and waits for it. */
async function interrupt(
  command: readonly [string, ...string[]],
  begun: (container: ChildProcess) => Promise<void>,
  tell: (container: ChildProcess) => void,
): Promise<Ended> {
  const [program, ...args] = command;
  const container = spawn(program, args, { env: { PATH: PROGRAM_PATH, ...workshop.environment } });
  let printed = '';
  for (const stream of [container.stdout, container.stderr])
    stream.on('data', (chunk) => {
      printed += chunk;
    });
  const ended = once(container, 'exit');
  await begun(container);
  const told = performance.now();
  tell(container);
  const [code] = await ended;
  return { code, printed, ms: performance.now() - told };
}

const connected = () => untilPrinted('the check', silent, /connected/);
const run = (name: string, ...flags: string[]) =>
  ['podman', 'run', '--rm', '--name', name, '--network', `ns:/proc/${network.pid}/ns/net`, ...flags] as const;

describeImage('signals', () => {
  test('Ctrl-C on a terminal ends a check at once, and it says what it knows', async () => {
    const command = [...run('ctrl-c', '-it'), images.cli, ...CHECK].join(' ');
    const { code, printed, ms } = await interrupt(
      ['script', '--quiet', '--return', '--command', command, '/dev/null'],
      connected,
      (container) => container.stdin?.write('\x03'),
    );
    expect(ms).toBeLessThan(AT_ONCE_MS);
    expect(printed).toMatch(/skopeo/);
    expect(printed).toMatch(/unknown/i);
    expect(code).toBe(3);
  });

  test.each(['INT', 'TERM'])('SIG%s, as a kubelet or a person with kill sends it, too', async (signal) => {
    const name = `signal-${signal.toLowerCase()}`;
    const { printed, ms } = await interrupt([...run(name), images.toolkit, ...CHECK], connected, () =>
      workshop.run('podman', ['kill', '--signal', signal, name]),
    );
    expect(ms).toBeLessThan(AT_ONCE_MS);
    expect(printed).toMatch(/unknown/i);
  });

  test('a pod that only sleeps can be deleted without waiting for the grace period', async () => {
    const slept = await interrupt(
      [...run('sleeper'), images.toolkit, 'sh', '-c', 'echo begun; exec sleep 60'],
      (container) => untilPrinted('the sleeper', container, /begun/),
      () => workshop.run('podman', ['kill', '--signal', 'TERM', 'sleeper']),
    );
    expect(slept.ms).toBeLessThan(AT_ONCE_MS);
    expect(slept.code).toBe(128 + 15);
  });
});
