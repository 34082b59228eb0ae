/** @import { Callback, Known, Note, Opened } from './types.js' */
/** @import { DeskApi } from './desk-api.js' */
import { button, el, hiddenText } from '../../widget/dom.js';
import { timeOf } from '../../widget/dates.js';
import { wordsOf } from './desk-api.js';
import { personaWords, plain } from './words.js';

/**
 * What is known about the conversation, how to call back, and the officers' notes.
 *
 * @typedef {object} DetailsActions
 * @property {() => void} onSafeguarding
 * @property {(words: string) => void} announce
 */
export class Details {
  #api;
  #actions;
  #id = '';
  #known = el('dl', { class: 'facts' });
  #callback = el('dl', { class: 'facts' });
  #callbackPart = el('section', { class: 'callback', hidden: true }, el('h3', {}, 'Call back'), this.#callback);
  #notes = el('ol', { class: 'notes', role: 'list' });
  #noNotes = el('p', { class: 'empty' }, 'No notes yet.');
  #box = el('textarea', { id: 'note', rows: 2, maxlength: 4000, 'aria-describedby': 'note-hint note-problem' });
  #problem = el('p', { id: 'note-problem', class: 'problem', hidden: true });
  #marked = el('p', { class: 'marked', hidden: true }, 'This conversation is marked as safeguarding. It is not erased by itself.');
  #mark;
  element;

  /** @param {DeskApi} api @param {DetailsActions} actions */
  constructor(api, actions) {
    this.#api = api;
    this.#actions = actions;
    this.#mark = button({ class: 'small-button' }, actions.onSafeguarding, 'Mark as safeguarding');
    this.element = el('div', { class: 'details', hidden: true },
      this.#callbackPart,
      el('section', {}, el('h3', {}, 'What is known'), this.#known),
      el('section', {}, el('h3', {}, 'Notes'), this.#notes, this.#noNotes, this.#form()),
      el('section', {}, el('h3', {}, 'Safeguarding'), this.#marked, this.#mark));
  }

  /** @param {Opened} opened */
  show({ conversation, handoff, known, callback, notes }) {
    if (conversation !== this.#id) this.#box.value = '';
    this.#id = conversation;
    this.element.hidden = false;
    const reason = handoff?.reason ?? '';
    this.#known.replaceChildren(...facts({ ...knownFacts(known), 'Why an officer': reason }));
    this.#callbackPart.hidden = !callback;
    this.#callback.replaceChildren(...(callback ? facts(callbackFacts(callback)) : []));
    this.#notes.replaceChildren(...notes.map(noteItem));
    this.#noNotes.hidden = notes.length > 0;
    this.setSafeguarding(handoff?.safeguarding ?? false);
  }

  hide() {
    this.element.hidden = true;
  }

  /** @param {boolean} marked */
  setSafeguarding(marked) {
    this.#marked.hidden = !marked;
    this.#mark.hidden = marked;
  }

  #form() {
    const form = el('form', { class: 'note-form' },
      el('label', { for: 'note' }, 'New note'),
      el('p', { id: 'note-hint', class: 'hint' }, 'For officers only. The person does not see it, but may ask for a copy.'),
      this.#problem, this.#box,
      el('button', { type: 'submit', class: 'small-button' }, 'Add', hiddenText(' note')));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#add();
    });
    return form;
  }

  async #add() {
    const [id, text] = [this.#id, this.#box.value.trim()];
    if (!text) return this.#show('Write the note first.');
    try {
      const note = await this.#api.addNote(id, text);
      if (id !== this.#id) return;
      this.#notes.append(noteItem(note));
      this.#noNotes.hidden = true;
      if (this.#box.value.trim() === text) this.#box.value = '';
      this.#show('');
      this.#actions.announce('Note added.');
    } catch (error) {
      this.#show(wordsOf(error));
    }
  }

  /** @param {string} problem '' when there is none */
  #show(problem) {
    this.#problem.textContent = problem;
    this.#problem.hidden = !problem;
    if (problem) this.#actions.announce(problem);
    this.#box.focus();
  }
}

/** @param {Known} known */
function knownFacts({ persona, topics, district, asked }) {
  return { Who: personaWords(persona), 'Asked about': (topics ?? []).join('; '), District: district ? plain(district) : '',
    'Last question': asked ?? '' };
}

/** @param {Callback} callback */
function callbackFacts({ reach, when, name }) {
  return { Name: name ?? '', 'How to reach': reach, 'Good time': when };
}

/** @param {Record<string, string>} known those that are empty are left out */
function facts(known) {
  return Object.entries(known).filter(([, words]) => words)
    .flatMap(([name, words]) => [el('dt', {}, name), el('dd', {}, words)]);
}

/** @param {Note} note */
function noteItem({ officer, at, text }) {
  return el('li', {}, el('p', { class: 'note-head' }, el('strong', {}, officer), ' ', el('time', { datetime: at }, timeOf(at))),
    el('p', { class: 'plain' }, text));
}
