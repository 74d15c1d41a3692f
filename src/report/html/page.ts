import { createHash } from 'node:crypto';
import { DEFINITIONS } from './definitions.js';
import { html, type Markup, trusted } from './markup.js';
import { SCRIPT } from './script.js';
import { STYLE } from './style.js';

/** How every page begins, by which regdoctor knows it as its own (forms.ts). */
const BEGIN = '<!doctype html>\n<!-- regdoctor report -->';

/** Nothing is loaded from anywhere: this style sheet and this script alone, by what they hash to. */
const POLICY = [
  "default-src 'none'",
  `style-src '${hashOf(STYLE)}'`,
  `script-src '${hashOf(SCRIPT)}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** The whole file. @param skip id of what the first key press leads to, and its name. */
export function page(title: string, skip: { readonly id: string; readonly name: string }, main: Markup): string {
  const { markup } = html`
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<a class="skip" href="#${skip.id}">Skip to ${skip.name}</a>
${DEFINITIONS}<main>
${main}</main>
<footer><p>Written by <code>regdoctor</code>. This page loads nothing and sends nothing.</p></footer>
<p id="said" class="unseen" role="status" aria-live="polite"></p>
<script>${trusted(SCRIPT)}</script>
</body>
</html>
`;
  return `${BEGIN}${markup}`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
