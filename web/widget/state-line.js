/** @import { Standing } from './types.js' */
import { CallbackForm } from './callback-form.js';
import { button, el } from './dom.js';
import { WORDS, standingWords } from './words.js';

/**
 * The line above the box that says who has the conversation while that is not the computer alone, with
 * the way to a call back for who waits.
 *
 * @typedef {object} StateLineActions
 * @property {(fields: {reach: string, when: string, name: string | null}) => Promise<void>} onCallback throws when it is refused
 * @property {() => void} onDone the form has gone: the focus needs another place
 * @property {(words: string) => void} announce
 */
export class StateLine {
  #words = el('p', { class: 'state-words' });
  #ask = button({ class: 'small-button', 'aria-expanded': 'false' }, () => this.#toggle(), WORDS.callback);
  #form;
  element;

  /** @param {StateLineActions} actions */
  constructor(actions) {
    this.#form = new CallbackForm({
      onSend: actions.onCallback,
      onSent: () => {
        this.#close();
        actions.onDone();
      },
      onCancel: () => {
        this.#close();
        this.#ask.focus();
      },
      announce: actions.announce,
    });
    this.element = el('div', { class: 'state', hidden: true }, this.#words, this.#ask, this.#form.element);
  }

  /** @param {Standing} standing */
  show(standing) {
    const words = standingWords(standing);
    this.#words.textContent = words;
    this.element.hidden = !words;
    this.#ask.hidden = standing.state !== 'waiting' || standing.callback;
    if (this.#ask.hidden) this.#close();
  }

  #toggle() {
    if (!this.#form.element.hidden) return this.#close();
    this.#ask.setAttribute('aria-expanded', 'true');
    this.#form.open();
  }

  #close() {
    this.#form.close();
    this.#ask.setAttribute('aria-expanded', 'false');
  }
}
