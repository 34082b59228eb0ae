import { button, el, hiddenText } from './dom.js';
import { icon } from './icons.js';
import { WORDS } from './words.js';

/**
 * The outside of the panel: its title, its close button, and the parts below one another. It is not
 * modal: on a desktop the page beside it stays in use.
 * @param {() => void} onClose @param {HTMLElement[]} parts
 */
export function panelFrame(onClose, parts) {
  const title = el('h2', { id: 'signpost-title' }, WORDS.title);
  const titles = el('div', { class: 'titles' }, title, el('p', {}, WORDS.subtitle));
  const close = button({ class: 'close' }, onClose, icon('close'), WORDS.close, hiddenText(WORDS.closeRest));
  const frame = el('div', { class: 'frame' }, el('div', { class: 'header' }, titles, close), ...parts);
  const attributes = { id: 'signpost-panel', class: 'panel', role: 'dialog', 'aria-labelledby': title.id, hidden: true };
  return el('div', attributes, frame);
}
