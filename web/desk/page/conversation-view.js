/** @import { Entry, Message, Opened, Unsent } from './types.js' */
import { Banner } from '../../widget/banner.js';
import { button, el } from '../../widget/dom.js';
import { timeOf } from '../../widget/dates.js';
import { Log } from '../../widget/log.js';
import { DeskComposer } from './desk-composer.js';
import { FOR_THE_OFFICER } from './desk-message.js';
import { title } from './words.js';

/** Who has the open conversation, for the officer: nobody yet, they themselves, somebody else, or the assistant.
 * @typedef {'waiting' | 'mine' | 'others' | 'ended'} Standing */

/**
 * The middle of the page: the conversation that is open, and the box to write in if the officer has it.
 *
 * @typedef {object} ViewActions
 * @property {() => void} onTake
 * @property {() => void} onPass
 * @property {() => void} onHandBack
 * @property {() => void} onClose
 * @property {() => void} onQueue back to the queue, where only one part of the page is seen
 * @property {() => void} onDetails
 * @property {(text: string) => void} onSend
 * @property {(draft: string) => void} onDraft
 * @property {() => void} onTyping
 * @property {(clientId: string) => void} onRetry
 * @property {(clientId: string) => void} onWithdraw
 * @property {(words: string) => void} announce
 */
export class ConversationView {
  #mayStepIn;
  #heading = el('h2', { id: 'conversation-title', tabindex: -1 });
  #status = el('p', { class: 'status-line' });
  #take;
  #held;
  #log;
  #banner;
  #foot = el('p', { class: 'not-mine' });
  #nothing = el('div', { class: 'nothing' }, el('h2', { tabindex: -1 }, 'No conversation is open'),
    el('p', {}, 'Choose one from the queue.'));
  #shown;
  #receipt = el('span', { class: 'receipt' });
  #seenSeq = 0;
  composer;
  element;

  /** @param {ViewActions} actions @param {boolean} mayStepIn whether this officer may decide about other officers' conversations */
  constructor(actions, mayStepIn) {
    this.#mayStepIn = mayStepIn;
    this.#take = button({ class: 'small-button main' }, actions.onTake, 'Take this conversation');
    this.#held = el('div', { class: 'held', hidden: true },
      button({ class: 'small-button' }, actions.onPass, 'Pass on'),
      button({ class: 'small-button' }, actions.onHandBack, 'Hand back'),
      button({ class: 'small-button' }, actions.onClose, 'Close'));
    this.#log = new Log({ onChoose: () => {}, onRetry: actions.onRetry, onWithdraw: actions.onWithdraw }, FOR_THE_OFFICER);
    this.#banner = new Banner(actions.announce);
    this.composer = new DeskComposer(actions);
    const head = el('div', { class: 'conversation-head' },
      button({ class: 'small-button to-queue' }, actions.onQueue, 'Queue'),
      el('div', { class: 'conversation-titles' }, this.#heading, this.#status),
      button({ class: 'small-button to-details' }, actions.onDetails, 'Details'),
      this.#take, this.#held);
    this.#shown = el('div', { class: 'shown', hidden: true }, head, this.#banner.element, this.#log.element, this.#foot,
      this.composer.element);
    this.element = el('section', { class: 'conversation', 'aria-label': 'This conversation' }, this.#nothing, this.#shown);
  }

  /** Makes room for another conversation. */
  clear() {
    this.#log.clear();
    this.#seenSeq = 0;
    this.#heading.textContent = 'Opening…';
    this.#status.textContent = '';
    this.#banner.setReach('ok');
    this.#nothing.hidden = true;
    this.#shown.hidden = false;
  }

  /** Nothing is open. */
  showNothing() {
    this.#nothing.hidden = false;
    this.#shown.hidden = true;
  }

  /** @param {Opened} opened */
  showOpened({ known, handoff }) {
    this.#heading.textContent = title(known);
    this.#seenSeq = handoff?.person_seen ?? 0;
  }

  /** @param {Standing} standing @param {Entry | null} entry */
  setStanding(standing, entry) {
    const hadFocus = this.#shown.contains(document.activeElement);
    const mine = standing === 'mine';
    this.#take.hidden = standing !== 'waiting';
    this.#held.hidden = !mine && !(standing === 'others' && this.#mayStepIn);
    this.composer.element.hidden = !mine;
    const foot = {
      waiting: 'Take this conversation to write in it. Until then the assistant answers.',
      mine: '',
      others: `${entry?.officer?.name ?? 'Another officer'} has this conversation.`,
      ended: 'The assistant has this conversation, or it is closed. You can read it until you open another.',
    }[standing];
    this.#foot.textContent = foot;
    this.#foot.hidden = !foot;
    this.#status.textContent = statusWords(standing, entry);
    // What had the focus may have gone with the buttons.
    if (hadFocus && !isShown(document.activeElement)) this.focusHeading();
  }

  /** @param {Message} message */
  addMessage(message) {
    this.#log.show(message);
    this.#placeReceipt();
  }

  /** @param {Unsent[]} entries */
  showUnsent(entries) {
    this.#log.showUnsent(entries);
  }

  /** @param {string | null} name */
  setTyping(name) {
    this.#log.setTyping(name);
  }

  /** @param {'ok' | 'lost'} reach */
  setReach(reach) {
    this.#banner.setReach(reach);
  }

  /** @param {number} seq the person has seen up to here */
  setSeen(seq) {
    this.#seenSeq = Math.max(this.#seenSeq, seq);
    this.#placeReceipt();
  }

  /** Nothing more will come. @param {string} words */
  showGone(words) {
    this.#log.clear();
    this.#heading.textContent = words;
    this.#status.textContent = '';
  }

  scrollToEnd() {
    this.#log.scrollToEnd();
  }

  focusHeading() {
    const heading = this.#shown.hidden ? this.#nothing.querySelector('h2') : this.#heading;
    /** @type {HTMLElement} */ (heading).focus({ preventScroll: true });
  }

  focusLog() {
    this.#log.region.focus({ preventScroll: true });
    this.#log.scrollToEnd();
  }

  /** Under the officers' last message: whether the person has seen it. */
  #placeReceipt() {
    const last = [...this.#log.region.querySelectorAll('.from-officer[data-seq]')].at(-1);
    if (!last) return this.#receipt.remove();
    this.#receipt.textContent = Number(last.getAttribute('data-seq')) <= this.#seenSeq ? 'Seen' : 'Sent';
    last.querySelector('.head')?.append(this.#receipt);
  }
}

/** @param {Standing} standing @param {Entry | null} entry */
function statusWords(standing, entry) {
  if (!entry) return '';
  const since = `asked for an officer ${timeOf(entry.opened_at)}`;
  const crisis = entry.urgency === 'crisis' ? 'Crisis, ' : '';
  const words = { waiting: `${crisis}nobody has it yet, ${since}`, mine: `${crisis}you have it, ${since}`,
    others: `${crisis}with ${entry.officer?.name ?? 'another officer'}, ${since}`, ended: '' }[standing];
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** @param {Element | null} element */
const isShown = (element) => Boolean(element && element !== document.body && element.getClientRects().length);
