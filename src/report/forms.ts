import type { Report } from './schema.js';
import type { TextOptions } from './text/style.js';

/** What a form may know besides the reports. */
export interface FormOptions {
  readonly text: TextOptions;
  /** True where it becomes a file of its own: it begins then as `begins` says. */
  readonly isFile: boolean;
}

/** Reports of one run in one form. Pure. @param reports one for each reference, in the order of the call; never empty. */
export type RenderForm = (reports: readonly Report[], options: FormOptions) => string;

/** One way to write reports down. */
export interface Form {
  readonly summary: string;
  /** File name endings that ask for this form where nobody named one. */
  readonly extensions: readonly string[];
  /** How every file of this form begins, by which regdoctor knows it as its own and may write over it. */
  readonly begins: readonly string[];
  /** Loads what renders it: nothing of a form is loaded before somebody asks for it. */
  load(): Promise<RenderForm>;
}

/** Every form by the name that `--output` takes. */
export const FORMS = {
  text: {
    summary: 'for people, in a terminal',
    extensions: ['.txt', '.log'],
    begins: ['# regdoctor report'],
    load: async () => (await import('./forms/text.js')).renderTextForm,
  },
  json: {
    summary: 'the whole report, as docs/report.schema.json has it; one document a line',
    extensions: ['.json', '.jsonl'],
    begins: ['{"schemaVersion":1,"kind":"check"'],
    load: async () => (await import('./forms/json.js')).renderJsonForm,
  },
  jsonl: {
    summary: 'the same, a line as soon as a reference is done',
    extensions: [],
    begins: ['{"schemaVersion":1,"kind":"check"'],
    load: async () => (await import('./forms/json.js')).renderJsonForm,
  },
  html: {
    summary: 'one page that needs nothing else, to look at and to hand on',
    extensions: ['.html', '.htm'],
    begins: ['<!doctype html>\n<!-- regdoctor report -->'],
    load: async () => (await import('./html/render.js')).renderHtml,
  },
  markdown: {
    summary: 'for issues, chats and wikis',
    extensions: ['.md'],
    begins: ['<!-- regdoctor report -->'],
    load: async () => (await import('./markdown/render.js')).renderMarkdown,
  },
  junit: {
    summary: 'for CI: a test case a client',
    extensions: ['.xml'],
    begins: ['<?xml version="1.0" encoding="UTF-8"?>\n<!-- regdoctor report -->'],
    load: async () => (await import('./junit/render.js')).renderJunit,
  },
  sarif: {
    summary: 'findings that sit in a file, for code scanning',
    extensions: ['.sarif'],
    begins: [
      '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":{"driver":{"name":"regdoctor"',
    ],
    load: async () => (await import('./sarif/render.js')).renderSarif,
  },
} as const satisfies Readonly<Record<string, Form>>;

export type FormName = keyof typeof FORMS;

/** True for a name that `--output` takes. */
export function isFormName(name: string): name is FormName {
  return Object.hasOwn(FORMS, name);
}
