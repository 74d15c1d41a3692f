import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CLIENTS } from '../clients/catalogue.js';
import { FINDING_CODES } from '../findings/codes.js';
import { KIND_NAMES } from '../kubernetes/kinds.js';
import { FAULTS } from '../lab/catalogue.js';
import { bashCompletion } from '../report/completion/bash.js';
import { fishCompletion } from '../report/completion/fish.js';
import { completionModel, type ManifestCommand } from '../report/completion/model.js';
import { zshCompletion } from '../report/completion/zsh.js';
import { EXIT } from '../report/exit-code.js';
import { FORMS } from '../report/forms.js';
import { UsageError } from '../report/usage.js';

const BIN = 'regdoctor';
/** Written by the build beside `dist`. */
const MANIFEST = join(dirname(fileURLToPath(import.meta.url)), '..', 'oclif.manifest.json');
const SHELLS: Readonly<Record<string, typeof bashCompletion>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** Prints the completion for a shell, made from the manifest of the commands; gives the exit code. The script calls nothing when it completes. */
export async function completion(shell: string): Promise<number> {
  const render = SHELLS[shell];
  if (render === undefined) throw new UsageError('completion: there is bash, zsh and fish', 'shell');
  const { commands } = JSON.parse(await readFile(MANIFEST, 'utf8')) as { commands: Record<string, ManifestCommand> };
  const model = completionModel(Object.values(commands), {
    clients: CLIENTS.map(({ name }) => name),
    codes: FINDING_CODES,
    forms: Object.keys(FORMS),
    kinds: KIND_NAMES,
    labs: Object.keys(FAULTS),
  });
  process.stdout.write(render(BIN, model));
  return EXIT.ok;
}
