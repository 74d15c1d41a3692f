import type { Judged } from '../run/run-case.js';

/** One judged case for people: a line where it agrees, everything needed to understand it where it does not. */
export function describe({ one, prediction, pulled, disagreement, whole }: Judged): string {
  const real = pulled === null ? 'does not start' : pulled.ok ? 'ok' : 'fail';
  const times = `${prediction.ms} ms predicted, ${Math.round(pulled?.ms ?? 0)} ms`;
  const line = `${disagreement === null ? 'agree' : 'DISAGREE'} ${one.seed} ${one.client} ${one.reference}: ${prediction.outcome}, ${real}; ${times}${whole ? '' : ', first round'}`;
  if (disagreement === null) return line;
  const files = Object.entries(one.files).map(([path, text]) => `--- ${path}\n${text.trimEnd()}`);
  const network = Object.entries(one.network)
    .filter(([, { speaks }]) => speaks !== 'refused')
    .map(
      ([place, { speaks, certificate, auth, realm, answers }]) =>
        `  ${place} ${speaks} ${certificate} ${auth}/${realm} ${answers}`,
    );
  return [
    line,
    `${disagreement.kind}:\n${disagreement.text}`,
    `predicted: ${prediction.says}`,
    `it said: ${pulled?.said.trim() ?? ''}`,
    `flags: tls-verify ${one.tlsVerify}, creds ${one.credentials}; environment ${JSON.stringify(one.environment)}`,
    ...network,
    ...files,
    '',
  ].join('\n');
}
