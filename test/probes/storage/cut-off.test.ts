import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tryNamespace } from '../../../src/probes/storage/namespaces.js';

test('a try that was cut off has shown nothing, however far it came', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'regdoctor-cut-off-'));
  const before = process.env['PATH'];
  onTestFinished(() => {
    process.env['PATH'] = before;
    rmSync(directory, { recursive: true });
  });
  const shim = join(directory, 'unshare');
  writeFileSync(shim, `#!/bin/sh\nprintf 'map\\t0\\t\\noverlay\\t0\\t\\n'\nkill -9 $$\n`);
  chmodSync(shim, 0o755);
  process.env['PATH'] = `${directory}:${before}`;
  const tried = await tryNamespace({
    kind: 'none',
    maps: null,
    scratch: directory,
    mountOptions: '',
    mountProgram: null,
    mountProgramFirst: false,
    userXattr: false,
    container: true,
    noNewPrivileges: false,
    signal: new AbortController().signal,
  });
  expect(tried.made).toEqual({ outcome: 'not tried', says: 'the shell in it was ended' });
  expect(tried.overlay.outcome).toBe('not tried');
});
