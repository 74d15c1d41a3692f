import { redactJson } from './redact-json.js';
import { REDACTED } from './redact-values.js';
import { reportedValue } from './reported-variables.js';

/** The variables that may go into a report: those that decisions read, proxy passwords redacted. Nothing else leaves. */
export function redactEnvironment(environment: Readonly<Record<string, string>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    // Its decisions hang on its keys; what isn't JSON is no login of anybody.
    const shown = name === 'DOCKER_AUTH_CONFIG' ? (redactJson(value) ?? REDACTED) : reportedValue(name, value);
    if (shown !== null) kept[name] = shown;
  }
  return kept;
}
