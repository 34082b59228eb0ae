import { button, el, isDisabled, setDisabled } from '../../widget/dom.js';
import { icon } from '../../widget/icons.js';
import { wordsOf } from './desk-api.js';

let made = 0;

/**
 * A question over the page. The browser keeps the focus inside, closes it with Escape and gives the focus back.
 *
 * @param {object} what
 * @param {string} what.title
 * @param {(Node | string)[]} what.body
 * @param {string} [what.confirm] the button that does it; without one the dialog only shows
 * @param {boolean} [what.danger]
 * @param {string} [what.dismiss]
 * @param {() => Promise<void | string>} [what.onConfirm] a string says what is wrong and keeps the dialog open
 */
export function openDialog({ title, body, confirm, danger = false, dismiss = confirm ? 'Cancel' : 'Close', onConfirm }) {
  made += 1;
  const id = `dialog-${made}`;
  const problem = el('p', { class: 'problem', role: 'alert' });
  const heading = el('h2', { id: `${id}-title`, tabindex: -1 }, title);
  const no = button({ class: 'small-button' }, () => dialog.close(), dismiss);
  const yes = confirm ? [el('button', { type: 'submit', class: `small-button ${danger ? 'danger' : 'main'}` }, confirm)] : [];
  const form = el('form', { method: 'dialog' }, heading, ...body, problem, el('div', { class: 'dialog-buttons' }, ...yes, no));
  const dialog = el('dialog', { class: 'desk-dialog', 'aria-labelledby': `${id}-title` }, form);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (!onConfirm || isDisabled(yes[0])) return;
    setDisabled(yes[0], true);
    const words = await onConfirm().catch(wordsOf);
    setDisabled(yes[0], false);
    if (!words) return dialog.close();
    problem.replaceChildren(icon('warning'), words);
  });
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  heading.focus();
  return dialog;
}
