import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { rediagnose } from '../../src/check/rediagnose.js';
import { clientNamed } from '../../src/clients/catalogue.js';
import { memoryFiles } from '../../src/host/memory-files.js';
import { type FaultName, labCatalogue } from '../../src/lab/catalogue.js';
import { type Lab, startLab } from '../../src/lab/lab.js';
import { checkMany } from '../../src/many/check-many.js';
import type { ManyOptions } from '../../src/many/options.js';
import type { Report } from '../../src/report/schema.js';
import { listen } from '../probes/support/servers.js';

const client = clientNamed('buildah');
if (client === undefined) throw new Error('no buildah');

function options(more: Partial<ManyOptions> = {}): ManyOptions {
  return {
    operation: 'pull',
    root: '/',
    files: memoryFiles({}),
    clients: [{ client: client as NonNullable<typeof client>, version: '1.28.2' }],
    flags: {
      tlsVerify: null,
      credentials: false,
      authFile: null,
      certDirectory: null,
      platform: { os: 'linux', architecture: 'amd64', variant: null },
      dockerConfigJson: null,
    },
    credentials: null,
    allowInsecureAuth: false,
    vantage: { network: 'host', resolver: 'host' },
    stepMs: 3000,
    totalMs: 10_000,
    strict: false,
    environment: { HOME: '/root' },
    signal: new AbortController().signal,
    onProbe() {},
    portMap: null,
    ...more,
  };
}

async function reportsOf(references: readonly (string | null)[], more: Partial<ManyOptions> = {}): Promise<Report[]> {
  const reports: Report[] = [];
  await checkMany(references, options(more), (index, report) => {
    expect(reports[index]).toBeUndefined();
    reports[index] = report;
  });
  return reports;
}

/** Options for the machine and network of a lab. */
function labOptions(lab: Lab): Partial<ManyOptions> {
  const judged = clientNamed(lab.client);
  if (judged === undefined) throw new Error(`no ${lab.client}`);
  return {
    files: memoryFiles(Object.fromEntries(lab.files.map(({ path, content }) => [path, content]))),
    clients: [{ client: judged, version: judged.assumedVersion }],
    environment: { HOME: '/root', ...lab.environment },
    portMap: lab.portMap,
    ...(lab.push === null
      ? {}
      : { operation: 'push', flags: { ...options().flags, pushBytes: lab.push.partBytes ?? 0 } }),
  };
}

async function started(name: FaultName): Promise<Lab> {
  const lab = await startLab(name);
  onTestFinished(() => lab.stop());
  return lab;
}

/** Gives anybody a token, after a while. */
async function realm(): Promise<string> {
  const server = createServer((_request, response) => {
    const give = () => response.writeHead(200, { 'content-type': 'application/json' }).end('{"token":"given"}');
    setTimeout(give, 5);
  });
  return `http://127.0.0.1:${await listen(server)}/token`;
}

/** A registry on plain HTTP that the machine's files allow; any repository holds the same image under any tag but `none`. */
async function plainRegistry(
  tokensFrom?: string,
  delayMs = 0,
): Promise<{
  name: string;
  asked: string[];
  connections(): number;
  more: Partial<ManyOptions>;
}> {
  const asked: string[] = [];
  let connections = 0;
  const server = createServer(async (request: IncomingMessage, response) => {
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    const path = request.url ?? '';
    asked.push(path);
    if (tokensFrom !== undefined && request.headers.authorization !== 'Bearer given')
      return void response
        .writeHead(401, { 'www-authenticate': `Bearer realm="${tokensFrom}",service="rig"` })
        .end('{"errors":[{"code":"UNAUTHORIZED"}]}');
    if (path.endsWith('/manifests/none'))
      return void response
        .writeHead(404, { 'content-type': 'application/json' })
        .end('{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}');
    if (path.includes('/manifests/'))
      return void response
        .writeHead(200, { 'content-type': 'application/vnd.oci.image.manifest.v1+json' })
        .end(MANIFEST);
    response.writeHead(200, { 'content-type': 'application/json' }).end(path === '/v2/' ? '{}' : CONFIG);
  });
  server.on('connection', () => (connections += 1));
  const name = `127.0.0.1:${await listen(server)}`;
  const table = `[[registry]]\nlocation = "${name}"\ninsecure = true\n`;
  const files = memoryFiles({ '/etc/containers/registries.conf': table });
  return { name, asked, connections: () => connections, more: { files } };
}

const CONFIG = '{"os":"linux","architecture":"amd64"}';
const DIGEST = `sha256:${createHash('sha256').update(CONFIG).digest('hex')}`;
const MANIFEST = JSON.stringify({
  schemaVersion: 2,
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: DIGEST, size: CONFIG.length },
  layers: [],
});

describe('what references share', () => {
  test('is asked once: one ping, one connection more than a walk needs, a manifest for each', async () => {
    const { name, asked, connections, more } = await plainRegistry();
    const references = Array.from({ length: 40 }, (_, index) => `${name}/team/app-${index}:1`);
    const reports = await reportsOf(references, more);
    expect(reports.map(({ reference }) => reference.input)).toEqual(references);
    expect(asked.filter((path) => path === '/v2/')).toHaveLength(1);
    expect(asked.filter((path) => path.includes('/manifests/'))).toHaveLength(40);
    // One for the TLS hello that plain HTTP answers, one for the requests, and what a scout leaves behind.
    expect(connections()).toBeLessThanOrEqual(6);
  });

  test('each report holds what it rests on and nothing of the others', async () => {
    const { name, more } = await plainRegistry();
    const reports = await reportsOf([`${name}/one:1`, `${name}/two:1`, `${name}/three:none`], more);
    for (const [index, own] of ['one', 'two', 'three'].entries()) {
      const facts = Object.keys(reports[index]?.facts ?? {}).join('\n');
      expect(facts).toContain(`/v2/${own}/manifests/`);
      for (const other of ['one', 'two', 'three'].filter((each) => each !== own))
        expect(facts).not.toContain(`/v2/${other}/`);
    }
    expect(reports[2]?.findings[0]?.code).toBe('manifest-unknown');
  });

  test('a token that references of two registries share stays until both are done', async () => {
    const tokensFrom = await realm();
    const both = [await plainRegistry(tokensFrom), await plainRegistry(tokensFrom, 10)];
    const tables = both.map(({ name }) => `[[registry]]\nlocation = "${name}"\ninsecure = true\n`);
    const files = memoryFiles({ '/etc/containers/registries.conf': tables.join('\n') });
    const references = Array.from({ length: 60 }, (_, index) => `${both[index % 2]?.name}/app-${index >> 1}:1`);
    const reports = await reportsOf(references, { files });
    expect(reports.map(({ verdict, unknown }) => [verdict, unknown[0]?.why ?? null])).toEqual(
      references.map(() => ['ok', null]),
    );
  });

  test('two tags of one repository are two questions; the same one twice is one', async () => {
    const { name, asked, more } = await plainRegistry();
    const reports = await reportsOf([`${name}/app:1`, `${name}/app:none`, `${name}/app:1`], more);
    expect(reports.map(({ findings }) => findings[0]?.code ?? null)).toEqual([null, 'manifest-unknown', null]);
    expect(asked.filter((path) => path.endsWith('/manifests/1'))).toHaveLength(1);
  });
});

describe('a run', () => {
  test('one that is passed over leaves no report, and the others come', async () => {
    const { name, more } = await plainRegistry();
    const reports = await reportsOf([`${name}/one:1`, null, `${name}/two:1`], more);
    expect(Object.keys(reports)).toEqual(['0', '2']);
  });

  test('an interruption tells what is known, and of the others that nothing is, at once', async () => {
    const silent = createServer(() => {});
    const port = await listen(silent);
    const files = memoryFiles({
      '/etc/containers/registries.conf': `[[registry]]\nlocation = "127.0.0.1:${port}"\ninsecure = true\n`,
    });
    const controller = new AbortController();
    const references = Array.from({ length: 30 }, (_, index) => `127.0.0.1:${port}/app-${index}:1`);
    const began = performance.now();
    setTimeout(() => controller.abort(), 400);
    const reports = await reportsOf(references, { files, signal: controller.signal });
    expect(performance.now() - began).toBeLessThan(2500);
    expect(reports).toHaveLength(30);
    expect(new Set(reports.map(({ verdict, exitCode }) => `${verdict} ${exitCode}`))).toEqual(new Set(['unknown 3']));
    expect(reports[0]?.unknown[0]?.why).toBe('the check was interrupted');
    expect(reports[29]?.unknown[0]?.why).toBe('the run was interrupted before its turn');
  });

  test('who reads slowly slows the run down: no more is under way than what may be', async () => {
    const { name, more } = await plainRegistry();
    let waiting = 0;
    let most = 0;
    const references = Array.from({ length: 30 }, (_, index) => `${name}/app-${index}:1`);
    await checkMany(references, options(more), async () => {
      waiting += 1;
      most = Math.max(most, waiting);
      await new Promise((resolve) => setTimeout(resolve, 5));
      waiting -= 1;
    });
    expect(most).toBeLessThanOrEqual(4);
  });
});

/** Faults that wait for silence, which takes seconds each. */
const LEFT_OUT: readonly FaultName[] = ['fallback-delay', 'tcp-timeout', 'registry-5xx'];
const LABS = labCatalogue()
  .map(({ name }) => name)
  .filter((name) => !LEFT_OUT.includes(name));

describe('a reference among many gets the diagnosis that it gets alone', () => {
  test.each(LABS)(
    '%s',
    async (name) => {
      const lab = await started(name);
      const { image } = lab.references;
      // Others of the same registry before and behind it, so that it finds facts that it did not ask for.
      const others = ['other/one:1', 'other/two'].map((each) => `${image.split('/')[0]}/${each}`);
      const [alone] = await reportsOf([image], labOptions(lab));
      const reports = await reportsOf([others[0] ?? null, image, others[1] ?? null], labOptions(lab));
      expect(essence(reports[1])).toEqual(essence(alone));
      expect(alone?.findings.find(({ severity }) => severity !== 'info')?.code ?? null).toBe(lab.expected);
      for (const report of reports) expect(essence(rediagnose(report))).toEqual(essence(report));
    },
    30_000,
  );
});

/** The registry's own name of an upload. */
const SESSION = /(?<=\/uploads)\/[^ ]+/g;
/** When a registry may be asked again. */
const CLOCK = /\(\d\d:\d\d:\d\d UTC\)/g;

/** What must not depend on who else was checked: verdict, findings with their fixes, how each client ends. Times are left out. */
function essence(report: Report | undefined): unknown {
  return {
    verdict: report?.verdict,
    exitCode: report?.exitCode,
    clients: report?.clients.map(({ client: name, outcome, attempts }) => [
      name,
      outcome,
      attempts.map(({ step, url, outcome: end }) => [step, url?.replace(SESSION, '/SESSION'), end]),
    ]),
    unknown: report?.unknown,
    findings: report?.findings.map(({ code, severity, subject, title, evidence, fixes }) => ({
      code,
      severity,
      subject,
      title,
      rests: evidence.map(({ fact }) => fact?.replace(SESSION, '/SESSION')),
      fixes: fixes.map(({ summary, files, commands, proof }) => [
        summary.replace(CLOCK, '(CLOCK)'),
        files,
        commands,
        proof.kind,
        proof.after.outcome,
      ]),
    })),
  };
}
