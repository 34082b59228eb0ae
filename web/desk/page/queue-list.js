/** @import { Entry, Queue } from './types.js' */
import { button, el } from '../../widget/dom.js';
import { icon } from '../../widget/icons.js';
import { duration } from './waiting-time.js';
import { isCrisis, title } from './words.js';

const TICK = 15_000;

/** The queue as a list of buttons. Entries are kept and changed in place, so that the focus stays where it is. */
export class QueueList {
  #me;
  #onOpen;
  #heading = el('h2', { id: 'queue-title', tabindex: -1 }, 'Queue');
  #closed = el('p', { class: 'desk-closed', hidden: true }, 'The desk is closed. People are told so, and may ask to be called back.');
  #groups = [new Group('waiting', 'Waiting', 'Nobody is waiting.'), new Group('mine', 'Mine', 'You have no conversation.'),
    new Group('others', 'With others', '')];
  /** @type {string | null} */
  #current = null;
  element = el('section', { class: 'queue', 'aria-labelledby': 'queue-title' }, this.#heading, this.#closed,
    ...this.#groups.map((group) => group.element));

  /** @param {string} me the officer's own name @param {(entry: Entry) => void} onOpen */
  constructor(me, onOpen) {
    this.#me = me;
    this.#onOpen = onOpen;
    setInterval(() => this.#groups.forEach((group) => group.tick()), TICK);
  }

  /** @param {Queue} queue */
  show(queue) {
    const focused = document.activeElement?.closest('[data-conversation]')?.getAttribute('data-conversation');
    const had = focused && this.element.contains(document.activeElement);
    this.#closed.hidden = queue.open;
    const lists = [queue.waiting, queue.mine, queue.others];
    this.#groups.forEach((group, at) => group.show(lists[at].map((entry) => withoutKnown(entry, this.#me)), this.#onOpen));
    this.setCurrent(this.#current);
    if (had) this.#focusOn(focused);
  }

  /** @param {string | null} conversation the one that is open */
  setCurrent(conversation) {
    this.#current = conversation;
    for (const one of this.element.querySelectorAll('button[data-conversation]')) {
      const current = one.getAttribute('data-conversation') === conversation;
      if (current) one.setAttribute('aria-current', 'true');
      else one.removeAttribute('aria-current');
    }
  }

  focus() {
    const first = this.element.querySelector('button[data-conversation]');
    /** @type {HTMLElement} */ (first ?? this.#heading).focus();
  }

  /** Where the entry is now, or the heading if it is gone. @param {string} conversation */
  #focusOn(conversation) {
    const there = this.element.querySelector(`button[data-conversation="${CSS.escape(conversation)}"]`);
    /** @type {HTMLElement} */ (there ?? this.#heading).focus({ preventScroll: true });
  }
}

/** One part of the queue under its own heading. */
class Group {
  #empty;
  #list;
  #count = el('span', { class: 'count-of' });
  /** @type {Map<string, Item>} */
  #items = new Map();
  element;

  /** @param {string} name @param {string} heading @param {string} empty said when there is nothing; '' hides the whole part */
  constructor(name, heading, empty) {
    this.#list = el('ul', { role: 'list', 'aria-labelledby': `queue-${name}` });
    this.#empty = el('p', { class: 'empty' }, empty);
    const head = el('h3', { id: `queue-${name}` }, heading, ' ', this.#count);
    this.element = el('div', { class: `group ${name}` }, head, this.#list, this.#empty);
  }

  /** @param {Entry[]} entries @param {(entry: Entry) => void} onOpen */
  show(entries, onOpen) {
    for (const [id, item] of this.#items) {
      if (entries.some(({ conversation }) => conversation === id)) continue;
      item.element.remove();
      this.#items.delete(id);
    }
    entries.forEach((entry, at) => {
      const item = this.#items.get(entry.conversation) ?? new Item(entry.conversation, onOpen);
      this.#items.set(entry.conversation, item);
      item.show(entry);
      if (this.#list.children[at] !== item.element) this.#list.insertBefore(item.element, this.#list.children[at] ?? null);
    });
    this.#count.textContent = entries.length ? `(${entries.length})` : '';
    this.#list.hidden = !entries.length;
    this.#empty.hidden = entries.length > 0;
    this.element.hidden = !entries.length && !this.#empty.textContent;
  }

  tick() {
    for (const item of this.#items.values()) item.tick();
  }
}

/** One conversation in the queue. */
class Item {
  /** @type {Entry | null} */
  #entry = null;
  #since = 0;
  #time = el('span', { class: 'waited' });
  #button;
  element;

  /** @param {string} conversation @param {(entry: Entry) => void} onOpen */
  constructor(conversation, onOpen) {
    this.#button = button({ class: 'entry', 'data-conversation': conversation }, () => this.#entry && onOpen(this.#entry));
    this.element = el('li', {}, this.#button);
  }

  /** @param {Entry} entry */
  show(entry) {
    this.#entry = entry;
    this.#since = Date.now() - entry.waiting_seconds * 1000;
    this.#button.classList.toggle('crisis', isCrisis(entry));
    const head = el('span', { class: 'entry-head' }, el('strong', {}, title(entry)), ...unread(entry.unread));
    const badges = marks(entry);
    this.#button.replaceChildren(
      ...(badges.length ? [el('span', { class: 'marks' }, ...badges)] : []),
      head,
      ...(entry.last_text ? [el('span', { class: 'last' }, entry.last_text)] : []),
      el('span', { class: 'entry-foot' }, this.#time, ...looking(entry.looking)),
    );
    this.tick();
  }

  tick() {
    const { officer } = this.#entry ?? {};
    const words = duration((Date.now() - this.#since) / 1000);
    this.#time.textContent = officer ? `With ${officer.name}` : `Waiting ${words}`;
  }
}

/** Whoever has it, and the officer themselves, need not be named as looking. @param {Entry} entry @param {string} me */
function withoutKnown(entry, me) {
  const officer = entry.officer?.name === me ? { ...entry.officer, name: 'you' } : entry.officer;
  return { ...entry, officer, looking: entry.looking.filter((name) => name !== me && name !== entry.officer?.name) };
}

/** @param {Entry} entry */
function marks(entry) {
  const found = [];
  if (isCrisis(entry)) found.push(el('span', { class: 'mark alarm' }, icon('warning'), 'Crisis'));
  if (entry.callback) found.push(el('span', { class: 'mark' }, 'Call back'));
  if (entry.safeguarding) found.push(el('span', { class: 'mark' }, 'Safeguarding'));
  return found.flatMap((mark) => [mark, ' ']);
}

/** @param {number} number */
function unread(number) {
  return number ? [' ', el('span', { class: 'unread' }, `${number} new`)] : [];
}

/** @param {string[]} names */
function looking(names) {
  return names.length ? [' ', el('span', { class: 'looking' }, `${names.join(', ')} looking`)] : [];
}
