import { Refused } from './api.js';
import { button, el, isDisabled, setDisabled } from './dom.js';
import { icon } from './icons.js';
import { WORDS } from './words.js';

const LONGEST = { reach: 120, when: 120, name: 40 };

/**
 * Asks for no more than a way to reach the person and a good time; the first name can be left out.
 *
 * @typedef {object} CallbackActions
 * @property {(fields: {reach: string, when: string, name: string | null}) => Promise<void>} onSend throws when it is refused
 * @property {() => void} onSent
 * @property {() => void} onCancel
 * @property {(words: string) => void} announce
 */
export class CallbackForm {
  #actions;
  #reach = field('reach', { required: true });
  #when = field('when', {});
  #name = field('name', { autocomplete: 'given-name' });
  #problem = el('p', { id: 'signpost-callback-problem', class: 'problem', hidden: true });
  #send = button({ class: 'small-button main' }, () => this.#submit(), WORDS.callbackSend);
  element = this.#build();

  /** @param {CallbackActions} actions */
  constructor(actions) {
    this.#actions = actions;
  }

  open() {
    this.element.hidden = false;
    this.#reach.focus();
  }

  /** What was typed is personal, so it does not stay. */
  close() {
    this.element.hidden = true;
    for (const one of [this.#reach, this.#when, this.#name]) one.value = '';
    this.#showProblem('');
  }

  #build() {
    const note = el('p', { id: 'signpost-callback-note' }, WORDS.callbackNote);
    const cancel = button({ class: 'small-button' }, () => this.#actions.onCancel(), WORDS.callbackCancel);
    const form = el(
      'div',
      { class: 'callback', role: 'group', 'aria-label': WORDS.callback, 'aria-describedby': note.id, hidden: true },
      note,
      ...[this.#reach, this.#when, this.#name].flatMap((one) => [label(one), one]),
      this.#problem,
      el('div', { class: 'confirm-buttons' }, this.#send, cancel),
    );
    form.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        event.preventDefault();
        this.#actions.onCancel();
      } else if (event.key === 'Enter' && event.target instanceof HTMLInputElement && !event.isComposing) {
        event.preventDefault();
        if (!isDisabled(this.#send)) this.#submit();
      }
    });
    return form;
  }

  async #submit() {
    const reach = this.#reach.value.trim();
    this.#showProblem(reach.length < 3 ? WORDS.callbackReachMissing : '');
    if (reach.length < 3) return this.#reach.focus();
    setDisabled(this.#send, true);
    try {
      await this.#actions.onSend({ reach, when: this.#when.value.trim(), name: this.#name.value.trim() || null });
      this.#actions.onSent();
    } catch (error) {
      this.#showProblem(error instanceof Refused ? error.message : WORDS.callbackFailed);
    } finally {
      setDisabled(this.#send, false);
    }
  }

  /** @param {string} words '' when there is none */
  #showProblem(words) {
    this.#problem.replaceChildren(...(words ? [icon('warning'), words] : []));
    this.#problem.hidden = !words;
    if (words) this.#reach.setAttribute('aria-invalid', 'true');
    else this.#reach.removeAttribute('aria-invalid');
    this.#actions?.announce(words);
  }
}

/** @param {'reach' | 'when' | 'name'} name @param {Record<string, string | boolean>} attributes */
function field(name, attributes) {
  const described = name === 'reach' ? { 'aria-describedby': 'signpost-callback-problem' } : {};
  return el('input', {
    type: 'text', id: `signpost-callback-${name}`, maxlength: LONGEST[name], autocomplete: 'off', ...described, ...attributes,
  });
}

/** @param {HTMLInputElement} input */
function label(input) {
  const words = { reach: WORDS.callbackReach, when: WORDS.callbackWhen, name: WORDS.callbackName };
  const name = /** @type {keyof typeof words} */ (input.id.split('-').pop());
  return el('label', { for: input.id }, words[name]);
}
