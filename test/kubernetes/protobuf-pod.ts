/**
 * Pods as `kubectl debug node/…` posts them: Kubernetes' protobuf. Only the fields that kubectl sets are known (numbers: k8s.io/api `core/v1/generated.proto`);
 * any other is an error, so that nothing that kubectl says gets lost.
 */
interface Message {
  readonly [number: number]: Field;
}
interface Field {
  readonly name: string;
  /** `true` and numbers are varints; a message is nested; `inline` puts its fields into the message around it, as Go's embedding does in JSON. */
  readonly type: 'string' | 'boolean' | 'integer' | 'map' | 'skipped' | Message;
  readonly list?: boolean;
  readonly inline?: boolean;
}

const HOST_PATH: Message = { 1: { name: 'path', type: 'string' }, 2: { name: 'type', type: 'string' } };
const SECURITY: Message = {
  1: {
    name: 'capabilities',
    type: { 1: { name: 'add', type: 'string', list: true }, 2: { name: 'drop', type: 'string', list: true } },
  },
  2: { name: 'privileged', type: 'boolean' },
  4: { name: 'runAsUser', type: 'integer' },
  5: { name: 'runAsNonRoot', type: 'boolean' },
  7: { name: 'allowPrivilegeEscalation', type: 'boolean' },
};
const MOUNT: Message = {
  1: { name: 'name', type: 'string' },
  2: { name: 'readOnly', type: 'boolean' },
  3: { name: 'mountPath', type: 'string' },
  4: { name: 'subPath', type: 'string' },
  6: { name: 'subPathExpr', type: 'string' },
};
const CONTAINER: Message = {
  1: { name: 'name', type: 'string' },
  2: { name: 'image', type: 'string' },
  3: { name: 'command', type: 'string', list: true },
  4: { name: 'args', type: 'string', list: true },
  5: { name: 'workingDir', type: 'string' },
  8: { name: 'resources', type: {} },
  9: { name: 'volumeMounts', type: MOUNT, list: true },
  13: { name: 'terminationMessagePath', type: 'string' },
  14: { name: 'imagePullPolicy', type: 'string' },
  15: { name: 'securityContext', type: SECURITY },
  16: { name: 'stdin', type: 'boolean' },
  17: { name: 'stdinOnce', type: 'boolean' },
  18: { name: 'tty', type: 'boolean' },
  20: { name: 'terminationMessagePolicy', type: 'string' },
};
const SPEC: Message = {
  1: {
    name: 'volumes',
    list: true,
    type: {
      1: { name: 'name', type: 'string' },
      2: { name: 'source', inline: true, type: { 1: { name: 'hostPath', type: HOST_PATH } } },
    },
  },
  2: { name: 'containers', type: CONTAINER, list: true },
  3: { name: 'restartPolicy', type: 'string' },
  6: { name: 'dnsPolicy', type: 'string' },
  8: { name: 'serviceAccountName', type: 'string' },
  9: { name: 'serviceAccount', type: 'string' },
  10: { name: 'nodeName', type: 'string' },
  11: { name: 'hostNetwork', type: 'boolean' },
  12: { name: 'hostPID', type: 'boolean' },
  13: { name: 'hostIPC', type: 'boolean' },
  16: { name: 'hostname', type: 'string' },
  17: { name: 'subdomain', type: 'string' },
  19: { name: 'schedulerName', type: 'string' },
  22: {
    name: 'tolerations',
    list: true,
    type: {
      1: { name: 'key', type: 'string' },
      2: { name: 'operator', type: 'string' },
      3: { name: 'value', type: 'string' },
      4: { name: 'effect', type: 'string' },
    },
  },
  24: { name: 'priorityClassName', type: 'string' },
};
const METADATA: Message = {
  1: { name: 'name', type: 'string' },
  2: { name: 'generateName', type: 'string' },
  3: { name: 'namespace', type: 'string' },
  4: { name: 'selfLink', type: 'string' },
  5: { name: 'uid', type: 'string' },
  6: { name: 'resourceVersion', type: 'string' },
  7: { name: 'generation', type: 'integer' },
  8: { name: 'creationTimestamp', type: {} },
  11: { name: 'labels', type: 'map' },
  12: { name: 'annotations', type: 'map' },
};
const POD: Message = {
  1: { name: 'metadata', type: METADATA },
  2: { name: 'spec', type: SPEC },
  // Empty in a pod that is about to be made; an API server drops it.
  3: { name: 'status', type: 'skipped' },
};
/** apimachinery `runtime.Unknown`, after four bytes `k8s\0`: type, then the object. */
const MAGIC = 4;

/** A pod as JSON has it, out of a protobuf body; empty strings, numbers and objects are left out, as JSON does. */
export function podFromProtobuf(body: Buffer): Record<string, unknown> {
  const envelope = records(body.subarray(MAGIC));
  const object = envelope.find(({ number }) => number === 2)?.value;
  if (body.subarray(0, 3).toString() !== 'k8s' || !Buffer.isBuffer(object)) throw new Error('no Kubernetes protobuf');
  return { apiVersion: 'v1', kind: 'Pod', ...read(object, POD, 'Pod') };
}

function read(bytes: Buffer, message: Message, path: string): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const { number, value } of records(bytes)) {
    const field = message[number];
    if (field === undefined) throw new Error(`field ${number} of ${path} is not known here`);
    if (field.type === 'skipped') continue;
    const one = readValue(value, field.type, `${path}.${field.name}`);
    if (field.type === 'map') result[field.name] = { ...(result[field.name] as object), ...(one as object) };
    else if (field.list === true) result[field.name] = [...((result[field.name] as unknown[]) ?? []), one];
    else if (field.inline === true) Object.assign(result, one);
    else if (one !== '' && one !== 0 && !isEmpty(one)) result[field.name] = one;
  }
  return result;
}

function readValue(value: Buffer | number, type: Exclude<Field['type'], 'skipped'>, path: string): unknown {
  if (type === 'boolean') return value === 1;
  if (type === 'integer') return value;
  if (typeof value === 'number') throw new Error(`${path} is a number`);
  if (type === 'string') return value.toString('utf8');
  if (type !== 'map') return read(value, type, path);
  const [key, text] = records(value).map(({ value: one }) => String(one));
  return { [key ?? '']: text ?? '' };
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** The records of a message: varints and byte strings, which is all that these messages have. */
function records(bytes: Buffer): readonly { number: number; value: Buffer | number }[] {
  const found: { number: number; value: Buffer | number }[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error('protobuf ends within a number');
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    if (tag % 8 === 0) found.push({ number: tag >> 3, value: varint() });
    else if (tag % 8 === 2) {
      const length = varint();
      found.push({ number: tag >> 3, value: bytes.subarray(at, at + length) });
      at += length;
    } else throw new Error(`wire type ${tag % 8} is not known here`);
  }
  return found;
}
