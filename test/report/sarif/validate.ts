import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';

const SCHEMA = resolve(import.meta.dirname, 'fixtures/sarif-2.1.0-rtm.5.json');
/** RFC 3986: no spaces, no other signs that must be escaped, `%` only before two digits. */
const URI_REFERENCE = /^(?:%[0-9A-Fa-f]{2}|[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=])*$/;
let validate: ValidateFunction | null = null;

/** What is wrong with a text as JSON and by the schema of SARIF 2.1.0; empty: nothing. */
export function sarifProblems(text: string): readonly string[] {
  validate ??= compiled();
  validate(JSON.parse(text));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** The schema is draft 4, whose words are those of draft 7 but for the name of its id; one of its patterns is none with the flag u. */
function compiled(): ValidateFunction {
  const { id: _, $schema: _s, ...schema } = JSON.parse(readFileSync(SCHEMA, 'utf8'));
  const formats = {
    uri: (value: string) => URL.canParse(value),
    'uri-reference': URI_REFERENCE,
    'date-time': (value: string) => !Number.isNaN(Date.parse(value)),
  };
  return new Ajv({ allErrors: true, strict: false, unicodeRegExp: false, formats }).compile(schema);
}
