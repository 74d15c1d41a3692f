import { observationsOf } from '../../findings/observations.js';
import { type FixDraft, type FixRule, NO_CHANGE, write } from '../fix.js';
import { reloadFor } from '../reload.js';

const CLEAR_TEXT =
  'certificates of this registry are not checked then, and plain HTTP is allowed, as the setting asks for';

/** A setting without effect, written where it has one. */
export const applyCure: FixRule = {
  codes: [
    'config-ignored-wrong-path',
    'config-unknown-key',
    'config-wrong-dialect',
    'config-conflict',
    'config-parse-error',
    'config-deprecated',
  ],
  drafts(finding, entry, context) {
    return observationsOf(finding, entry.plan).flatMap(({ cure, meant }): FixDraft[] => {
      if (cure.length === 0) return [];
      return [
        {
          ...NO_CHANGE,
          kind: 'host',
          summary: `write the setting where ${entry.plan.client} reads it: ${cure.map(({ path }) => path).join(', ')}`,
          limits: meant === 'insecure' ? [CLEAR_TEXT] : [],
          files: cure.map(({ path, content }) => write(path, content)),
          reload: reloadFor(
            entry.plan.client,
            cure.map(({ path }) => path),
            context.host,
          ),
        },
      ];
    });
  },
};
