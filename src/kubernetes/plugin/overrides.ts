import { isPodKind, KIND_NAMES } from '../kinds.js';
import { overridesOf } from '../lines/run.js';
import { wrapJson } from '../lines/wrap-json.js';
import { partsOf } from '../parts-of.js';

/** Stand for values that only the script knows; no letter of them is in anything else that a pod spec says. */
const PLACES: Readonly<Record<string, string>> = { 'POD-NAME': 'name', 'NODE-NAME': 'node', 'SECRET-NAME': 'secret' };

/**
 * A function of the shell script that prints `--overrides` for `$kind`, `$node` and `$secret`: the same data as `regdoctor pod-spec`, one case for each
 * combination; nothing where a plain pod needs none.
 */
export function overridesFunction(): string {
  const cases = KIND_NAMES.filter(isPodKind).flatMap((kind) =>
    [null, 'NODE-NAME'].flatMap((node) =>
      [null, 'SECRET-NAME'].flatMap((secret) => {
        const overrides = overridesOf(partsOf(kind, { node, secret }), 'POD-NAME');
        if (overrides === null) return [];
        const pattern = `${kind},${node === null ? '' : 'node'},${secret === null ? '' : 'secret'}`;
        return [`    ${pattern}) printf '%s' '\n${withPlaces(wrapJson(overrides))}' ;;`];
      }),
    ),
  );
  return [
    'overrides() {',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's
    '  case "$kind,${node:+node},${secret:+secret}" in',
    ...cases,
    '  esac',
    '}',
  ].join('\n');
}

/** Out of the single quotes, the variable in double quotes, into single quotes again. */
function withPlaces(json: string): string {
  return Object.entries(PLACES).reduce((text, [place, variable]) => text.replaceAll(place, `'"$${variable}"'`), json);
}
