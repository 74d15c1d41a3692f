import type { RenderForm } from '../forms.js';

/** Stub of the skeleton. */
export const renderMarkdown: RenderForm = (reports) => `${reports.length}\n`;
