import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { table } from 'table';
import { isFaultName, labCatalogue } from '../lab/catalogue.js';
import { type Lab, startLab } from '../lab/lab.js';
import { EXIT } from '../report/exit-code.js';
import { UsageError } from '../report/usage.js';
import { cleanText } from '../text/clean.js';
import { emitReport } from './emit.js';
import { checkLab } from './lab-check.js';
import { outputsFrom } from './outputs.js';

/** Longest echo of a name. */
const MAX_ECHO_CHARACTERS = 60;

export interface LabFlags {
  readonly check: boolean;
  readonly json: boolean;
  readonly verbose: boolean;
  readonly directory?: string | undefined;
}

/** Lists the labs, or starts one: checks it at once, or lays its files out and serves until interrupted. */
export async function lab(name: string | undefined, flags: LabFlags): Promise<number> {
  if (name === undefined) {
    const rows = labCatalogue().map((entry) => [entry.name, entry.client, entry.title]);
    process.stdout.write(
      table([['lab', 'client', 'what is wrong'], ...rows], { columns: { 2: { width: 70, wrapWord: true } } }),
    );
    return EXIT.ok;
  }
  if (!isFaultName(name))
    throw new UsageError(
      `lab: there is none called "${cleanText(name, MAX_ECHO_CHARACTERS)}"; regdoctor lab lists them`,
      'lab',
    );
  const running = await startLab(name);
  try {
    if (flags.check) {
      if (!flags.json) process.stdout.write(`${running.describe()}\n\n`);
      return await emitReport(await checkLab(running, { json: flags.json }), outputsFrom(flags), flags);
    }
    await serve(running, flags.directory ?? (await mkdtemp(join(tmpdir(), 'regdoctor-lab-'))));
    return EXIT.ok;
  } finally {
    await running.stop();
  }
}

/** The flags of a check that shows a fault of pushes. */
function pushed({ push }: Lab): string {
  if (push === null) return '';
  return push.partBytes === undefined ? ' --push' : ` --push --push-size ${push.partBytes}`;
}

/** Lays the lab's files below a directory, says how to check it from another terminal, and waits for Ctrl-C. */
async function serve(running: Lab, directory: string): Promise<void> {
  for (const { path, content } of running.files) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), content);
  }
  const moved = running.portMap === null ? '' : '\nPorts had to move, so only `--check` reaches this lab without root.';
  process.stdout.write(
    `${running.describe()}\n\nIts files are under ${directory}. In another terminal:\n  regdoctor check ${running.references.image} --root ${directory} --client ${running.client}${pushed(running)}${moved}\nCtrl-C ends it.\n`,
  );
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
