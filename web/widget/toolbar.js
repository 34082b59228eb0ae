import { button, el, isDisabled, setDisabled } from './dom.js';
import { icon } from './icons.js';
import { WORDS } from './words.js';

/** How long "Copied." stays. */
const STAY = 8000;

/**
 * Copy, print, and end: always in sight. Ending asks first, in place.
 *
 * @typedef {object} ToolbarActions
 * @property {() => Promise<void>} onCopy
 * @property {() => Promise<void>} onPrint
 * @property {() => Promise<void>} onForget throws when the server did not end the conversation
 * @property {(words: string) => void} announce
 */
export class Toolbar {
  #actions;
  #status = el('p', { class: 'tool-status', hidden: true });
  #forget = button({ class: 'tool', 'aria-expanded': 'false' }, () => this.#ask(), icon('forget'), WORDS.forget);
  #confirm = this.#buildConfirm();
  element = el(
    'div',
    { class: 'toolbar' },
    el(
      'div',
      { class: 'tools', role: 'group', 'aria-label': WORDS.tools },
      button({ class: 'tool' }, () => this.#copy(), icon('copy'), WORDS.copy),
      button({ class: 'tool' }, () => this.#print(), icon('print'), WORDS.print),
      this.#forget,
    ),
    this.#status,
    this.#confirm,
  );
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {ToolbarActions} actions */
  constructor(actions) {
    this.#actions = actions;
  }

  async #copy() {
    await this.#actions.onCopy().then(() => this.#say(WORDS.copied), () => this.#say(WORDS.copyFailed));
  }

  async #print() {
    await this.#actions.onPrint().catch(() => this.#say(WORDS.printFailed));
  }

  #buildConfirm() {
    const question = el('p', { id: 'signpost-forget' }, WORDS.forgetAsk);
    const yes = button({ class: 'small-button danger' }, () => this.#doForget(), WORDS.forgetYes);
    const no = button({ class: 'small-button' }, () => this.#closeConfirm(), WORDS.forgetNo);
    const attributes = { class: 'confirm', role: 'group', 'aria-labelledby': question.id, tabindex: -1, hidden: true };
    const confirm = el('div', attributes, question, el('div', { class: 'confirm-buttons' }, yes, no));
    confirm.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      this.#closeConfirm();
    });
    return confirm;
  }

  #ask() {
    if (!this.#confirm.hidden) return this.#closeConfirm();
    this.#say('');
    this.#confirm.hidden = false;
    this.#forget.setAttribute('aria-expanded', 'true');
    this.#confirm.focus();
  }

  #closeConfirm() {
    if (this.#isForgetting()) return;
    this.#hideConfirm();
    this.#forget.focus();
  }

  async #doForget() {
    this.#setForgetting(true);
    this.#say(WORDS.forgetting);
    try {
      await this.#actions.onForget();
      this.#say('');
      this.#hideConfirm();
    } catch {
      this.#say(WORDS.forgetFailed);
    } finally {
      this.#setForgetting(false);
    }
  }

  #hideConfirm() {
    this.#confirm.hidden = true;
    this.#forget.setAttribute('aria-expanded', 'false');
  }

  #isForgetting() {
    return [...this.#confirm.querySelectorAll('button')].some(isDisabled);
  }

  /** @param {boolean} on */
  #setForgetting(on) {
    for (const one of this.#confirm.querySelectorAll('button')) setDisabled(one, on);
  }

  /** @param {string} words */
  #say(words) {
    clearTimeout(this.#timer);
    this.#status.textContent = words;
    this.#status.hidden = !words;
    this.#actions.announce(words);
    if (words) this.#timer = setTimeout(() => (this.#status.hidden = true), STAY);
  }
}
