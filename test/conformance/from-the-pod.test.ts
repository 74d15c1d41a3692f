import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, test } from 'vitest';
import type { Report } from '../../src/report/schema.js';
import { CLUSTER_NAME, httpRegistry, IMAGE, insecure } from './harness/ground.js';
import { Pod } from './harness/pod.js';
import { printedFixes } from './harness/printed-fix.js';
import { startDnsmasq } from './rig/dns.js';
import { withCase } from './rig/fixture.js';
import { ADDRESS } from './rig/network.js';
import type { Rig } from './rig/rig.js';

const { missing } = inject('conformance');
const PAGE = fileURLToPath(new URL('../../docs/from-the-pod.md', import.meta.url));
const reference = `${CLUSTER_NAME}/${IMAGE}`;

const OWN = {
  '/etc/hosts': '# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n',
  '/etc/resolv.conf': `search team-a.svc.cluster.local svc.cluster.local cluster.local\nnameserver ${ADDRESS.dns}\noptions ndots:5\n`,
  '/etc/containers/registries.conf': insecure(CLUSTER_NAME),
  '/etc/containers/policy.json': '{"default":[{"type":"insecureAcceptAnything"}]}',
};
const NODE = {
  '/etc/os-release': 'ID=ubuntu\n',
  '/etc/hosts': '127.0.0.1\tlocalhost\n',
  '/etc/nsswitch.conf': 'hosts: files dns\n',
  '/etc/resolv.conf': `nameserver ${ADDRESS.second}\n`,
  '/etc/containerd/config.toml':
    'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry]\n  config_path = "/etc/containerd/certs.d"\n',
  [`/etc/containerd/certs.d/${CLUSTER_NAME}/hosts.toml`]: `server = "http://${CLUSTER_NAME}"\n`,
  '/usr/bin/containerd': '',
  '/usr/bin/kubelet': '',
  '/var/lib/kubelet/config.yaml': 'kind: KubeletConfiguration\n',
};

/** The cluster's DNS knows the Service, the node's does not; the registry serves plain HTTP. */
async function cluster(rig: Rig): Promise<void> {
  await httpRegistry(rig);
  await startDnsmasq(rig.network.server, rig.directory, {}, ADDRESS.second);
}

/** The output on the page, without the command line. */
async function printed(): Promise<string> {
  const page = await readFile(PAGE, 'utf8');
  return page.split('```text\n$ regdoctor check ')[1]?.replace(/^.*\n/, '').split('```')[0] ?? 'no output on the page';
}

/** A look-up takes as long as it takes. */
const withoutTimes = (text: string): string => text.replace(/after \d+ ms/g, 'after N ms');

/** One pod in a cluster of its own. */
function withPod(name: string, setup: Parameters<typeof Pod.start>[1], body: (pod: Pod, rig: Rig) => Promise<void>) {
  return withCase(name, cluster, async (rig) => body(await Pod.start(rig, setup), rig));
}

describe.skipIf(missing.length > 0)('from a pod', () => {
  test('a Service that the pod knows and the node does not: both sides, the line for the node, and it helps', async () => {
    await withPod('pod and node', { own: OWN, node: NODE }, async (pod) => {
      const text = await pod.regdoctor(['check', reference]);
      expect(text.stderr.split('\n')[0]).toBe(
        `regdoctor: checking ${reference} from the pod's network, files under /host`,
      );
      expect(text.code, text.stdout).toBe(1);
      // What the page leaves out is marked there.
      for (const piece of (await printed()).split('[…]\n'))
        expect(withoutTimes(`${text.stderr.split('\n')[0]}\n${text.stdout}`)).toContain(withoutTimes(piece));
      expect(text.stdout).toContain('--root / looks at this container instead');
      expect(text.stdout).toMatch(/in Kubernetes: pod regdoctor, namespace team-a/);
      expect(text.stdout).toMatch(/this pod +│ the node/);
      expect(text.stdout).toMatch(
        new RegExp(`addresses +│ ${ADDRESS.registry} +│ no such host \\(${ADDRESS.second}:53\\)`),
      );
      expect(text.stdout).toContain('skopeo: ok');
      expect(text.stdout).toContain('containerd: fail (dns-cluster-name-on-node)');
      const last = text.stdout.trimEnd().split('\n').at(-1);
      expect(last).toMatch(/^broken: dns-cluster-name-on-node: containerd: /);

      expect((await pod.read('/dev/termination-log')).split('\n')[0]).toBe(last);
      expect(text.stdout).toContain('Lines to paste are for the node itself: /host is read-only here');
      const [fix] = printedFixes(text.stdout).filter(({ paste }) => paste !== '');
      expect(fix?.paste).toContain('cat > /etc/hosts ');
      await pod.pasteOnNode(fix?.paste ?? '');
      const json = await pod.regdoctor(['check', reference, '--json']);
      const report: Report = JSON.parse(json.stdout);
      expect(report, json.stdout).toMatchObject({
        verdict: 'ok',
        vantage: { network: 'pod', resolver: 'pod', files: '/host', filesFrom: 'noticed', filesReadOnly: true },
        views: [
          { name: 'pod', files: '/', addresses: [ADDRESS.registry], clients: [{ client: 'skopeo', outcome: 'ok' }] },
          {
            name: 'node',
            files: '/host',
            addresses: [ADDRESS.registry],
            clients: [{ client: 'containerd', outcome: 'ok' }],
          },
        ],
      });
      expect(report.vantage.kubernetes).toMatchObject({ pod: 'regdoctor', namespace: 'team-a', hostNetwork: 'no' });
    });
  });

  test("the image's own clients only when they are named, or with --root /", async () => {
    await withPod('own clients', { own: OWN, node: NODE }, async (pod) => {
      for (const flags of [
        ['--client', 'skopeo'],
        ['--client', 'skopeo', '--root', '/'],
      ]) {
        const { stdout } = await pod.regdoctor(['check', reference, ...flags, '--json']);
        expect(JSON.parse(stdout)).toMatchObject({
          verdict: 'ok',
          vantage: { files: '/' },
          clients: [{ client: 'skopeo', outcome: 'ok' }],
        });
      }
      const plan = await pod.regdoctor(['plan', reference]);
      expect(plan.stdout).toMatch(/^plan.*\n(?:.*\n)*?.*configuration under \/host/);
      expect(plan.stderr).toContain("looks at the node's disk, which is mounted under /host");
      expect((await pod.regdoctor(['config'])).stdout).toContain('configuration under /host');
      const egress = await pod.regdoctor(['egress', reference, '--json']);
      expect(JSON.parse(egress.stdout)).toMatchObject({ vantage: { files: '/host', filesFrom: 'noticed' } });
    });
  });

  test.each([
    ["the node's own resolver", reference, { '/etc/resolv.conf': 'nameserver 127.0.0.53\n' }, '127.0.0.53'],
    ["a registry on the node's own loopback", `localhost:5000/${IMAGE}`, {}, '127.0.0.1:5000'],
  ])('%s can not be seen from here: unknown, with the line to paste', async (name, asked, more, said) => {
    await withPod(name, { own: OWN, node: { ...NODE, ...more } }, async (pod) => {
      const { code, stdout } = await pod.regdoctor(['check', asked]);
      expect(code, stdout).toBe(3);
      expect(stdout).toMatch(/^unknown: /m);
      expect(stdout).toContain(said);
      expect(stdout.replace(/\s+/g, ' ')).toContain(`regdoctor pod-spec ${asked} --kind node`);
    });
  });

  test('what a network policy may have done says nothing of the node', async () => {
    await withPod(
      'policy',
      { own: OWN, node: { ...NODE, '/etc/resolv.conf': `nameserver ${ADDRESS.dns}\n` } },
      async (pod, rig) => {
        await rig.firewall.set('drop', { address: ADDRESS.registry, port: 80 });
        const { code, stdout } = await pod.regdoctor(['check', reference]);
        expect(code, stdout).toBe(3);
        expect(stdout.replace(/\s+/g, ' ')).toContain('a network policy may hold that the node knows nothing of');
      },
    );
  });

  test("a dead name server of the pod does not keep the node's verdict back", async () => {
    const own = { ...OWN, '/etc/resolv.conf': `nameserver ${ADDRESS.deadDns}\n` };
    const node = { ...NODE, '/etc/resolv.conf': `nameserver ${ADDRESS.dns}\n` };
    await withPod('dead name server', { own, node }, async (pod, rig) => {
      await rig.firewall.set('drop', { address: ADDRESS.deadDns, port: 53, protocol: 'udp' });
      const { stdout } = await pod.regdoctor(['check', reference, '--json', '--step-timeout', '10']);
      const report: Report = JSON.parse(stdout);
      expect(report.clients).toMatchObject([{ client: 'containerd', outcome: 'ok' }]);
      expect(report.views).toMatchObject([
        { name: 'pod', addresses: [], notSeen: expect.stringContaining('--root /') },
        { name: 'node', addresses: [ADDRESS.registry], notSeen: null },
      ]);
      expect(report.timing.totalMs).toBeLessThan(4000);
    });
  });

  test('an empty /host is no node', async () => {
    await withPod('no node', { own: OWN, node: null }, async (pod) => {
      const { stdout } = await pod.regdoctor(['check', reference, '--client', 'skopeo', '--json']);
      const report: Report = JSON.parse(stdout);
      expect(report).toMatchObject({ verdict: 'ok', vantage: { files: '/' } });
      expect(report.views).toBeUndefined();
    });
  });

  test('Ctrl-C: what is known by then is printed, and left in both places', async () => {
    await withPod('interrupted', { own: OWN, node: null }, async (pod, rig) => {
      await rig.firewall.set('drop', { address: ADDRESS.registry, port: 80 });
      await rig.firewall.set('drop', { address: ADDRESS.registry, port: 443 });
      const words = [
        'check',
        reference,
        '--client',
        'skopeo',
        '--report-file',
        '/tmp/report.json',
        '--step-timeout',
        '30',
        '--timeout',
        '60',
      ];
      const { code, stdout, ms } = await pod.regdoctor(words, { interruptMs: 2500 });
      // `timeout` says 124 where it had to interrupt.
      expect(code, stdout).toBe(124);
      expect(ms).toBeLessThan(8000);
      expect(stdout).toContain('the check was interrupted');
      expect(await pod.read('/dev/termination-log')).toContain('the check was interrupted');
      expect(JSON.parse(await pod.read('/tmp/report.json'))).toMatchObject({ verdict: 'unknown', exitCode: 3 });
    });
  });
});
