import { describe, expect, test } from 'vitest';
import { type Choice, choosePrograms } from '../../src/prove/choose-programs.js';
import type { RealClient } from '../../src/prove/real-clients.js';
import type { ReportClient } from '../../src/report/schema.js';
import { aReport } from '../report/a-report.js';

function anyClient(client: string): ReportClient {
  const [first] = aReport().clients;
  if (first === undefined) throw new Error('a report has a client');
  return { ...first, client };
}

const real = (name: string): RealClient => ({
  name,
  program: `/usr/bin/${name}`,
  pull: () => ({ program: name, parameters: [] }),
});

const STORED = {
  describe: () => ({ program: 'crictl', parameters: [] }),
  list: () => ({ program: 'crictl', parameters: [] }),
  isThere: () => ({ program: 'crictl', parameters: [] }),
  remove: () => ({ program: 'crictl', parameters: [] }),
};

/** Clients judged, programs here, and what else differs. */
function choose(
  judged: string[],
  here: string[],
  more: Partial<Omit<Choice, 'report' | 'here'>> & { files?: string; stored?: string[] } = {},
) {
  const { files = '/', stored = [], ...given } = more;
  const { chosen, notes } = choosePrograms({
    report: {
      clients: judged.map(anyClient),
      vantage: { network: 'pod', resolver: 'pod', files },
    },
    here: [...here.map(real), ...stored.map((name) => ({ ...real(name), stored: STORED }))],
    named: [],
    withheld: [],
    allowInsecureAuth: false,
    isAnonymous: false,
    hasAccount: false,
    ...given,
  });
  return { run: chosen.map((entry) => entry.real.name), notes };
}

describe('which programs are run', () => {
  test('those that were judged and are here', () => {
    expect(choose(['buildah', 'skopeo'], ['buildah', 'podman', 'skopeo'])).toEqual({
      run: ['buildah', 'skopeo'],
      notes: [],
    });
  });

  test('one that is not here is named', () => {
    expect(choose(['buildah', 'skopeo'], ['skopeo'])).toEqual({
      run: ['skopeo'],
      notes: ['--prove: buildah: not on the PATH here'],
    });
  });

  test('none is here: one line', () => {
    expect(choose(['skopeo'], [])).toEqual({
      run: [],
      notes: ['--prove: nothing was run, so the prediction stays unproven: skopeo: not on the PATH here'],
    });
  });

  test('daemons are not run: their pulls change the machine', () => {
    const { run, notes } = choose(['skopeo', 'docker', 'containerd'], ['skopeo']);
    expect(run).toEqual(['skopeo']);
    expect(notes).toEqual([expect.stringMatching(/^--prove: docker, containerd: not run, because only buildah/)]);
  });

  test('a runtime with its socket here is asked where it is named, and without an account', () => {
    const socket = { stored: ['containerd'], files: '/host' };
    expect(choose(['containerd'], [], socket)).toEqual({
      run: [],
      notes: [expect.stringContaining('goes into the storage of the node; name it with --client')],
    });
    const named = { ...socket, named: ['containerd'] };
    expect(choose(['containerd'], [], named)).toEqual({ run: ['containerd'], notes: [] });
    expect(choose(['containerd'], [], { ...named, hasAccount: true }).run).toEqual([]);
    expect(choose(['containerd'], [], { ...named, isAnonymous: true }).run).toEqual([]);
  });

  test("another machine's files: not run unless named", () => {
    const elsewhere = { files: '/host' };
    expect(choose(['skopeo'], ['skopeo'], elsewhere)).toEqual({
      run: [],
      notes: [expect.stringMatching(/^--prove: nothing was run, .*: skopeo: .*another machine's \(\/host\)/)],
    });
    const named = { ...elsewhere, named: ['skopeo'] };
    expect(choose(['skopeo'], ['skopeo'], named)).toEqual({
      run: [],
      notes: [expect.stringContaining('its own logins and settings, which were not judged')],
    });
    const run = { run: ['skopeo'], notes: [] };
    expect(choose(['skopeo'], ['skopeo'], { ...named, allowInsecureAuth: true })).toEqual(run);
    expect(choose(['skopeo'], ['skopeo'], { ...named, isAnonymous: true })).toEqual(run);
  });

  test('nobody was judged: one line', () => {
    expect(choose([], ['skopeo']).notes).toEqual(['--prove: nothing was run, so the prediction stays unproven']);
  });

  test("nobody's login: only the program that has a flag for it", () => {
    const { run, notes } = choose(['buildah', 'skopeo'], ['buildah', 'skopeo'], { isAnonymous: true });
    expect(run).toEqual(['skopeo']);
    expect(notes.join()).toContain('buildah: not run, because it has no flag');
  });

  test('one that would send a credential over plain HTTP is not run', () => {
    const { run, notes } = choose(['buildah', 'skopeo'], ['buildah', 'skopeo'], { withheld: ['skopeo'] });
    expect(run).toEqual(['buildah']);
    expect(notes.join()).toContain('skopeo: not run, because it would, or could, send a credential over plain HTTP');
    expect(notes.join()).toContain('--allow-insecure-auth');
  });
});
