import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../src/clients/client.js';
import { buildPlanDocument } from '../../../src/report/plan/build.js';
import { renderPlanText } from '../../../src/report/plan/text.js';
import { planJsonSchema } from '../../../src/report/schema-json.js';
import { aChallenge, anyOf, aRequest } from '../../replay/a-request.js';
import { aClientPlan, aLine } from './a-client-plan.js';

const PLAIN = { color: false, unicode: true, width: 100, verbose: false };
const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(planJsonSchema() as object);
const insecure = aLine('/etc/containers/registries.conf', 3, 'insecure = true');
const ping = aRequest('http://reg.test/v2/', { sources: [insecure] });
const buildah = aClientPlan({
  kind: 'retry',
  attempts: 4,
  delaysMs: [2000],
  when: { kinds: ['tcp-refused'], except: [], statuses: null, exceptStatuses: [], exceptCodes: [] },
  source: { kind: 'program', name: 'buildah 1.28.2', line: null, says: '3 retries' },
  body: anyOf([aChallenge(), aChallenge({}, { first: ping, then: null })], { label: 'scheme' }),
});

function documentOf(...plans: Plan[]) {
  const document = buildPlanDocument({
    version: '0.0.0',
    operation: 'pull',
    reference: 'user:canary-7x9@reg.test/app:1',
    root: '/host',
    plans,
  });
  expect(validate(JSON.parse(JSON.stringify(document))), JSON.stringify(validate.errors)).toBe(true);
  return document;
}

const text = (...plans: Plan[]): string => renderPlanText(documentOf(...plans), PLAIN);

describe('a plan for people', () => {
  test('reads from the top as what happens', () => {
    expect(text(buildah).split('\n').slice(2)).toMatchInlineSnapshot(`
      [
        "",
        "buildah 1.28.2 (as the program says)",
        "  means reg.test/app:1",
        "  every request:",
        "    time-outs: connect 30 s, TLS 10 s, answer no limit",
        "    if challenged: without credentials: none are found; a token comes from the realm that the",
        "      challenge names for repository:app:pull",
        "  all of this 3 more times, 2 s apart, on: connection refused (buildah 1.28.2 3 retries)",
        "    scheme: 2 ways in this order; if none succeeds, it reports the last failure",
        "      1. ping GET https://reg.test/v2/",
        "          TLS: verified against no CA at all",
        "          moves on to 3 when: any failure",
        "          because nothing is configured for it",
        "      2. manifest GET https://reg.test/v2/app/manifests/1",
        "          moves on to 3 when: any failure",
        "      3. ping GET http://reg.test/v2/",
        "          because /etc/containers/registries.conf:3 insecure = true",
        "",
      ]
    `);
  });

  test('equal plans of several clients are shown once', () => {
    const shown = text(buildah, { ...buildah, client: 'skopeo', basis: 'read' });
    expect(shown).toContain(
      'buildah 1.28.2 (as the program says) and skopeo 1.28.2 (as the program says; from its source',
    );
    expect(shown.match(/1\. ping/g)).toHaveLength(1);
  });

  test.each([80, 100])('keeps to %i columns', (width) => {
    for (const line of renderPlanText(documentOf(buildah), { ...PLAIN, width }).split('\n'))
      expect(line.length, line).toBeLessThanOrEqual(width);
  });

  test('control characters and passwords that came from a file do not reach the terminal', () => {
    const nasty = aLine('/etc/x\u001b[2J', 1, 'http://u:canary-7x9@proxy \u202e');
    const shown = text(aClientPlan(aRequest('https://reg.test/v2/', { sources: [nasty] }), { sources: [nasty] }));
    expect(shown).not.toMatch(/[^\P{C}\n]/u);
    expect(shown).not.toContain('canary-7x9');
  });
});

describe('the exit code of a plan', () => {
  const stops = aClientPlan({ kind: 'stop', failure: 'config', because: 'toml: line 3', sources: [insecure] });
  test.each<[string, Plan[], number]>([
    ['a plan', [buildah], 0],
    ['nobody to plan for', [], 3],
    ['no client gets as far as a request', [stops], 1],
    ['one of two does', [stops, buildah], 0],
  ])('%s', (_name, plans, code) => {
    expect(documentOf(...plans).exitCode).toBe(code);
  });

  test('what stops a client is told with its line', () => {
    expect(text(stops)).toMatch(/✗ stops here: toml: line 3\n\s+because \/etc\/containers\/registries\.conf:3/);
  });
});
