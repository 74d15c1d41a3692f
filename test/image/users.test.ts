import { beforeAll, describe, expect, test } from 'vitest';
import { RESTRICTED, runContainer, UNKNOWN_USER } from './support/container.js';
import { describeImage, images, openWorkshop } from './support/provided.js';
import type { Workshop } from './support/workshop.js';

const USERS = [
  { who: "the image's own user", flags: [] },
  { who: 'root', flags: ['--user', '0:0'] },
  { who: 'uid 1000', flags: ['--user', '1000:1000'] },
  { who: 'uid 4242, without an entry in passwd', flags: UNKNOWN_USER },
  { who: 'uid 4242 of group 0', flags: ['--user', '4242:0', '--passwd=false'] },
] as const;
const ROOMS = [
  { room: 'a plain pod', flags: [] },
  { room: 'a restricted pod with a read-only root', flags: RESTRICTED },
] as const;

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop();
});

describeImage.each(['cli', 'toolkit'] as const)('%s', (target) => {
  describe.each(ROOMS)('in $room', ({ flags: room }) => {
    test.concurrent.each(USERS)('as $who: a runbook without a network, with HOME and without', async ({ flags }) => {
      const page = 'regdoctor runbook fallback-delay';
      const command = ['sh', '-ec', `${page} && echo --- && env -u HOME ${page}`];
      const ran = await runContainer(workshop, images[target], command, { flags: [...flags, ...room] });
      expect(ran.stderr).toBe('');
      expect(ran.code).toBe(0);
      const [withHome, without] = ran.stdout.split('\n---\n');
      expect(withHome).toContain('fallback-delay');
      expect(without).toBe(withHome);
    });
  });

  test('the entry point hands on exit codes and words', async () => {
    const { code, stderr } = await runContainer(workshop, images[target], ['regdoctor', 'runbook', 'no-such-code']);
    expect(stderr).toContain('no-such-code');
    expect(code).toBe(2);
  });

  test('without a command it is a shell', async () => {
    const { stdout } = await runContainer(workshop, images[target], [], { flags: ['-i'], input: 'echo $((6 * 7))\n' });
    expect(stdout).toBe('42');
  });
});
