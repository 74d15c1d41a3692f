import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ask, serve } from './support/http.js';
import { get, prober } from './support/servers.js';

const BLOB = 'http://registry.test/v2/a/blobs/sha256:ab';
const MANIFEST = 'http://registry.test/v2/a/manifests/1';
const RANGE_BYTES = 65_536;
const sum = (content: string | Buffer) => `sha256:${createHash('sha256').update(content).digest('hex')}`;

/** A server that answers every request with these bytes, or with the part that is asked for. */
function serving(content: Buffer, ranges: boolean, headers: Record<string, string> = {}) {
  return serve((request, response) => {
    const last = /^bytes=0-(\d+)$/.exec(request.headers.range ?? '')?.[1];
    if (!ranges || last === undefined) return void response.writeHead(200, headers).end(content);
    const part = content.subarray(0, Number(last) + 1);
    const range = `bytes 0-${part.length - 1}/${content.length}`;
    response.writeHead(206, { ...headers, 'content-range': range }).end(part);
  });
}

describe('a layer', () => {
  test('its first 64 KiB are asked for, and nothing of them is kept', async () => {
    const content = Buffer.from('secret words '.repeat(10_000));
    const fact = await ask(get(BLOB, await serving(content, true), { accept: 'layer' }));
    expect(fact).toMatchObject({ outcome: 'response', status: 206, bodyBytes: RANGE_BYTES, bodyStart: '' });
    expect(fact.headers['content-range']).toBe(`bytes 0-${RANGE_BYTES - 1}/${content.length}`);
    expect(fact.contentDigest).toBeUndefined();
    expect(JSON.stringify(fact)).not.toContain('secret');
  });

  test('one that is smaller is compared as a whole', async () => {
    const content = Buffer.from('small');
    for (const ranges of [true, false]) {
      const fact = await ask(get(BLOB, await serving(content, ranges), { accept: 'layer' }));
      expect(fact).toMatchObject({ contentDigest: sum(content), bodyStart: '' });
    }
  });

  test('a server that ignores the range is not read any further', async () => {
    const fact = await ask(get(BLOB, await serving(Buffer.alloc(3_000_000), false), { accept: 'layer' }));
    expect(fact).toMatchObject({ outcome: 'response', status: 200 });
    expect(fact.bodyBytes).toBeLessThan(1_000_000);
    expect(fact.contentDigest).toBeUndefined();
  });

  test('what a refusal says is kept', async () => {
    const route = await serve((_request, response) => {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"errors":[{"code":"BLOB_UNKNOWN"}]}');
    });
    for (const accept of ['layer', 'configuration'] as const) {
      const fact = await ask(get(BLOB, route, { accept }));
      expect(fact.errors).toEqual([{ code: 'BLOB_UNKNOWN', message: '' }]);
    }
  });
});

describe('what is read as a whole', () => {
  test('a configuration: its platform and its digest, and nothing else', async () => {
    const content = Buffer.from('{"os":"linux","architecture":"arm64","config":{"Env":["PASSWORD=secret"]}}');
    const fact = await ask(get(BLOB, await serving(content, false), { accept: 'configuration' }));
    expect(fact.platform).toEqual({ os: 'linux', architecture: 'arm64', variant: null });
    expect(fact.contentDigest).toBe(sum(content));
    expect(JSON.stringify(fact)).not.toContain('secret');
  });

  test('a manifest: its digest, whatever a header says of it', async () => {
    const content = Buffer.from('{"schemaVersion":2}');
    const headers = { 'docker-content-digest': `sha256:${'0'.repeat(64)}` };
    const fact = await ask(get(MANIFEST, await serving(content, false, headers), { accept: 'manifest' }));
    expect(fact).toMatchObject({ contentDigest: sum(content), schemaVersion: 2 });
  });

  test('what comes packed counts as what was packed, up to a limit, as for Go', async () => {
    const content = Buffer.from('{"schemaVersion":2}');
    const headers = { 'content-encoding': 'gzip' };
    const packed = get(MANIFEST, await serving(gzipSync(content), false, headers), { accept: 'manifest' });
    expect((await ask(packed)).contentDigest).toBe(sum(content));
    const bomb = get(MANIFEST, await serving(gzipSync(Buffer.alloc(20_000_000)), false, headers), {
      accept: 'manifest',
    });
    const fact = await ask(bomb);
    expect(fact.outcome).toBe('too-large');
    expect(fact.contentDigest).toBeUndefined();
  });

  test('a layer that comes packed is not unpacked', async () => {
    const headers = { 'content-encoding': 'gzip' };
    const bomb = gzipSync(Buffer.alloc(20_000_000));
    const fact = await ask(get(BLOB, await serving(bomb, false, headers), { accept: 'layer' }));
    expect(fact).toMatchObject({ outcome: 'response', bodyBytes: bomb.length });
    expect(fact.contentDigest).toBeUndefined();
  });

  test('what is cut short has no digest', async () => {
    const route = await serve((request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half');
      setTimeout(() => request.socket.destroy(), 20);
    });
    const fact = await ask(get(MANIFEST, route, { accept: 'manifest' }));
    expect(fact.outcome).toBe('closed');
    expect(fact.contentDigest).toBeUndefined();
  });
});

test('the signature of a redirect’s target is asked with, and in no fact', async () => {
  const asked: string[] = [];
  const route = await serve((request, response) => {
    asked.push(request.url ?? '');
    if (request.url?.startsWith('/store')) return void response.writeHead(403).end(`no: ${request.url}`);
    response.writeHead(307, { location: '/store/x?X-Amz-Signature=canary-of-a-signature&part=1' }).end();
  });
  const one = prober();
  const first = await ask(get(BLOB, route, { accept: 'configuration' }), 2000, one);
  const location = first.headers['location'] ?? '';
  expect(location).toBe('http://registry.test/store/x?X-Amz-Signature=redacted&part=1');
  const second = await ask(get(location, route, { accept: 'configuration' }), 2000, one);
  expect(asked).toContain('/store/x?X-Amz-Signature=canary-of-a-signature&part=1');
  expect(second.status).toBe(403);
  expect(JSON.stringify([first, second])).not.toContain('canary');
});
