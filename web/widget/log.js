/** @import { Choice, Message, Unsent } from './types.js' */
import { button, el, focusedBeside } from './dom.js';
import { icon } from './icons.js';
import { markChosen, messageItem, noteItem, unmarkChosen } from './message-item.js';
import { unsentItem, updateUnsent } from './unsent-item.js';
import { WORDS } from './words.js';

/** How near the end counts as reading the newest message. */
const NEAR = 80;

/**
 * The conversation as shown: a list in a region that can be scrolled by keyboard. It is not live;
 * the announcer speaks for it.
 *
 * @typedef {object} LogActions
 * @property {(choice: Choice) => void} onChoose
 * @property {(clientId: string) => void} onRetry
 * @property {(clientId: string) => void} onWithdraw
 *
 * @typedef {object} Drawing how entries look to the one who reads here
 * @property {(message: Message, onChoose: (choice: Choice) => void) => HTMLElement} message
 * @property {(entry: Unsent, actions: LogActions) => HTMLElement} unsent
 * @property {(message: Message) => boolean} isOwn whether the one who reads here wrote it
 */

/** @type {Drawing} */
const FOR_THE_PERSON = { message: messageItem, unsent: unsentItem, isOwn: ({ sender }) => sender === 'person' };

export class Log {
  #actions;
  #drawing;
  #list = el('ol', { class: 'messages', role: 'list' });
  #typing = el('p', { class: 'typing', hidden: true });
  /** @type {Map<string, HTMLElement>} */
  #unsent = new Map();
  #seen = el('p', { class: 'seen' }, icon('tick'), WORDS.seen);
  #following = true;
  #jump = button({ class: 'jump', hidden: true }, () => this.#jumpToEnd(), icon('down'), WORDS.newBelow);
  region = el('div', { class: 'log', role: 'region', 'aria-label': WORDS.log, tabindex: 0 }, this.#list, this.#typing);
  element = el('div', { class: 'log-frame' }, this.region, this.#jump);

  /** @param {LogActions} actions @param {Drawing} [drawing] */
  constructor(actions, drawing = FOR_THE_PERSON) {
    this.#actions = actions;
    this.#drawing = drawing;
    this.region.addEventListener('scroll', () => {
      this.#following = this.#isAtEnd();
      if (this.#following) this.#jump.hidden = true;
    });
    // The phone's keyboard, a banner or a longer draft make the log lower: keep the end in sight.
    // Where the whole panel scrolls, the log grows with every message instead, and is left where it is.
    new ResizeObserver(() => this.#following && this.#scrollsItself() && this.scrollToEnd()).observe(this.region);
  }

  /** @param {Message} message */
  show(message) {
    const atEnd = this.#isAtEnd();
    const item = this.#drawing.message(message, this.#actions.onChoose);
    const placeholder = message.client_id ? this.#unsent.get(message.client_id) : undefined;
    const hadFocus = placeholder?.contains(focusedBeside(this.#list));
    placeholder?.remove();
    this.#insert(item, message.seq);
    if (hadFocus) {
      item.tabIndex = -1;
      item.focus({ preventScroll: true });
    }
    const own = this.#drawing.isOwn(message);
    if (own) this.#markLatest(message.text);
    if (atEnd || own) this.#bringIntoView(item);
    else this.#jump.hidden = false;
  }

  /** @param {Unsent[]} entries */
  showUnsent(entries) {
    for (const [id, item] of this.#unsent) {
      if (entries.some((entry) => entry.client_id === id)) continue;
      item.remove();
      this.#unsent.delete(id);
    }
    for (const entry of entries) {
      const shown = this.#unsent.get(entry.client_id);
      if (shown) updateUnsent(shown, entry);
      else this.#addUnsent(entry);
    }
    if (entries.length && this.#following) this.scrollToEnd();
  }

  /** @param {string} text */
  note(text) {
    this.#list.append(noteItem(text));
  }

  /** @param {string | null} name who is writing, or null for nobody */
  setTyping(name) {
    const atEnd = this.#isAtEnd();
    const dots = el('span', { class: 'dots', 'aria-hidden': 'true' }, el('i'), el('i'), el('i'));
    this.#typing.replaceChildren(...(name ? [`${name} ${WORDS.writing}`, dots] : []));
    this.#typing.hidden = name === null;
    if (atEnd) this.scrollToEnd();
  }

  /** @param {number} seq the last of the person's messages that an officer has seen is at or before this one */
  setSeen(seq) {
    const own = [...this.#list.querySelectorAll('.from-person[data-seq]')];
    const last = own.filter((item) => Number(/** @type {HTMLElement} */ (item).dataset.seq) <= seq).pop();
    last?.append(this.#seen);
  }

  /** A choice that was withdrawn can be made again.
   * @param {string} label */
  release(label) {
    const groups = [...this.#list.querySelectorAll('.choices')].reverse();
    const used = groups.find((group) => group.querySelector('.chosen')?.textContent?.startsWith(label));
    if (used) unmarkChosen(used);
  }

  clear() {
    this.#list.replaceChildren();
    this.#unsent.clear();
    this.#jump.hidden = true;
    this.setTyping(null);
  }

  scrollToEnd() {
    const scroller = this.#scroller();
    scroller.scrollTop = scroller.scrollHeight;
    this.#jump.hidden = true;
  }

  /** The button goes away once it has been used, so the focus moves to what it shows. */
  #jumpToEnd() {
    this.region.focus({ preventScroll: true });
    this.scrollToEnd();
  }

  /** @param {Unsent} entry */
  #addUnsent(entry) {
    const item = this.#drawing.unsent(entry, this.#actions);
    this.#unsent.set(entry.client_id, item);
    this.#list.append(item);
    this.scrollToEnd();
  }

  /** @param {HTMLElement} item @param {number} seq */
  #insert(item, seq) {
    const later = [...this.#list.children].find((child) => {
      const { seq: other } = /** @type {HTMLElement} */ (child).dataset;
      return other ? Number(other) > seq : child.classList.contains('unsent');
    });
    this.#list.insertBefore(item, later ?? null);
  }

  /** @param {string} label what the person said, which may be the label of a button */
  #markLatest(label) {
    const groups = [...this.#list.querySelectorAll('.choices')].reverse();
    groups.some((group) => markChosen(group, label));
  }

  /** The start of a long answer matters more than its end.
   * @param {HTMLElement} item */
  #bringIntoView(item) {
    const scroller = this.#scroller();
    const top = item.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
    scroller.scrollTop = top - 12;
    this.#jump.hidden = true;
  }

  #isAtEnd() {
    const { scrollTop, clientHeight, scrollHeight } = this.#scroller();
    return scrollTop + clientHeight >= scrollHeight - NEAR;
  }

  /** In a very low window the whole panel scrolls instead of the log. */
  #scroller() {
    return this.#scrollsItself() ? this.region : /** @type {HTMLElement} */ (this.element.parentElement ?? this.region);
  }

  #scrollsItself() {
    return getComputedStyle(this.region).overflowY !== 'visible';
  }
}
