import type { StorageRule } from './rule.js';

/** A file that stops the client before anything else. */
export const storageSettingsError: StorageRule = {
  code: 'config-parse-error',
  causes: ['settings'],
  explains({ client }) {
    const { error } = client.settings;
    const path = error?.path ?? 'storage.conf';
    return {
      title: `${path} stops ${client.client}: ${error?.message ?? 'it cannot be read'}`,
      subject: path,
      evidence: [`${path}${error?.line ? `:${error.line}` : ''}: ${error?.message ?? ''}`],
      location: { path, line: error?.line ?? null },
      nextStep: `correct ${path}${error?.line ? `, line ${error.line}` : ''}`,
    };
  },
};
