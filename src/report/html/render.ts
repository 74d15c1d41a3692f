import type { RenderForm } from '../forms.js';

/** Stub of the skeleton. */
export const renderHtml: RenderForm = (reports) => `${reports.length}\n`;
