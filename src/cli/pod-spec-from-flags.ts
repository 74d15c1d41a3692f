import type { Form, Kind, KindName } from '../kubernetes/kinds.js';
import { isKindName, isPodKind, KIND_NAMES, KINDS } from '../kubernetes/kinds.js';
import { debugNodeLine, debugPodLine } from '../kubernetes/lines/debug.js';
import { runLine } from '../kubernetes/lines/run.js';
import { objectsOf, yamlOf } from '../kubernetes/manifests/manifests.js';
import type { PodRequest } from '../kubernetes/request.js';
import { nearestCodes } from '../report/codes/nearest.js';
import { EXIT } from '../report/exit-code.js';
import { fold } from '../report/text/fold.js';
import { UsageError } from '../report/usage.js';
import { cleanText } from '../text/clean.js';
import { type PodSpecFlags, podRequest } from './pod-request.js';
import { terminalOptions } from './terminal.js';

/** Longest echo of a word that is no kind. */
const MAX_ECHO_CHARACTERS = 60;

/**
 * Prints the line or manifest that the flags ask for on stdout, and on stderr what its namespace must allow; without a kind the list of them.
 * @param words the reference, then words for the check.
 * @returns the exit code. Wrong values throw `UsageError`.
 */
export function podSpecFromFlags(words: readonly string[], flags: PodSpecFlags): number {
  if (flags.kind === undefined) {
    process.stdout.write(listOfKinds(terminalOptions(process.stdout, process.env, false).width));
    return EXIT.ok;
  }
  const kind = kindFrom(flags.kind);
  const form = formFrom(kind, flags.form);
  const { request, notes } = podRequest(words, kind, form, flags);
  process.stdout.write(form === 'yaml' ? manifestText(kind, request) : `${lineText(kind, request)}\n`);
  const { level, because } = KINDS[kind];
  const needs = because === null ? [] : [`needs a namespace that admits Pod Security "${level}": ${because}`];
  for (const note of [...needs, ...notes]) process.stderr.write(`# ${note}\n`);
  return EXIT.ok;
}

function kindFrom(word: string): KindName {
  if (isKindName(word)) return word;
  const nearest = nearestCodes(word, KIND_NAMES);
  throw new UsageError(
    `--kind: none is called "${cleanText(word, MAX_ECHO_CHARACTERS)}"; there are ${KIND_NAMES.join(', ')}`,
    '--kind',
    nearest[0] === undefined ? null : `--kind ${nearest[0]}`,
  );
}

function formFrom(kind: KindName, asked: string | undefined): Form {
  const forms: readonly Form[] = KINDS[kind].forms;
  const form = forms.find((one) => one === (asked ?? KINDS[kind].forms[0]));
  if (form !== undefined) return form;
  throw new UsageError(
    kind.startsWith('debug-')
      ? `--form: ${kind} is a line only: kubectl debug makes the pod`
      : `--form: ${kind} is a manifest only`,
    '--form',
    `--kind ${kind} --form ${forms[0]}`,
  );
}

function lineText(kind: KindName, request: PodRequest): string {
  const { node, pod } = request;
  if (kind === 'debug-node' && node !== null) return debugNodeLine({ ...request, node });
  if (kind === 'debug-pod' && pod !== null) return debugPodLine({ ...request, pod });
  if (isPodKind(kind)) return runLine(kind, request);
  throw new Error(`${kind} has no line`);
}

function manifestText(kind: KindName, request: PodRequest): string {
  if (kind === 'debug-node' || kind === 'debug-pod') throw new Error(`${kind} has no manifest`);
  return yamlOf(objectsOf(kind, request));
}

/** The list of kinds: name, level, what each is for and how far it sees. */
function listOfKinds(width: number): string {
  const entries = KIND_NAMES.map((name) => {
    const { summary, level, sees, seesNot, forms }: Kind = KINDS[name];
    const texts = [
      summary,
      ...(sees === null ? [] : [`sees: ${sees}`]),
      ...(seesNot === null ? [] : [`does not see: ${seesNot}`]),
    ];
    const needs = sees === null ? 'no pod' : `Pod Security: ${level}`;
    return [
      `${name} (${needs}; ${forms.join(', ')})`,
      ...texts.flatMap((text) => fold(text, width, '    ', '  ')),
    ].join('\n');
  });
  const head = fold(
    'regdoctor pod-spec REF --kind KIND prints one of these, with your image and reference in it. Pod Security: the strictest level that its namespace may enforce.',
    width,
    '',
  );
  return `${head.join('\n')}\n\n${entries.join('\n\n')}\n`;
}
