import { fold } from '../text/fold.js';
import type { Style, TextOptions } from '../text/style.js';
import type { RoundtripDeployment } from './schema.js';

/** Ends the here-document; no line of the YAML is like it. */
const END = 'REGDOCTOR_EOF';
/** A little more than the Deployment's own deadline. */
const WAIT = '130s';

/** The Deployment as lines to paste: how its image is to be had first, where it is gone. */
export function deploymentLines(
  { yaml, again, secret, notes }: RoundtripDeployment,
  style: Style,
  { width }: TextOptions,
): string[] {
  const heading =
    again === null
      ? 'To try it from the cluster:'
      : 'To try it from the cluster, paste what this prints (the image of what follows here is gone again):';
  const name = 'deployment/regdoctor-roundtrip';
  const paste = [
    ...secret,
    `kubectl apply -f - <<'${END}'`,
    ...(again === null ? [] : ['# This image has been removed: it can not be pulled any more.']),
    ...yaml.trimEnd().split('\n'),
    END,
    `kubectl rollout status ${name} --timeout=${WAIT}`,
    `kubectl delete ${name}${secret.length === 0 ? '' : ' secret/regdoctor-roundtrip'}`,
  ];
  return [
    ...fold(heading, width, '  ', '').map((line) => style.paint('bold', line)),
    ...(again === null ? [] : [style.paint('cyan', again)]),
    ...notes.flatMap((note) => fold(note, width, '  ')),
    '',
    ...paste.map((line) => style.paint(again === null ? 'cyan' : 'dim', line)),
  ];
}
