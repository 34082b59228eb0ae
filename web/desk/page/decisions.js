/** @import { Colleague } from './types.js' */
/** @import { DeskApi } from './desk-api.js' */
/** What an officer decides about a conversation, each asked for once more before it is done. */
import { el } from '../../widget/dom.js';
import { openDialog } from './dialog.js';
import { WRAP_UPS } from './words.js';

/** @typedef {(words: string) => void} Done */

/** @param {DeskApi} api @param {string} id @param {number} me @param {Done} done */
export async function passOn(api, id, me, done) {
  const list = el('div', { class: 'choice-list' });
  const others = await api.colleagues().catch(() => /** @type {Colleague[]} */ ([]));
  const here = others.filter((one) => one.id !== me).sort((a, b) => Number(b.on) - Number(a.on) || a.name.localeCompare(b.name));
  list.append(radio('to', 'queue', 'Back to the queue, for whoever is free'));
  for (const { id: number, name, on } of here) {
    list.append(radio('to', String(number), on ? `${name}, at the desk now` : `${name}, not at the desk`));
  }
  openDialog({
    title: 'Pass on to whom?',
    body: [el('p', {}, 'Write a note first if there is something that they should know.'), group('Pass on to', list)],
    confirm: 'Pass on',
    onConfirm: async () => {
      const to = chosen(list);
      if (!to) return 'Choose who is to have it.';
      await api.pass(id, to === 'queue' ? null : Number(to));
      done('Passed on.');
    },
  });
}

/** @param {DeskApi} api @param {string} id @param {Done} done */
export function handBack(api, id, done) {
  openDialog({
    title: 'Hand back to the assistant?',
    body: [el('p', {}, 'The person is told that you have left, and that the computer answers again. They can ask for an officer again.')],
    confirm: 'Hand back',
    onConfirm: async () => {
      await api.handBack(id);
      done('Handed back to the assistant.');
    },
  });
}

/** @param {DeskApi} api @param {string} id @param {Done} done */
export function close(api, id, done) {
  const list = el('div', { class: 'choice-list' }, ...Object.entries(WRAP_UPS).map(([value, words]) => radio('wrap-up', value, words)));
  openDialog({
    title: 'Close this conversation?',
    body: [el('p', {}, 'The person is told. If they write again, the assistant answers.'), group('How it ended', list)],
    confirm: 'Close conversation',
    onConfirm: async () => {
      const wrapUp = chosen(list);
      if (!wrapUp) return 'Choose how it ended.';
      await api.close(id, wrapUp);
      done('Conversation closed.');
    },
  });
}

/** @param {DeskApi} api @param {string} id @param {Done} done */
export function markSafeguarding(api, id, done) {
  openDialog({
    title: 'Mark as safeguarding?',
    body: [
      el('p', {}, 'The conversation is then kept and not erased by itself, the safeguarding lead is told by e-mail if one is named, '
        + 'and it is recorded that you did this. It cannot be taken back here.'),
      el('p', {}, el('strong', {}, 'If somebody is in danger now, ring 999 first.')),
    ],
    confirm: 'Mark as safeguarding',
    danger: true,
    onConfirm: async () => {
      await api.markSafeguarding(id);
      done('Marked as safeguarding.');
    },
  });
}

/** @param {string} legend @param {HTMLElement} list */
const group = (legend, list) => el('fieldset', {}, el('legend', {}, legend), list);

/** @param {string} name @param {string} value @param {string} words */
function radio(name, value, words) {
  return el('label', { class: 'choice-row' }, el('input', { type: 'radio', name, value }), el('span', {}, words));
}

/** @param {HTMLElement} list */
const chosen = (list) => list.querySelector('input:checked')?.getAttribute('value') ?? null;
