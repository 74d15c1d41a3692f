import { CLIENTS } from '../../clients/catalogue.js';
import { FINDING_CODES } from '../../findings/codes.js';
import { KIND_NAMES } from '../../kubernetes/kinds.js';
import { FAULTS } from '../../lab/catalogue.js';
import { bashCompletion } from '../../report/completion/bash.js';
import { fishCompletion } from '../../report/completion/fish.js';
import { completionModel, type ManifestCommand } from '../../report/completion/model.js';
import { zshCompletion } from '../../report/completion/zsh.js';
import { FORMS } from '../../report/forms.js';

const BIN = 'regdoctor';

/**
 * The completion of each shell by its name, from the commands of oclif.manifest.json. Called by the build (`scripts/completion.mjs`): a shell that starts
 * would wait for the catalogues that the names come from.
 */
export function completionScripts(commands: readonly ManifestCommand[]): Readonly<Record<string, string>> {
  const model = completionModel(commands, {
    clients: CLIENTS.map(({ name }) => name),
    codes: FINDING_CODES,
    forms: Object.keys(FORMS),
    kinds: KIND_NAMES,
    labs: Object.keys(FAULTS),
  });
  return { bash: bashCompletion(BIN, model), zsh: zshCompletion(BIN, model), fish: fishCompletion(BIN, model) };
}
