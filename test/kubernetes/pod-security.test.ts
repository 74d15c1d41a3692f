import { describe, expect, test } from 'vitest';
import { type Level, podSecurityLevel, podSecurityProblems } from './pod-security.js';

type Json = Record<string, unknown>;

const CONTAINER = { name: 'a', image: 'registry.example.com/app:1' };
const STRICT = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
const POD_STRICT = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };

/** A pod with one container; both get what is given on top. */
function pod(spec: Json = {}, container: Json = {}, annotations: Json = {}): Json {
  return { metadata: { name: 'p', annotations }, spec: { ...spec, containers: [{ ...CONTAINER, ...container }] } };
}

/** A pod that "restricted" admits, changed. */
function strict(spec: Json = {}, security: Json = {}): Json {
  return pod({ securityContext: POD_STRICT, ...spec }, { securityContext: { ...STRICT, ...security } });
}

describe('the judge of Pod Security levels', () => {
  test.each<[string, Json, Level]>([
    ['a plain pod', pod(), 'baseline'],
    ['nothing but what restricted asks for', strict(), 'restricted'],
    ['the same said by the container alone', pod({}, { securityContext: { ...STRICT, ...POD_STRICT } }), 'restricted'],
    ['a user', strict({ securityContext: { ...POD_STRICT, runAsUser: 1000 } }), 'restricted'],
    ['user 0', strict({ securityContext: { ...POD_STRICT, runAsUser: 0 } }), 'baseline'],
    ['user 0 in the container', strict({}, { runAsUser: 0 }), 'baseline'],
    ['runAsNonRoot false in the container', strict({}, { runAsNonRoot: false }), 'baseline'],
    [
      'runAsNonRoot false in the pod, true in the container',
      strict({ securityContext: { ...POD_STRICT, runAsNonRoot: false } }, { runAsNonRoot: true }),
      'baseline',
    ],
    ['no seccomp profile', strict({ securityContext: { runAsNonRoot: true } }), 'baseline'],
    [
      'a seccomp profile on the node',
      strict({ securityContext: { ...POD_STRICT, seccompProfile: { type: 'Localhost', localhostProfile: 'x' } } }),
      'restricted',
    ],
    ['seccomp Unconfined', strict({}, { seccompProfile: { type: 'Unconfined' } }), 'privileged'],
    ['AppArmor RuntimeDefault', strict({}, { appArmorProfile: { type: 'RuntimeDefault' } }), 'restricted'],
    ['AppArmor Unconfined', strict({}, { appArmorProfile: { type: 'Unconfined' } }), 'privileged'],
    [
      'AppArmor unconfined as an annotation',
      pod({}, {}, { 'container.apparmor.security.beta.kubernetes.io/a': 'unconfined' }),
      'privileged',
    ],
    [
      'AppArmor runtime/default as an annotation',
      pod({}, {}, { 'container.apparmor.security.beta.kubernetes.io/a': 'runtime/default' }),
      'baseline',
    ],
    ['privilege escalation not mentioned', strict({}, { allowPrivilegeEscalation: undefined }), 'baseline'],
    ['capabilities kept', strict({}, { capabilities: {} }), 'baseline'],
    ['not all capabilities dropped', strict({}, { capabilities: { drop: ['NET_RAW'] } }), 'baseline'],
    ['NET_BIND_SERVICE back', strict({}, { capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } }), 'restricted'],
    ['SETFCAP added', strict({}, { capabilities: { drop: ['ALL'], add: ['SETFCAP'] } }), 'baseline'],
    ['DAC_READ_SEARCH added', strict({}, { capabilities: { drop: ['ALL'], add: ['DAC_READ_SEARCH'] } }), 'privileged'],
    ['NET_RAW added', pod({}, { securityContext: { capabilities: { add: ['NET_RAW'] } } }), 'privileged'],
    ['SYS_PTRACE added', pod({}, { securityContext: { capabilities: { add: ['SYS_PTRACE'] } } }), 'privileged'],
    ['privileged', pod({}, { securityContext: { privileged: true } }), 'privileged'],
    ['hostNetwork', strict({ hostNetwork: true }), 'privileged'],
    ['hostPID', strict({ hostPID: true }), 'privileged'],
    ['hostIPC', strict({ hostIPC: true }), 'privileged'],
    ['a host port', pod({}, { ports: [{ containerPort: 80, hostPort: 80 }] }), 'privileged'],
    ['a hostPath', strict({ volumes: [{ name: 'v', hostPath: { path: '/' } }] }), 'privileged'],
    [
      'an emptyDir and a secret',
      strict({
        volumes: [
          { name: 'v', emptyDir: {} },
          { name: 'w', secret: { secretName: 's' } },
        ],
      }),
      'restricted',
    ],
    ['NFS', strict({ volumes: [{ name: 'v', nfs: { server: 'nfs.example.com', path: '/' } }] }), 'baseline'],
    ['/proc unmasked', strict({}, { procMount: 'Unmasked' }), 'privileged'],
    [
      'a safe sysctl',
      strict({ securityContext: { ...POD_STRICT, sysctls: [{ name: 'net.ipv4.tcp_syncookies', value: '0' }] } }),
      'restricted',
    ],
    [
      'another sysctl',
      strict({ securityContext: { ...POD_STRICT, sysctls: [{ name: 'kernel.msgmax', value: '0' }] } }),
      'privileged',
    ],
    [
      'an SELinux type of containers',
      strict({}, { seLinuxOptions: { type: 'container_t', level: 's0' } }),
      'restricted',
    ],
    ['another SELinux type', strict({}, { seLinuxOptions: { type: 'spc_t' } }), 'privileged'],
    ['an SELinux user', strict({}, { seLinuxOptions: { user: 'system_u' } }), 'privileged'],
    [
      'a Windows host process',
      strict({ securityContext: { ...POD_STRICT, windowsOptions: { hostProcess: true } } }),
      'privileged',
    ],
    ['a probe of another host', pod({}, { livenessProbe: { httpGet: { host: '10.0.0.1', port: 80 } } }), 'privileged'],
  ])('%s', (_what, object, level) => {
    expect(podSecurityLevel(object)).toBe(level);
  });

  test('containers of every kind count', () => {
    const bad = { name: 'b', securityContext: { privileged: true } };
    for (const field of ['initContainers', 'ephemeralContainers'])
      expect(podSecurityProblems(pod({ [field]: [bad] })).map(({ what }) => what)).toContain('privileged');
  });
});
