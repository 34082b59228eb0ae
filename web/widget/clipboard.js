import { el } from './dom.js';

/**
 * Copies text. Pages without https have no clipboard object, so the older way is tried there.
 * @param {string} text @param {ParentNode & Node} where
 */
export async function copyText(text, where) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = el('textarea', { class: 'hidden-text', 'aria-hidden': 'true', tabindex: -1 });
  const focused = /** @type {HTMLElement | null} */ (/** @type {ShadowRoot} */ (where.getRootNode()).activeElement);
  area.value = text;
  where.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  focused?.focus();
  if (!done) throw new Error('the browser did not copy');
}
