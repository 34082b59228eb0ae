/** @import { Term } from './types.js' */
/** Words of the field in an answer, each explained when it is tapped. */
import { button, el } from './dom.js';

const NOT_IN = 'a, button';
const BLOCK = 'p, li';

/**
 * Makes a button of the first place where each term stands, which shows and hides what it means below the paragraph.
 * @param {DocumentFragment | Element} answer @param {Term[]} terms @param {string} prefix of the ids
 */
export function explainTerms(answer, terms, prefix) {
  for (const [index, term] of terms.entries()) {
    const place = firstPlace(answer, term.written);
    if (!place) continue;
    const block = place.parentElement?.closest(BLOCK);
    if (block) place.replaceWith(termButton(term, block, `${prefix}-term-${index}`));
  }
}

/** @param {Term} term @param {Element} block @param {string} id */
function termButton(term, block, id) {
  const note = el('span', { class: 'meaning', id, hidden: true }, el('strong', {}, term.name), `: ${term.meaning}`);
  const toggle = () => {
    const shown = opener.getAttribute('aria-expanded') === 'true';
    opener.setAttribute('aria-expanded', String(!shown));
    note.hidden = shown;
  };
  const attributes = { class: 'term', 'aria-expanded': 'false', 'aria-controls': id };
  const opener = button(attributes, toggle, term.written);
  opener.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || note.hidden) return;
    event.stopPropagation();
    toggle();
  });
  block.append(note);
  return opener;
}

/** The text node that holds just the term, cut out of its first place; null if it stands nowhere.
 * @param {DocumentFragment | Element} answer @param {string} written @returns {Text | null} */
function firstPlace(answer, written) {
  const walker = document.createTreeWalker(answer, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = /** @type {Text} */ (node);
    if (text.parentElement?.closest(`${NOT_IN}, .meaning`)) continue;
    const at = wholeWord(text.data, written);
    if (at < 0) continue;
    const place = text.splitText(at);
    place.splitText(written.length);
    return place;
  }
  return null;
}

/** @param {string} text @param {string} word @returns {number} where `word` stands as a whole word, or -1 */
function wholeWord(text, word) {
  const letter = /[\p{L}\p{N}]/u;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!letter.test(text[at - 1] ?? '') && !letter.test(text[at + word.length] ?? '')) return at;
  }
  return -1;
}
