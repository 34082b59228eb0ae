/** @import { Canned, Role } from './types.js' */
/** @import { DeskApi } from './desk-api.js' */
import { button, el, hiddenText } from '../../widget/dom.js';
import { wordsOf } from './desk-api.js';
import { openDialog } from './dialog.js';
import { longText } from './long-text.js';

/**
 * Replies kept ready. Every officer uses them, supervisors write them.
 *
 * @typedef {object} ReadyActions
 * @property {(text: string) => void} onInsert
 * @property {(words: string) => void} announce
 */
export class ReadyReplies {
  #api;
  #actions;
  #mayEdit;
  /** @type {Canned[]} */
  #all = [];
  #mine = false;
  #box = el('input', { id: 'ready-filter', type: 'search', autocomplete: 'off' });
  #list = el('ul', { class: 'results', role: 'list' });
  #empty = el('p', { class: 'empty' });
  element;

  /** @param {DeskApi} api @param {Role} role @param {ReadyActions} actions */
  constructor(api, role, actions) {
    this.#api = api;
    this.#actions = actions;
    this.#mayEdit = role !== 'officer';
    this.#box.addEventListener('input', () => this.#show());
    const add = this.#mayEdit ? [button({ class: 'small-button' }, () => this.#edit(null), 'Add a ready reply')] : [];
    this.element = el('div', { class: 'ready' }, el('label', { for: 'ready-filter' }, 'Find a ready reply'), this.#box, this.#empty,
      this.#list, ...add);
  }

  focus() {
    this.#box.focus();
    this.#box.select();
  }

  /** @param {boolean} mine whether the officer can write in the open conversation */
  setMine(mine) {
    this.#mine = mine;
    for (const one of this.#list.querySelectorAll('.use')) /** @type {HTMLElement} */ (one).hidden = !mine;
  }

  async load() {
    try {
      this.#all = await this.#api.canned();
      this.#show();
    } catch (error) {
      this.#empty.textContent = wordsOf(error);
    }
  }

  #show() {
    const wanted = this.#box.value.trim().toLocaleLowerCase();
    const found = this.#all.filter(({ title, text }) => `${title} ${text}`.toLocaleLowerCase().includes(wanted));
    this.#list.replaceChildren(...found.map((reply) => this.#item(reply)));
    this.#empty.textContent = found.length ? '' : this.#all.length ? 'No ready reply has these words.' : 'There are no ready replies yet.';
    this.setMine(this.#mine);
  }

  /** @param {Canned} reply */
  #item(reply) {
    const rest = () => hiddenText(` “${reply.title}”`);
    const edit = this.#mayEdit ? [
      button({ class: 'small-button' }, () => this.#edit(reply), 'Change', rest()),
      button({ class: 'small-button' }, () => this.#drop(reply), 'Delete', rest()),
    ] : [];
    return el('li', { class: 'result' }, el('h3', {}, reply.title), ...longText(reply.text, reply.title),
      el('div', { class: 'result-buttons' },
        button({ class: 'small-button main use' }, () => this.#actions.onInsert(reply.text), 'Put in the box', rest()), ...edit));
  }

  /** @param {Canned | null} reply null for a new one */
  #edit(reply) {
    const title = el('input', { id: 'ready-title', type: 'text', maxlength: 80, value: reply?.title ?? '' });
    const text = el('textarea', { id: 'ready-text', rows: 6, maxlength: 2000 });
    text.value = reply?.text ?? '';
    openDialog({
      title: reply ? 'Change this ready reply' : 'Add a ready reply',
      body: [el('label', { for: 'ready-title' }, 'Title'), title, el('label', { for: 'ready-text' }, 'Words'), text],
      confirm: 'Keep',
      onConfirm: async () => {
        if (!title.value.trim() || !text.value.trim()) return 'Give it a title and words.';
        await this.#api.keepCanned(reply?.id ?? null, { title: title.value.trim(), text: text.value.trim() });
        await this.load();
        this.#actions.announce('Ready reply kept.');
      },
    });
  }

  /** @param {Canned} reply */
  #drop(reply) {
    openDialog({
      title: `Delete “${reply.title}”?`,
      body: [el('p', {}, 'It is deleted for all officers.')],
      confirm: 'Delete',
      danger: true,
      onConfirm: async () => {
        await this.#api.dropCanned(reply.id);
        await this.load();
        this.focus();
      },
    });
  }
}
