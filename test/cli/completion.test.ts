import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../commands/index.js';
import { bashCompletion } from '../../src/report/completion/bash.js';
import { fishCompletion } from '../../src/report/completion/fish.js';
import { completionModel, FLAG_VALUES, type ManifestCommand } from '../../src/report/completion/model.js';
import { zshCompletion } from '../../src/report/completion/zsh.js';

const KNOWN = { clients: ['buildah'], codes: ['tcp-timeout'], forms: ['text'], kinds: ['node'], labs: ['healthy'] };

/** Every flag of every command. */
const FLAGS = Object.values(COMMANDS).flatMap((command) =>
  Object.entries((command as { flags?: Record<string, { type: string; options?: readonly string[] }> }).flags ?? {}),
);

const command = (description: string): ManifestCommand => ({
  id: 'look',
  summary: "It's a [look]: here",
  args: {},
  flags: { to: { name: 'to', type: 'option', description }, old: { name: 'old', type: 'boolean', hidden: true } },
});

describe('completion', () => {
  test('is thought of for every flag that takes a value', () => {
    const valued = FLAGS.filter(([, { type, options }]) => type === 'option' && options === undefined);
    expect(valued.length).toBeGreaterThan(30);
    expect(valued.map(([name]) => name).filter((name) => !Object.hasOwn(FLAG_VALUES, name))).toEqual([]);
  });

  test('names no flag that is gone', () => {
    const names = new Set(FLAGS.map(([name]) => name));
    expect(Object.keys(FLAG_VALUES).filter((name) => !names.has(name))).toEqual([]);
  });

  test('shows the part of a description that fits a menu, and no hidden flag', () => {
    const [look] = completionModel([command(`where it goes (default: here); ${'more '.repeat(30)}`)], KNOWN);
    expect(look?.flags.map(({ name, summary }) => `${name}: ${summary}`)).toEqual([
      'to: where it goes',
      'help: what it does, its flags and examples',
    ]);
    const [long] = completionModel([command('word '.repeat(30))], KNOWN);
    expect(long?.flags[0]?.summary).toMatch(/^(word )+\.\.\.$/);
    expect(long?.flags[0]?.summary.length).toBeLessThanOrEqual(64);
  });

  test('quotes what the shells would take for their own', () => {
    const model = completionModel([command(`it's [a]: \\ $(id) \`id\``)], KNOWN);
    expect(zshCompletion('regdoctor', model)).toContain(`'--to=[it'\\''s \\[a\\]: \\\\ $(id) \`id\`]:to:_files'`);
    expect(fishCompletion('regdoctor', model)).toContain(`-d 'it\\'s [a]: \\\\ $(id) \`id\`'`);
    expect(bashCompletion('regdoctor', model)).not.toContain('$(id)');
  });
});
