import { button, el, hiddenText } from '../../widget/dom.js';

const LONG = 180;

/** A text of which only the start is seen until more is wanted. @param {string} text @param {string} title what it belongs to */
export function longText(text, title) {
  const shown = el('p', { class: 'plain long-text' }, text);
  if (text.length <= LONG) return [shown];
  shown.classList.add('cut');
  const rest = hiddenText(` of “${title}”`);
  const more = button({ class: 'link-button', 'aria-expanded': 'false' }, () => {
    const cut = shown.classList.toggle('cut');
    more.setAttribute('aria-expanded', String(!cut));
    more.replaceChildren(cut ? 'Show all' : 'Show less', rest);
  }, 'Show all', rest);
  return [shown, more];
}
