import type { RenderForm } from '../forms.js';

/** Stub of the skeleton. */
export const renderJunit: RenderForm = (reports) => `${reports.length}\n`;
