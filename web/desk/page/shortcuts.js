import { el } from '../../widget/dom.js';
import { openDialog } from './dialog.js';

/**
 * Keys for what officers do all day. All go with Alt, so that none fires while somebody dictates or types (WCAG 2.1.4),
 * and by their place on the keyboard, because Alt changes letters on some.
 *
 * @typedef {{code: string, key: string, words: string, act: () => void}} Shortcut
 */

/** @param {Shortcut[]} shortcuts */
export function listenForShortcuts(shortcuts) {
  addEventListener('keydown', (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (document.querySelector('dialog[open]')) return;
    const found = shortcuts.find(({ code }) => code === event.code);
    if (!found) return;
    event.preventDefault();
    found.act();
  });
}

/** @param {Shortcut[]} shortcuts */
export function showHelp(shortcuts) {
  const rows = shortcuts.flatMap(({ key, words }) => [el('dt', {}, el('kbd', {}, 'Alt'), ' + ', el('kbd', {}, key)), el('dd', {}, words)]);
  openDialog({
    title: 'Keyboard shortcuts',
    body: [
      el('dl', { class: 'facts keys' }, ...rows, el('dt', {}, el('kbd', {}, 'Enter')), el('dd', {}, 'Send the reply'),
        el('dt', {}, el('kbd', {}, 'Shift'), ' + ', el('kbd', {}, 'Enter')), el('dd', {}, 'A new line in the reply')),
      el('p', {}, 'On a Mac, Alt is the Option key.'),
    ],
  });
}
