import { button, el, hiddenText } from '../../widget/dom.js';
import { icon } from '../../widget/icons.js';

const LIMIT = 4000;
const COUNT_FROM = 3600;
const MOST_LINES = 8;

/**
 * Where the officer writes.
 *
 * @typedef {object} DeskComposerActions
 * @property {(text: string) => void} onSend
 * @property {(draft: string) => void} onDraft
 * @property {() => void} onTyping
 * @property {(words: string) => void} announce
 */
export class DeskComposer {
  #actions;
  #problem = el('p', { id: 'reply-problem', class: 'problem', hidden: true });
  #count = el('p', { class: 'count', hidden: true });
  #box = el('textarea', { id: 'reply', rows: 1, autocomplete: 'off', 'aria-describedby': 'reply-hint reply-problem' });
  #send = button({ class: 'send' }, () => this.#submit(), 'Send', hiddenText(' reply'), icon('send'));
  element = el(
    'div',
    { class: 'composer', hidden: true },
    el('div', { class: 'label-row' }, el('label', { for: 'reply' }, 'Your reply'),
      el('p', { id: 'reply-hint', class: 'hint' }, 'Enter sends, Shift and Enter start a new line')),
    this.#problem,
    el('div', { class: 'row' }, this.#box, this.#send),
    this.#count,
  );

  /** @param {DeskComposerActions} actions */
  constructor(actions) {
    this.#actions = actions;
    this.#box.addEventListener('input', () => {
      this.#onChange();
      if (this.#box.value) actions.onTyping();
    });
    this.#box.addEventListener('keydown', (event) => {
      // While a word is being composed, Enter accepts the word (229 is how Safari says so).
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      this.#submit();
    });
    new ResizeObserver(() => this.#fit()).observe(this.element);
  }

  focus() {
    this.#box.focus({ preventScroll: true });
  }

  get isEmpty() {
    return !this.#box.value.trim();
  }

  /** @param {string} text */
  fill(text) {
    this.#box.value = text;
    this.#onChange();
  }

  /** Puts text where the cursor is, and the cursor after it. @param {string} text */
  insert(text) {
    const { selectionStart, selectionEnd, value } = this.#box;
    const before = value.slice(0, selectionStart);
    const gap = before && !/\s$/.test(before) ? '\n\n' : '';
    this.#box.setRangeText(gap + text, selectionStart, selectionEnd, 'end');
    this.#onChange();
    this.focus();
  }

  #submit() {
    const text = this.#box.value.trim();
    const length = [...text].length;
    const problem = !text ? 'Write a reply first.' : length > LIMIT ? 'Your reply is too long. Make it 4,000 characters or fewer.' : '';
    this.#showProblem(problem);
    this.focus();
    if (problem) return this.#actions.announce(problem);
    this.fill('');
    this.#actions.onSend(text);
  }

  /** @param {string} problem '' when there is none */
  #showProblem(problem) {
    this.#problem.replaceChildren(...(problem ? [icon('warning'), hiddenText('Error: '), problem] : []));
    this.#problem.hidden = !problem;
    if (problem) this.#box.setAttribute('aria-invalid', 'true');
    else this.#box.removeAttribute('aria-invalid');
  }

  #onChange() {
    this.#fit();
    const left = LIMIT - [...this.#box.value].length;
    if (left >= 0) this.#showProblem('');
    this.#count.hidden = left > LIMIT - COUNT_FROM;
    this.#count.textContent = `${Math.abs(left)} characters ${left < 0 ? 'too many' : 'left'}`;
    this.#actions.onDraft(this.#box.value);
  }

  #fit() {
    const style = getComputedStyle(this.#box);
    const lineHeight = parseFloat(style.lineHeight);
    if (!lineHeight) return;
    this.#box.rows = 1;
    const padding = parseFloat(style.paddingTop) + parseFloat(style.paddingBottom);
    this.#box.rows = Math.max(1, Math.min(MOST_LINES, Math.round((this.#box.scrollHeight - padding) / lineHeight)));
  }
}
