/** @import { Answer } from './types.js' */
/** @import { DeskApi } from './desk-api.js' */
import { button, el, hiddenText } from '../../widget/dom.js';
import { longDate } from '../../widget/dates.js';
import { link } from '../../widget/safe-html.js';
import { wordsOf } from './desk-api.js';
import { longText } from './long-text.js';

const PAUSE = 250;
/** The one that is shown here: what goes out is what the officer has read. */
const SECTION = 'parent';

/**
 * A search of the vetted answers, each to be sent as it stands or put into the box.
 *
 * @typedef {object} AnswersActions
 * @property {(answer: Answer, section: string, clientId: string) => Promise<void>} onSend a second press is the same message
 * @property {(text: string) => void} onInsert
 * @property {(words: string) => void} announce
 */
export class Answers {
  #api;
  #actions;
  #box = el('input', { id: 'search', type: 'search', autocomplete: 'off', 'aria-describedby': 'search-found' });
  #found = el('p', { id: 'search-found', class: 'hint' });
  #list = el('ul', { class: 'results', role: 'list' });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {AbortController | null} */
  #asking = null;
  #mine = false;
  element = el('div', { class: 'answers' }, el('label', { for: 'search' }, 'Search the answers'), this.#box, this.#found, this.#list);

  /** @param {DeskApi} api @param {AnswersActions} actions */
  constructor(api, actions) {
    this.#api = api;
    this.#actions = actions;
    this.#box.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#search(), PAUSE);
    });
  }

  focus() {
    this.#box.focus();
    this.#box.select();
  }

  /** @param {boolean} mine whether the officer can send in the open conversation */
  setMine(mine) {
    this.#mine = mine;
    for (const one of this.#list.querySelectorAll('.result-buttons')) /** @type {HTMLElement} */ (one).hidden = !mine;
  }

  async #search() {
    this.#asking?.abort();
    const words = this.#box.value.trim();
    if (!words) return this.#show([], '');
    const asking = new AbortController();
    this.#asking = asking;
    try {
      const found = await this.#api.search(words, asking.signal);
      if (asking.signal.aborted) return;
      const count = found.length === 1 ? '1 answer' : `${found.length} answers`;
      this.#show(found, found.length ? `${count} found` : 'No answer has these words.');
    } catch (error) {
      if (!asking.signal.aborted) this.#show([], wordsOf(error));
    }
  }

  /** @param {Answer[]} found @param {string} words */
  #show(found, words) {
    this.#found.textContent = words;
    this.#list.replaceChildren(...found.map((answer) => this.#item(answer)));
    this.setMine(this.#mine);
    this.#actions.announce(words);
  }

  /** @param {Answer} answer */
  #item(answer) {
    const sources = answer.sources.map(({ title, url, checked }) => el('li', {}, link(url, title), `, checked ${longDate(checked)}`));
    const rest = hiddenText(` “${answer.title}”`);
    const clientId = crypto.randomUUID();
    return el('li', { class: 'result' }, el('h3', {}, answer.title),
      ...longText(answer.text, answer.title),
      el('details', { class: 'result-sources' },
        el('summary', {}, 'Where this comes from', rest.cloneNode(true)), el('ul', {}, ...sources)),
      el('div', { class: 'result-buttons' },
        button({ class: 'small-button main' }, () => this.#actions.onSend(answer, SECTION, clientId), 'Send', rest.cloneNode(true)),
        button({ class: 'small-button' }, () => this.#actions.onInsert(answer.text), 'Put in the box', rest)));
  }
}
