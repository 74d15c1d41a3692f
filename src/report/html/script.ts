/**
 * The page's only script: buttons that copy. Without it everything is there to be read, and no button is.
 * From a file there may be no `navigator.clipboard`: then the lines are selected and the browser's own copying is asked for them.
 */
export const SCRIPT = `'use strict';
const said = document.getElementById('said');
function bySelection(block, text) {
  const range = document.createRange();
  range.selectNodeContents(block);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  const exact = (event) => {
    event.clipboardData.setData('text/plain', text);
    event.preventDefault();
  };
  document.addEventListener('copy', exact, { once: true });
  let done = false;
  try {
    done = document.execCommand('copy');
  } catch {}
  document.removeEventListener('copy', exact);
  if (done) selection.removeAllRanges();
  return done;
}
async function copied(block) {
  const text = block.textContent;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return bySelection(block, text);
  }
}
for (const button of document.querySelectorAll('button[data-copy]')) {
  const label = button.querySelector('.label');
  button.hidden = false;
  button.addEventListener('click', async () => {
    const done = await copied(document.getElementById(button.dataset.copy));
    label.textContent = done ? 'Copied' : 'Selected';
    said.textContent = '';
    setTimeout(() => {
      said.textContent = done ? 'Copied to the clipboard.' : 'Could not copy. The lines are selected: press Ctrl and C.';
    }, 50);
    setTimeout(() => {
      label.textContent = 'Copy';
    }, 2500);
  });
}
`;
