import type { Observation } from '../../clients/client.js';
import type { Case, DiagnosisContext } from '../context.js';
import { deadSettings, INFO, type Weight } from '../dead-setting.js';
import type { Rule } from '../rule.js';

/** A setting that works now and is gone in the next version. */
export const configDeprecated: Rule = {
  code: 'config-deprecated',
  notices: (context) =>
    deadSettings('config-deprecated', context, weigh).map((found) => ({
      ...found,
      nextStep: found.nextStep
        .replace('; as it stands it does nothing', '; it works now, and has no effect after the update')
        .replace(/^write the setting where (.*) reads it:/, 'before the update, write it in the form that $1 keeps:'),
    })),
};

/** Warning where the client gets through only thanks to the file, and the file decided something for this reference. */
function weigh(entry: Case, { source }: Observation, context: DiagnosisContext): Weight {
  if (source.kind !== 'file' || (entry.outcome !== 'ok' && entry.outcome !== 'slow')) return INFO;
  const decides = entry.plan.sources.some(({ kind, name }) => kind === 'file' && name === source.name);
  if (!decides) return INFO;
  const without = context.trials.run(entry.plan, { files: [{ path: source.name, content: null }] });
  if (without.walk.outcome !== 'fail') return INFO;
  const text = `without ${source.name}, ${entry.plan.client} fails: ${without.walk.failure?.text ?? 'nothing answers'}`;
  return { severity: 'warning', evidence: [{ text, fact: null }] };
}
