import type { RenderForm } from '../forms.js';

/** Stub of the skeleton. */
export const renderSarif: RenderForm = (reports) => `${reports.length}\n`;
