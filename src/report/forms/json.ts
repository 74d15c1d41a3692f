import type { RenderForm } from '../forms.js';

/** One document a line. */
export const renderJsonForm: RenderForm = (reports) => reports.map((report) => `${JSON.stringify(report)}\n`).join('');
