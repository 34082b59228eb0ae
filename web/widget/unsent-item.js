/** @import { Unsent } from './types.js' */
/** A message of the person's own that the server has not accepted yet. */
import { button, el, setDisabled } from './dom.js';
import { icon } from './icons.js';
import { WORDS, senderName } from './words.js';

/**
 * @typedef {object} UnsentActions
 * @property {(clientId: string) => void} onRetry
 * @property {(clientId: string) => void} onWithdraw
 */

/** @param {Unsent} entry @param {UnsentActions} actions */
export function unsentItem(entry, actions) {
  const sender = senderName({ sender: 'person', name: null });
  const retry = button({ class: 'small-button retry' }, () => actions.onRetry(entry.client_id), WORDS.tryAgain);
  const drop = button({ class: 'small-button' }, () => actions.onWithdraw(entry.client_id), WORDS.doNotSend);
  const item = el(
    'li',
    { class: 'message from-person unsent', 'data-client-id': entry.client_id },
    el('p', { class: 'head' }, el('strong', { class: 'sender' }, sender)),
    el('div', { class: 'body' }, el('p', { class: 'plain' }, entry.text)),
    el('p', { class: 'delivery' }, icon('warning'), el('span')),
    el('div', { class: 'unsent-actions' }, retry, drop),
  );
  return updateUnsent(item, entry);
}

/** Changes the words in place: making the item anew would drop the focus from its buttons.
 * @param {HTMLElement} item @param {Unsent} entry */
export function updateUnsent(item, entry) {
  const sending = entry.delivery === 'sending';
  item.dataset.delivery = entry.delivery;
  if (!sending) item.classList.add('tried');
  const words = item.querySelector('.delivery span');
  if (words) words.textContent = deliveryWords(entry);
  for (const one of item.querySelectorAll('button')) setDisabled(one, sending);
  return item;
}

/** @param {Unsent} entry */
export function deliveryWords({ delivery, words }) {
  if (delivery === 'failed') return `${WORDS.failed} ${words ?? WORDS.failedUnknown}`;
  return delivery === 'waiting' ? WORDS.waiting : WORDS.sending;
}
