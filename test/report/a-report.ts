import type { Report, ReportAttempt, ReportFix } from '../../src/report/schema.js';

const HOST = 'registry.example.com';

export function anAttempt(more: Partial<ReportAttempt> = {}): ReportAttempt {
  return {
    id: 1,
    parent: null,
    step: 'ping',
    method: 'GET',
    url: `https://${HOST}/v2/`,
    address: '10.0.0.7:443',
    tlsVerify: true,
    credentialFrom: null,
    outcome: 'ok',
    status: 200,
    finding: null,
    startMs: 0,
    ms: 20,
    wasted: false,
    retry: 0,
    facts: [],
    detail: null,
    ...more,
  };
}

export function aFix(more: Partial<ReportFix> = {}): ReportFix {
  return {
    id: 'f1x1',
    kind: 'host',
    client: 'buildah',
    summary: `declare ${HOST}:80`,
    limits: ['helps pulls only'],
    files: [
      {
        path: '/etc/containers/registries.conf.d/50-regdoctor.conf',
        action: 'write',
        content: '[[registry]]\ninsecure = true\n',
        edits: [],
      },
    ],
    commands: [],
    prose: [],
    reload: 'none needed',
    proof: { kind: 'replayed', before: { outcome: 'slow', ms: 30_050 }, after: { outcome: 'ok', ms: 60 } },
    ...more,
  };
}

/** A slow pull: HTTPS silent, HTTP serves. */
export function aReport(more: Partial<Report> = {}): Report {
  return {
    schemaVersion: 1,
    kind: 'check',
    operation: 'pull',
    tool: { name: 'regdoctor', version: '0.0.0' },
    startedAt: '2026-01-01T00:00:00.000Z',
    exitCode: 0,
    reference: { input: `${HOST}/team/app:1`, registry: HOST, repository: 'team/app', tag: '1', digest: null },
    vantage: { network: 'pod', resolver: 'pod', files: '/' },
    verdict: 'degraded',
    summary: 'buildah: the pull works after 30.1 s, but: port 443 never answers.',
    unknown: [],
    clients: [
      {
        client: 'buildah',
        version: '1.28.2',
        versionFrom: 'program',
        basis: 'run',
        outcome: 'slow',
        predictedMs: 30_050,
        bound: 'exact',
        says: null,
        attempts: [
          anAttempt({
            id: 1,
            outcome: 'tcp-timeout',
            status: null,
            ms: 30_000,
            wasted: true,
            detail: 'dial tcp 10.0.0.7:443: i/o timeout',
          }),
          anAttempt({
            id: 2,
            parent: 1,
            step: 'tcp',
            method: null,
            url: null,
            outcome: 'tcp-timeout',
            status: null,
            ms: 30_000,
            wasted: true,
            detail: 'dial tcp 10.0.0.7:443: i/o timeout',
          }),
          anAttempt({ id: 3, url: `http://${HOST}/v2/`, startMs: 30_000, ms: 20 }),
          anAttempt({
            id: 4,
            step: 'manifest',
            url: `http://${HOST}/v2/team/app/manifests/sha256:${'a'.repeat(64)}`,
            startMs: 30_020,
            ms: 30,
          }),
        ],
        sources: [{ path: '/etc/containers/registries.conf', line: 3, says: 'insecure = true' }],
        real: null,
      },
    ],
    facts: {},
    inputs: {},
    findings: [
      {
        id: 'f1',
        code: 'fallback-delay',
        severity: 'warning',
        title: `${HOST}:443 never answers, so every pull waits 30 s before plain HTTP on port 80 is tried`,
        subject: `https://${HOST}:443`,
        location: { path: '/etc/containers/registries.conf', line: 3 },
        evidence: [{ text: '10.0.0.7:443: no answer to 2 SYNs within 1303 ms', fact: null }],
        clients: ['buildah'],
        causedBy: null,
        detail: 'tcp-timeout',
        runbook: 'docs/runbooks/fallback-delay.md',
        nextStep: 'make port 443 refuse',
        fixes: [aFix()],
      },
    ],
    notes: [],
    error: null,
    timing: { totalMs: 1500 },
    ...more,
  };
}
