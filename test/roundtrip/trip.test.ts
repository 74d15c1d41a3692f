import { expect, test } from 'vitest';
import { runStep, type Trip } from '../../src/roundtrip/trip.js';

const TOKEN = `eyJ${'a'.repeat(20)}.${'b'.repeat(20)}.${'c'.repeat(20)}`;
const trip = (changed: Partial<Trip> = {}): Trip => ({
  names: { repository: 'a', name: 'registry.test/a', tag: 'b', anonymousTag: 'c' },
  access: { tlsVerify: null, certDirectory: null, authFile: null },
  ...{ skopeo: 'skopeo', anonymous: true, scratch: '/nowhere', secrets: [] },
  enclose: (line) => line,
  deadline: performance.now() + 20_000,
  signal: new AbortController().signal,
  onStep: () => undefined,
  ...changed,
});
const fails = { program: 'sh', parameters: ['-c', `echo "Error: refused Bearer ${TOKEN}" >&2; exit 1`] };

test('a token that a server says back stands in no output', async () => {
  const { says, output } = await runStep(trip(), fails, '/nowhere');
  expect(says).toContain('refused');
  expect(`${says} ${output}`).not.toContain(TOKEN);
});

test('a program runs in the mounts that it is given, with its own directory, and under its own name', async () => {
  const enclose: Trip['enclose'] = (line, scratch) => ({
    ...line,
    program: 'echo',
    parameters: [line.program, scratch],
  });
  const { output, program } = await runStep(trip({ enclose }), fails, '/scratch/podman');
  expect({ output, program }).toEqual({ output: 'sh /scratch/podman', program: 'sh' });
});
