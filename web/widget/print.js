/** @import { Message } from './types.js' */
import { el } from './dom.js';
import { longDate, timeOf, today } from './dates.js';
import { safeFragment } from './safe-html.js';
import { WORDS, senderName } from './words.js';

const CSS = `
  body { font: 11pt/1.45 system-ui, sans-serif; color: #000; background: #fff; margin: 0; }
  h1 { font-size: 16pt; margin: 0 0 12pt; }
  h2 { font-size: 11pt; margin: 12pt 0 2pt; break-after: avoid; }
  p, ul, ol { margin: 0 0 4pt; overflow-wrap: anywhere; }
  .plain { white-space: pre-wrap; }
  .icon, .hidden-text { display: none; }
  a { color: #000; }
  a[target]::after { content: " (" attr(href) ")"; }
  .sources { font-size: 9.5pt; }
`;

/**
 * Prints the conversation alone, not the page around it: by way of a frame that is built for it.
 * @param {Message[]} messages @param {Node} where
 */
export async function printConversation(messages, where) {
  const frame = el('iframe', { class: 'print-frame', title: WORDS.printTitle, inert: true });
  // Firefox loads the empty page later and would throw away what had been written before that.
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  where.appendChild(frame);
  await loaded;
  fillAndPrint(frame, messages);
}

/** @param {HTMLIFrameElement} frame @param {Message[]} messages */
function fillAndPrint(frame, messages) {
  const page = /** @type {(Window & typeof globalThis) | null} */ (frame.contentWindow);
  if (!page) return;
  const sheet = new page.CSSStyleSheet();
  sheet.replaceSync(CSS);
  page.document.adoptedStyleSheets = [sheet];
  page.document.title = WORDS.title;
  page.document.documentElement.lang = 'en-GB';
  page.document.body.append(el('h1', {}, `${WORDS.title}: ${today()}`), ...messages.flatMap(printed));
  page.addEventListener('afterprint', () => setTimeout(() => frame.remove()));
  page.print();
}

/** @param {Message} message */
function printed(message) {
  const html = message.sender === 'person' ? null : message.html;
  const body = (html && safeFragment(html)) || el('p', { class: 'plain' }, message.text);
  const sources = message.sources.map(({ title, url, checked }) => {
    const date = longDate(checked);
    return el('li', {}, `${title}, ${url}${date ? `, ${WORDS.checked} ${date}` : ''}`);
  });
  const list = sources.length ? [el('p', { class: 'sources' }, WORDS.sources), el('ul', { class: 'sources' }, ...sources)] : [];
  return [el('h2', {}, `${senderName(message)}, ${timeOf(message.at)}`), body, ...list];
}
