import { z } from 'zod';
import { applySchema } from './apply/schema.js';
import { configSchema } from './config/schema.js';
import { diffSchema } from './diff/schema.js';
import { egressSchema } from './egress/schema.js';
import { planSchema } from './plan/schema.js';
import { roundtripSchema } from './roundtrip/schema.js';
import { reportSchema } from './schema.js';
import { storageSchema } from './storage/schema.js';

/** The report contract as JSON Schema, as published in docs/report.schema.json. */
export function reportJsonSchema(): unknown {
  return { $id: 'urn:regdoctor:report:1', title: 'regdoctor report', ...z.toJSONSchema(reportSchema) };
}

/** The contract of `plan --json`, as published in docs/plan.schema.json. */
export function planJsonSchema(): unknown {
  return { $id: 'urn:regdoctor:plan:1', title: 'regdoctor plan', ...z.toJSONSchema(planSchema) };
}

/** The contract of `config --json`, as published in docs/config.schema.json. */
export function configJsonSchema(): unknown {
  return { $id: 'urn:regdoctor:config:1', title: 'regdoctor config', ...z.toJSONSchema(configSchema) };
}

/** The contract of `egress --json`, as published in docs/egress.schema.json. */
export function egressJsonSchema(): unknown {
  return { $id: 'urn:regdoctor:egress:1', title: 'regdoctor egress', ...z.toJSONSchema(egressSchema) };
}

/** The contract of `roundtrip --json`, as published in docs/roundtrip.schema.json. */
export function roundtripJsonSchema(): unknown {
  return { $id: 'urn:regdoctor:roundtrip:1', title: 'regdoctor roundtrip', ...z.toJSONSchema(roundtripSchema) };
}

/** The contract of `storage --json`, as published in docs/storage.schema.json. */
export function storageJsonSchema(): unknown {
  return { $id: 'urn:regdoctor:storage:1', title: 'regdoctor storage', ...z.toJSONSchema(storageSchema) };
}

/** The contract of `apply --json`, as published in docs/apply.schema.json. */
export function applyJsonSchema(): unknown {
  return { $id: 'urn:regdoctor:apply:1', title: 'regdoctor apply', ...z.toJSONSchema(applySchema) };
}

/** The contract of `diff --json`, as published in docs/diff.schema.json. */
export function diffJsonSchema(): unknown {
  return { $id: 'urn:regdoctor:diff:1', title: 'regdoctor diff', ...z.toJSONSchema(diffSchema) };
}
