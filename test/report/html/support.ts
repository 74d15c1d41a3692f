import { renderHtml } from '../../../src/report/html/render.js';
import type { Report } from '../../../src/report/schema.js';
import { aFix, anAttempt, aReport } from '../a-report.js';

/** The page of reports made by hand, as it gets into a file. */
export function pageOf(...reports: readonly Report[]): string {
  return renderHtml(reports, { text: { color: false, unicode: true, width: 80, verbose: false }, isFile: true });
}

/** A report in which every part is there: views, rights, storage, a program run for real, unknowns, notes, a pod to change. */
export function everything(): Report {
  const [client] = aReport().clients;
  const [finding] = aReport().findings;
  if (client === undefined || finding === undefined) throw new Error('aReport has lost its client or finding');
  const view = {
    files: '/',
    network: 'pod',
    nameServers: ['10.96.0.10'],
    registry: 'registry.example.com',
    addresses: ['10.0.0.7'],
    lookUp: null,
    notSeen: null,
  } as const;
  const judged = { client: 'buildah', outcome: 'slow', finding: 'fallback-delay', says: null } as const;
  const pod = {
    yaml: 'hostNetwork: true\n',
    podSecurity: 'privileged',
    gives: 'The pod shares the network of its node.',
    flags: '--network host',
    started: 'by Kubernetes',
  } as const;
  return aReport({
    operation: 'push',
    vantage: { network: 'pod', resolver: 'pod', files: '/host', filesFrom: 'noticed', kubernetes: null },
    views: [
      { ...view, name: 'pod', addresses: [...view.addresses], nameServers: [...view.nameServers], clients: [judged] },
      {
        ...view,
        name: 'node',
        addresses: [],
        nameServers: [],
        lookUp: 'lookup registry.example.com on 10.0.0.53: no such host',
        clients: [],
        notSeen: 'the network of the node',
      },
    ],
    rights: {
      repository: 'team/app',
      anonymous: { pull: 'yes', push: 'no' },
      account: null,
      says: 'anyone may pull team/app, nobody may push without an account',
    },
    disagreement: 'buildah is slow, docker fails.',
    unknown: [{ what: 'the blob host', why: 'the budget ended', needed: '--timeout 60' }],
    clients: [
      {
        ...client,
        real: {
          program: '/usr/bin/buildah',
          version: '1.28.2',
          command: 'buildah pull registry.example.com/team/app:1',
          outcome: 'ok',
          ms: 30_100,
          attempts: [{ method: 'GET', url: 'http://registry.example.com/v2/', startMs: 12, outcome: '200' }],
          says: null,
          explained: [],
          agrees: 'no',
          difference: 'it asked once more',
          limits: ['one run on a busy machine'],
          toReport: 'client: buildah\nrequests: 3',
        },
      },
      {
        ...client,
        client: 'docker',
        outcome: 'fail',
        bound: 'atLeast',
        says: 'net/http: request canceled',
        attempts: [
          anAttempt({ id: 1, outcome: 'dns-nxdomain', status: null, ms: 5000, wasted: true }),
          anAttempt({
            id: 2,
            parent: 1,
            step: 'dns',
            method: null,
            url: 'registry.example.com',
            address: '10.96.0.10',
            outcome: 'dns-nxdomain',
            status: null,
            ms: 5000,
            wasted: true,
            detail: 'no such host',
          }),
          anAttempt({
            id: 3,
            step: 'wait',
            method: null,
            url: null,
            address: null,
            status: null,
            startMs: 5000,
            ms: 2000,
            retry: 1,
            detail: 'waits before try 2 of 3',
          }),
        ],
      },
    ],
    findings: [
      {
        ...finding,
        fixes: [
          aFix({ pod }),
          aFix({
            kind: 'server',
            summary: 'make port 443 refuse',
            files: [],
            proof: { ...aFix().proof, kind: 'hypothetical' },
          }),
        ],
      },
      { ...finding, id: 'f2', code: 'config-conflict', severity: 'info', causedBy: 'fallback-delay', fixes: [] },
    ],
    storage: {
      verdict: 'degraded',
      summary: 'buildah works with whole copies.',
      prospects: [
        {
          client: 'buildah',
          version: null,
          installed: false,
          operation: 'bud',
          outcome: 'fails',
          driver: 'vfs',
          says: 'no space left',
        },
      ],
    },
    notes: ['--redact-hosts: names are replaced'],
  });
}
