/** @import { Choice, Message, Source } from './types.js' */
/** One entry of the log: who, when, what was said, where it comes from, what can be chosen. */
import { button, el, hiddenText, isDisabled, setDisabled } from './dom.js';
import { longDate, timeOf } from './dates.js';
import { icon } from './icons.js';
import { link, safeFragment } from './safe-html.js';
import { explainTerms } from './terms.js';
import { WORDS, senderName } from './words.js';

/** @param {Message} message @param {(choice: Choice) => void} onChoose */
export function messageItem(message, onChoose) {
  const body = el('div', { class: 'body', id: `signpost-message-${message.seq}`, lang: message.language, dir: message.language && 'auto' }, content(message));
  const item = el('li', { class: `message from-${message.sender}`, 'data-seq': message.seq }, head(message), body);
  explainTerms(body, message.terms, body.id);
  if (message.sources.length) item.append(sources(message.sources));
  if (message.buttons.length) item.append(choices(message.buttons, body.id, onChoose));
  return item;
}

/** A line of our own in the log, which is not the server's.
 * @param {string} text */
export function noteItem(text) {
  const message = { sender: 'notice', name: null, at: '' };
  return el('li', { class: 'message from-notice' }, head(message), el('div', { class: 'body' }, el('p', {}, text)));
}

/** @param {{sender: string, name: string | null, at: string}} message */
function head(message) {
  const name = el('strong', { class: 'sender' }, senderName(message));
  const time = timeOf(message.at);
  return el('p', { class: 'head' }, name, ...(time ? [' ', el('time', { datetime: message.at }, time)] : []));
}

/** @param {Message} message */
function content(message) {
  const html = message.sender === 'person' ? null : message.html;
  return (html && safeFragment(html)) || el('p', { class: 'plain' }, message.text);
}

/** @param {Source[]} list */
function sources(list) {
  const items = list.map(({ title, url, checked }) => {
    const date = longDate(checked);
    const when = date ? [el('span', { class: 'checked' }, `, ${WORDS.checked} ${date}`)] : [];
    return el('li', {}, link(url, title), ...when);
  });
  const summary = el('summary', {}, icon('down'), WORDS.sources);
  return el('details', { class: 'sources' }, summary, el('ul', { role: 'list' }, ...items));
}

/** @param {Choice[]} list @param {string} labelledBy @param {(choice: Choice) => void} onChoose */
function choices(list, labelledBy, onChoose) {
  const group = el('div', { class: 'choices', role: 'group', 'aria-labelledby': labelledBy });
  for (const choice of list) {
    const press = () => {
      markChosen(group, choice.label);
      onChoose(choice);
    };
    group.append(button({ class: 'choice', 'data-choice': choice.choice }, press, choice.label));
  }
  return group;
}

/** Marks the choice that was made; the group stays where it is, so the focus does too.
 * @param {Element} group @param {string} label @returns {boolean} whether it was one of the group's */
export function markChosen(group, label) {
  const buttons = [...group.querySelectorAll('button')];
  const chosen = buttons.find((one) => one.textContent === label);
  if (!chosen || buttons.some(isDisabled)) return false;
  for (const one of buttons) setDisabled(one, true);
  chosen.classList.add('chosen');
  chosen.prepend(icon('tick'));
  chosen.append(hiddenText(WORDS.chosen));
  return true;
}

/** Makes a group usable again, after a choice was withdrawn before it was sent.
 * @param {Element} group */
export function unmarkChosen(group) {
  for (const one of group.querySelectorAll('button')) {
    setDisabled(one, false);
    one.classList.remove('chosen');
    for (const mark of one.querySelectorAll('.icon, .hidden-text')) mark.remove();
  }
}
