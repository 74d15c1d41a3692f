import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DaemonSet } from 'kubernetes-models/apps/v1/DaemonSet';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { Job } from 'kubernetes-models/batch/v1/Job';
import { Role } from 'kubernetes-models/rbac.authorization.k8s.io/v1/Role';
import { RoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1/RoleBinding';
import { Namespace } from 'kubernetes-models/v1/Namespace';
import { Pod } from 'kubernetes-models/v1/Pod';
import { ServiceAccount } from 'kubernetes-models/v1/ServiceAccount';

const MODULES = resolve('node_modules');
const MODELS = { DaemonSet, Deployment, Job, Namespace, Pod, Role, RoleBinding, ServiceAccount };
const FOLDERS: Readonly<Record<keyof typeof MODELS, string>> = {
  DaemonSet: 'apps/v1',
  Deployment: 'apps/v1',
  Job: 'batch/v1',
  Namespace: 'v1',
  Pod: 'v1',
  Role: 'rbac.authorization.k8s.io/v1',
  RoleBinding: 'rbac.authorization.k8s.io/v1',
  ServiceAccount: 'v1',
};

/** What is wrong with an object by Kubernetes' schema: types, enumerations, missing fields, and fields that it does not have. */
export function schemaProblems(object: Readonly<Record<string, unknown>>): readonly string[] {
  const kind = String(object['kind']);
  if (!Object.hasOwn(MODELS, kind)) return [`no schema here for the kind ${kind}`];
  const name = kind as keyof typeof MODELS;
  const problems: string[] = [];
  try {
    // A fresh copy: the model would define `apiVersion` and `kind` itself where they are missing.
    new MODELS[name](structuredClone(object) as never).validate();
  } catch (error) {
    problems.push((error as Error).message);
  }
  if (object['apiVersion'] !== MODELS[name].apiVersion)
    problems.push(`apiVersion is ${String(object['apiVersion'])}, not ${MODELS[name].apiVersion}`);
  return [
    ...problems,
    ...unknownFields(object, join(MODULES, 'kubernetes-models', FOLDERS[name], `${name}.d.ts`), kind),
  ];
}

/** Fields that the declared type does not have: the validators let them pass, and an API server drops or refuses them. */
function unknownFields(value: object, declaration: string, path: string): readonly string[] {
  const { fields, imports } = declared(declaration);
  return Object.entries(value).flatMap(([field, inner]) => {
    const type = fields.get(field);
    if (type === undefined) return [`${path}.${field} is no field of ${path}`];
    const target = [...imports].find(([name]) => new RegExp(`\\b${name}\\b`).test(type))?.[1];
    if (target === undefined || inner === null || typeof inner !== 'object') return [];
    const inners = Array.isArray(inner) ? inner : type.includes('[key: string]') ? Object.values(inner) : [inner];
    return inners
      .filter((one): one is object => typeof one === 'object' && one !== null)
      .flatMap((one) => unknownFields(one, target, `${path}.${field}`));
  });
}

interface Declared {
  /** Type of each field, as text. */
  readonly fields: ReadonlyMap<string, string>;
  /** File that declares each type named. */
  readonly imports: ReadonlyMap<string, string>;
}

const known = new Map<string, Declared>();

function declared(file: string): Declared {
  const before = known.get(file);
  if (before !== undefined) return before;
  const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const body = /export interface I\w+(?: extends TypeMeta)? \{\n([\s\S]*?)\n\}/.exec(text)?.[1] ?? '';
  const fields = new Map(
    [...body.matchAll(/^ {4}"([^"]+)"\??: ([\s\S]*?);$/gm)].map(([, name = '', type = '']) => [name, type]),
  );
  const imports = new Map(
    [...text.matchAll(/import \{ (IIo\w+) \} from "([^"]+)"/g)].map(([, name = '', from = '']) => [
      name,
      from.startsWith('.') ? join(dirname(file), from.replace(/\.js$/, '.d.ts')) : join(MODULES, `${from}.d.ts`),
    ]),
  );
  const result = { fields, imports };
  known.set(file, result);
  return result;
}
