import { MISLEADING } from '../text/paste.js';
import { MAX_PASTE_CHARACTERS } from './limits.js';
import { html, type Markup, verbatim } from './markup.js';

/** Lines with a button that copies exactly them. @param name what is copied, for whoever doesn't see the block. */
export function copyBlock(text: string, id: string, name: string, title: string): Markup {
  if (MISLEADING.test(text))
    return html`<p class="soft">The lines hold characters that can’t be shown as they are: use <code>--output-dir DIR</code> to have them written.</p>`;
  if (text.length > MAX_PASTE_CHARACTERS)
    return html`<p class="soft">${text.length} characters are too many for a page: use <code>--output-dir DIR</code> to have them written.</p>`;
  return html`<div class="paste">
<div class="paste-head"><span>${title}</span><button type="button" data-copy="${id}" hidden><span class="label">Copy</span><span class="unseen"> ${name}</span></button></div>
<pre><code id="${id}">${verbatim(text)}</code></pre>
</div>
`;
}
