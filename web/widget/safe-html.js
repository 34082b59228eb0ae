/**
 * The server's html, taken apart and put together again from the few elements and the one attribute
 * that are allowed. The server makes it safe already; this holds even if that should fail one day.
 */
import { el, hiddenText } from './dom.js';
import { icon } from './icons.js';
import { WORDS } from './words.js';

/** @type {readonly (keyof HTMLElementTagNameMap)[]} */
const ALLOWED = ['p', 'ul', 'ol', 'li', 'strong', 'em', 'blockquote'];
const WITHOUT_CONTENT = ['script', 'style', 'template', 'iframe', 'noscript', 'title', 'textarea'];
const LINKS = ['https:', 'http:', 'tel:', 'sms:', 'mailto:'];
const SAME_TAB = ['tel:', 'sms:', 'mailto:'];

const policy = trustedPolicy();

/** @param {string} html @returns {DocumentFragment | null} null when the page forbids parsing html */
export function safeFragment(html) {
  const template = document.createElement('template');
  try {
    template.innerHTML = policy ? policy.createHTML(html) : html;
  } catch {
    return null;
  }
  const fragment = document.createDocumentFragment();
  fragment.append(...copies(template.content));
  return fragment;
}

/**
 * A link that opens in a new tab and says so, except for calls and texts; only the words where the
 * address is none that we know.
 * @param {string} address @param {...(Node | string)} words
 */
export function link(address, ...words) {
  const url = parse(address);
  if (!url || !LINKS.includes(url.protocol)) return el('span', {}, ...words);
  if (SAME_TAB.includes(url.protocol)) return el('a', { href: address }, ...words);
  const attributes = { href: url.href, target: '_blank', rel: 'noopener' };
  return el('a', attributes, ...words, icon('newTab'), hiddenText(WORDS.newTab));
}

/** @param {Node} parent @returns {(Node | string)[]} */
function copies(parent) {
  return [...parent.childNodes].flatMap((node) => {
    if (node.nodeType === Node.TEXT_NODE) return [node.textContent ?? ''];
    if (!(node instanceof Element)) return [];
    const tag = ALLOWED.find((allowed) => allowed === node.localName);
    if (tag) return [el(tag, {}, ...copies(node))];
    if (node.localName === 'a') return [link(node.getAttribute('href') ?? '', ...copies(node))];
    return WITHOUT_CONTENT.includes(node.localName) ? [] : copies(node);
  });
}

/** @param {string} address @returns {URL | null} */
function parse(address) {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

/** A page may demand a policy (Trusted Types), and may forbid making one: then text is shown. */
function trustedPolicy() {
  try {
    const types = /** @type {any} */ (globalThis).trustedTypes;
    return types?.createPolicy('signpost-chat', { createHTML: (/** @type {string} */ html) => html });
  } catch {
    return undefined;
  }
}
