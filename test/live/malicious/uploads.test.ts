import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answering, challenging, http } from './support/answers.js';
import { type Attack, type Places, withstand } from './support/attack.js';
import { type Ground, makeGround } from './support/ground.js';

let ground: Ground;
beforeAll(async () => {
  ground = await makeGround();
}, 60_000);
afterAll(() => ground.clear());

describe('an upload', () => {
  /** A session at the given address. */
  const session =
    (location: (places: Places) => string): Attack['registry'] =>
    (places) =>
      http(
        challenging('Basic realm="here"', (request, response) =>
          answering(
            request.method === 'POST' ? 202 : 404,
            request.method === 'POST' ? { location: location(places) } : {},
          )(request, response),
        ),
      );
  const changesNothing: Attack['after'] = ({ other, plain }) => {
    expect(`${other}${plain}`).not.toMatch(/(POST|PUT|PATCH|DELETE) \//);
  };
  const attacks: readonly Attack[] = [
    {
      name: 'whose Location is on another host: nothing is deleted there, and no login sent',
      registry: session(({ other }) => `https://${other}/v2/team/app/blobs/uploads/1`),
      other: () => http(answering(401, { 'www-authenticate': 'Basic realm="give it here"' })),
      operation: 'push',
      by: 'cli',
      exit: [0, 1, 3],
      said: /other\.test/,
      after: changesNothing,
    },
    {
      name: 'whose Location is on plain HTTP',
      registry: session(({ plain }) => `http://${plain}/v2/team/app/blobs/uploads/1`),
      operation: 'push',
      by: 'check',
      exit: [0, 1, 3],
      said: /other\.test/,
      after: changesNothing,
    },
    ...['127.0.0.1', '169.254.169.254', '[::1]'].map(
      (host): Attack => ({
        name: `whose Location is near, at ${host}`,
        registry: session(({ forbiddenPort }) => `http://${host}:${forbiddenPort}/index`),
        operation: 'push',
        by: 'check',
        exit: 3,
        said: /upload at .*: registry\.test:\d+ sends clients there, but/,
      }),
    ),
    {
      name: 'whose Location has a login in it',
      registry: session(({ registry }) => `https://mallory:stolen-password@${registry}/v2/team/app/blobs/uploads/1`),
      operation: 'push',
      by: 'check',
      exit: [0, 1, 3],
      said: /.*/,
      unsaid: /stolen-password/,
    },
  ];
  test.each(attacks)('$name', (attack) => withstand(ground, attack));
});
