import type { RenderForm } from '../forms.js';
import { renderText } from '../text/render.js';

/** Reports for people, one after the other. */
export const renderTextForm: RenderForm = (reports, { text, isFile }) =>
  reports
    .map((report) =>
      isFile
        ? `# regdoctor report, made ${report.startedAt} by version ${report.tool.version}\n\n${renderText(report, { ...text, color: false, verbose: true })}`
        : renderText(report, text),
    )
    .join('\n');
