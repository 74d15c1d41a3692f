import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CompletionGround, completionGround } from './completing-shells.js';

/** CI installs them all, so there nothing is skipped (scripts/install-test-programs.sh). */
const SHELLS = (['bash', 'zsh', 'fish'] as const).map((shell) => ({ shell, isHere: existsSync(`/usr/bin/${shell}`) }));

const COMMANDS: readonly string[] = Object.keys(JSON.parse(readFileSync('oclif.manifest.json', 'utf8')).commands);

let ground: CompletionGround;
beforeAll(async () => {
  ground = await completionGround();
});
afterAll(() => ground.remove());

for (const { shell, isHere } of SHELLS)
  describe.skipIf(!isHere && process.env['CI'] === undefined)(`${shell} completes`, () => {
    const offers = async (line: string): Promise<readonly string[]> => {
      const all = await ground.offers[shell](line);
      // Shells differ in whether they show the flag before the value, the slash of a directory, and a blank as it is quoted.
      return all
        .map((offer) =>
          offer
            .trim()
            .replace(/^--[a-z-]+=/, '')
            .replace(/\/$/, '')
            .replace('\\ ', ' '),
        )
        .toSorted();
    };

    test('commands', async () => {
      expect(await offers('regdoctor che')).toEqual(['check']);
      expect(await offers('regdoctor re')).toEqual(['report']);
      const all = await offers('regdoctor ');
      expect(all).toEqual(expect.arrayContaining([...COMMANDS]));
    });

    test('the flags of the command, and no others', async () => {
      expect(await offers('regdoctor check a/b --wa')).toEqual(['--wait', '--watch']);
      expect(await offers('regdoctor codes --')).toEqual(['--help', '--json']);
    });

    test('names of clients, alone and with a version to come', async () => {
      expect(await offers('regdoctor check --client buildah')).toEqual(['buildah', 'buildah@']);
      expect(await offers('regdoctor plan a/b -c k0')).toEqual(['k0s', 'k0s@']);
      expect(await offers('regdoctor check --client=ora')).toEqual(['oras', 'oras@']);
    });

    test('fixed values', async () => {
      expect(await offers('regdoctor check --network ')).toEqual(['host', 'node', 'pod']);
      expect(await offers('regdoctor check --tls-verify=')).toEqual(['false', 'true']);
      expect(await offers('regdoctor completion ')).toEqual(['bash', 'fish', 'zsh']);
      expect(await offers('regdoctor pod-spec --kind debug')).toEqual(['debug-node', 'debug-pod']);
    });

    test('codes and labs', async () => {
      expect(await offers('regdoctor runbook fallback')).toEqual(['fallback-delay']);
      expect(await offers('regdoctor lab tls-unk')).toEqual(['tls-unknown-ca']);
    });

    test('files where a file goes, with blanks in their names; directories where only those go', async () => {
      expect(await offers('regdoctor report re')).toEqual(['report.json']);
      expect(await offers('regdoctor check --file ')).toEqual(['a list.txt', 'folder', 'report.json']);
      expect(await offers('regdoctor check --from-manifest=rep')).toEqual(['report.json']);
      expect(await offers('regdoctor check --root ')).toEqual(['folder']);
    });

    test('forms, and a file after the equals sign', async () => {
      expect(await offers('regdoctor check --output h')).toEqual(['html']);
      expect(await offers('regdoctor check -o j')).toEqual(['json', 'jsonl', 'junit']);
      for (const line of ['--output html=rep', '--output=html=rep', '-o html=rep']) {
        const [file, ...more] = await offers(`regdoctor check ${line}`);
        expect([file?.replace(/^html=/, ''), more]).toEqual(['report.json', []]);
      }
    });

    test('nothing where only the user can know', async () => {
      expect(await offers('regdoctor check ')).toEqual([]);
      expect(await offers('regdoctor check --timeout ')).toEqual([]);
    });
  });
