import { CODE_CATALOGUE } from '../../findings/code-catalogue.js';
import { isFindingCode } from '../../findings/codes.js';

/** What a level of SARIF stands for here. */
export type Level = 'error' | 'warning' | 'note';
export const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<string, Level>;

/** A rule as SARIF describes it (reportingDescriptor). */
export interface Rule {
  readonly id: string;
  readonly shortDescription?: { readonly text: string };
  readonly fullDescription?: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown: string };
  readonly defaultConfiguration?: { readonly level: Level };
  readonly properties: { readonly tags: readonly string[] };
}

/** The rule behind a code, with what its runbook begins with and how to read all of it offline. */
export function ruleOf(code: string): Rule {
  const command = `regdoctor runbook ${code}`;
  const properties = { tags: ['container-registry', code.split('-')[0] ?? code] };
  if (!isFindingCode(code))
    return { id: code, help: { text: `All of it: ${command}`, markdown: `All of it: \`${command}\`` }, properties };
  const { title, meaning, known, severity } = CODE_CATALOGUE[code];
  return {
    id: code,
    shortDescription: { text: `${title}.` },
    fullDescription: { text: meaning },
    help: {
      text: `${meaning}\nHow it is known: ${known}\nAll of it: ${command}`,
      markdown: `${meaning}\n\n**How it is known:** ${known}\n\nAll of it: \`${command}\``,
    },
    defaultConfiguration: { level: LEVELS[severity] },
    properties,
  };
}
