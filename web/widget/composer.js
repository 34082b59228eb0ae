import { button, el, hiddenText, isDisabled, setDisabled } from './dom.js';
import { icon } from './icons.js';
import { WORDS, charactersLeft, whoAnswers } from './words.js';

const LIMIT = 2000;
const COUNT_FROM = 1600;
const MOST_LINES = 5;
/** A count at every key would talk over the person's own typing. */
const COUNT_PAUSE = 1000;

/**
 * Where the person writes. The text stays in the box until the server has accepted it.
 *
 * @typedef {object} ComposerActions
 * @property {(text: string) => void} onSend
 * @property {(draft: string) => void} onDraft
 * @property {() => void} onTyping
 * @property {(words: string) => void} announce
 */
export class Composer {
  #actions;
  #problem = el('p', { id: 'signpost-problem', class: 'problem', hidden: true });
  #count = el('p', { id: 'signpost-count', class: 'count', hidden: true });
  #who = el('span');
  #box = el('textarea', {
    id: 'signpost-box',
    rows: 1,
    enterkeyhint: 'send',
    autocomplete: 'off',
    'aria-describedby': 'signpost-hint signpost-permanent signpost-problem',
  });
  #send = button({ class: 'send' }, (event) => this.#submit(event), WORDS.send, hiddenText(WORDS.sendRest), icon('send'));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #countTimer;
  element = this.#build();

  /** @param {ComposerActions} actions */
  constructor(actions) {
    this.#actions = actions;
    this.#box.addEventListener('input', () => {
      this.#onInput();
      if (this.text) actions.onTyping();
    });
    this.#box.addEventListener('keydown', (event) => {
      // While a word is being composed, Enter accepts the word (229 is how Safari says so).
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      if (!isDisabled(this.#send)) this.#submit();
    });
  }

  focus() {
    this.#box.focus({ preventScroll: true });
  }

  /** @param {string} text */
  fill(text) {
    this.#box.value = text;
    this.#onInput();
  }

  get text() {
    return this.#box.value.trim();
  }

  /** Takes away what the server has accepted, and leaves what was typed while it was on its way.
   * @param {string} text @param {boolean} atOnce it had not been waiting in the log meanwhile */
  accepted(text, atOnce) {
    const now = this.#box.value.trimStart();
    if (now.trimEnd() === text) this.fill('');
    else if (atOnce && now.startsWith(text) && /^\s/.test(now.slice(text.length))) this.fill(now.slice(text.length).trimStart());
  }

  /** @param {boolean} busy */
  setBusy(busy) {
    setDisabled(this.#send, busy);
  }

  /** @param {string} state who answers next */
  setState(state) {
    const words = whoAnswers(state);
    this.#who.textContent = words && `${words} `;
  }

  /** Lines are counted afresh, as after the panel has been shown or has changed its width. */
  fit() {
    const style = getComputedStyle(this.#box);
    const lineHeight = parseFloat(style.lineHeight);
    if (!lineHeight) return;
    this.#box.rows = 1;
    const padding = parseFloat(style.paddingTop) + parseFloat(style.paddingBottom);
    const lines = Math.round((this.#box.scrollHeight - padding) / lineHeight);
    this.#box.rows = Math.max(1, Math.min(MOST_LINES, lines));
  }

  #build() {
    const label = el('label', { for: 'signpost-box' }, WORDS.label);
    const hint = el('p', { id: 'signpost-hint', class: 'hint' }, WORDS.hint);
    const ring = el('p', { id: 'signpost-permanent', class: 'permanent' }, this.#who, 'In an emergency ring ',
      el('a', { href: 'tel:999' }, '999'), '.');
    this.setState('assistant');
    const row = el('div', { class: 'row' }, this.#box, this.#send);
    const dock = el('div', { class: 'dock' }, this.#problem, row, this.#count, ring);
    return el('div', { class: 'composer' }, el('div', { class: 'label-row' }, label, hint), dock);
  }

  /** @param {MouseEvent} [event] */
  #submit(event) {
    const problem = this.#findProblem();
    this.#showProblem(problem);
    if (problem) {
      this.#actions.announce(problem);
      return this.focus();
    }
    this.#actions.onSend(this.text);
    // After a click with a mouse the next thing is typing; on a phone the keyboard would jump up.
    if (event?.detail && matchMedia('(pointer: fine)').matches) this.focus();
  }

  #findProblem() {
    if (!this.text) return WORDS.empty;
    return this.#left() < 0 ? WORDS.tooLong : '';
  }

  /** @param {string} problem '' when there is none */
  #showProblem(problem) {
    this.#problem.replaceChildren(...(problem ? [icon('warning'), hiddenText('Error: '), problem] : []));
    this.#problem.hidden = !problem;
    if (problem) this.#box.setAttribute('aria-invalid', 'true');
    else this.#box.removeAttribute('aria-invalid');
  }

  #onInput() {
    this.fit();
    if (this.#left() >= 0) this.#showProblem('');
    this.#showCount();
    this.#actions.onDraft(this.#box.value);
  }

  /** Counted as the server does: by character, not by UTF-16 unit. */
  #left() {
    return LIMIT - [...this.text].length;
  }

  #showCount() {
    const left = this.#left();
    const near = left <= LIMIT - COUNT_FROM;
    this.#count.hidden = !near;
    this.#count.textContent = near ? charactersLeft(left) : '';
    this.#count.classList.toggle('over', left < 0);
    clearTimeout(this.#countTimer);
    if (near) this.#countTimer = setTimeout(() => this.#actions.announce(charactersLeft(left)), COUNT_PAUSE);
  }
}
