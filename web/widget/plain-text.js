/** @import { Message } from './types.js' */
/** Messages as plain text: for copying, and for reading aloud. */
import { longDate, timeOf, today } from './dates.js';
import { safeFragment } from './safe-html.js';
import { WORDS, senderName, spokenName } from './words.js';

/** What a message says, without markup; addresses are named only when asked for.
 * @param {Message} message @param {{addresses?: boolean}} [options] */
export function plainText(message, { addresses = false } = {}) {
  const fragment = message.html && message.sender !== 'person' ? safeFragment(message.html) : null;
  if (!fragment) return message.text;
  for (const hidden of fragment.querySelectorAll('.hidden-text')) hidden.remove();
  for (const anchor of addresses ? fragment.querySelectorAll('a[target]') : []) {
    anchor.append(` (${anchor.getAttribute('href')})`);
  }
  for (const item of fragment.querySelectorAll('li')) item.prepend(`${marker(item)} `);
  const blocks = [...fragment.querySelectorAll('p, li')].filter((block) => !block.querySelector('p, li'));
  const lines = blocks.map((block) => (block.textContent ?? '').replace(/\s+/g, ' ').trim());
  return lines.length ? lines.join('\n') : (fragment.textContent ?? '').trim();
}

/** @param {Element} item */
function marker(item) {
  const list = item.parentElement;
  return list?.localName === 'ol' ? `${[...list.children].indexOf(item) + 1}.` : '-';
}

/** A message as it is announced, with what can be chosen after it.
 * @param {Message} message */
export function spoken(message) {
  const labels = message.buttons.map(({ label }) => label).join(', ');
  const choices = labels && ` You can choose: ${labels}.`;
  const name = message.sender === 'notice' ? '' : `${spokenName(message)} says: `;
  return `${name}${plainText(message)}${choices}`;
}

/** The whole conversation, for the clipboard.
 * @param {Message[]} messages */
export function transcript(messages) {
  const parts = messages.map((message) => {
    const lines = [`${senderName(message)} (${timeOf(message.at)}):`, plainText(message, { addresses: true })];
    if (message.sources.length) lines.push(`${WORDS.sources}:`, ...message.sources.map(sourceLine));
    return lines.join('\n');
  });
  return [`${WORDS.title}: ${today()}`, ...parts].join('\n\n') + '\n';
}

/** @param {import('./types.js').Source} source */
function sourceLine({ title, url, checked }) {
  const date = longDate(checked);
  return `- ${title}, ${url}${date ? `, ${WORDS.checked} ${date}` : ''}`;
}
