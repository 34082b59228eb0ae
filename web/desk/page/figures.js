/** @import { DeskApi } from './desk-api.js' */
/** The officer's own day and the supervisor's overview. */
import { el } from '../../widget/dom.js';
import { wordsOf } from './desk-api.js';
import { openDialog } from './dialog.js';
import { duration } from './waiting-time.js';
import { plain } from './words.js';

const LABELS = /** @type {Record<string, string>} */ ({
  open: 'The desk is open',
  waiting: 'Waiting now',
  longest_wait_seconds: 'Longest wait now',
  median_wait_seconds: 'Usual wait today',
  unanswered: 'Unanswered for 5 minutes or more',
  messages: 'Replies sent',
  on: 'At the desk',
  holding: 'Has now',
});

/** @param {DeskApi} api */
export const showDay = (api) => show('My day', () => api.day());

/** @param {DeskApi} api */
export const showOverview = (api) => show('Overview', () => api.overview());

/** @param {string} title @param {() => Promise<Record<string, unknown>>} read */
async function show(title, read) {
  const content = await read().then(figures, (error) => [el('p', {}, wordsOf(error))]);
  openDialog({ title, body: content });
}

/** Numbers as a list, and each list of rows as a table. @param {Record<string, unknown>} given */
function figures(given) {
  const entries = Object.entries(given);
  const numbers = entries.filter(([, value]) => !Array.isArray(value))
    .flatMap(([name, value]) => [el('dt', {}, label(name)), el('dd', {}, shown(name, value))]);
  const tables = entries.filter(([, value]) => Array.isArray(value) && value.length)
    .map(([name, rows]) => table(label(name), /** @type {Record<string, unknown>[]} */ (rows)));
  return [el('dl', { class: 'facts figures' }, ...numbers), ...tables];
}

/** @param {string} caption @param {Record<string, unknown>[]} rows */
function table(caption, rows) {
  const columns = Object.keys(rows[0]).filter((name) => name !== 'id');
  const head = el('tr', {}, ...columns.map((name) => el('th', { scope: 'col' }, label(name))));
  const body = rows.map((row) => el('tr', {}, ...columns.map((name) => el('td', {}, shown(name, row[name])))));
  return el('table', {}, el('caption', {}, caption), el('thead', {}, head), el('tbody', {}, ...body));
}

/** @param {string} name */
const label = (name) => LABELS[name] ?? plain(name);

/** @param {string} name @param {unknown} value */
function shown(name, value) {
  if (value === null || value === undefined) return 'None yet';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return name.endsWith('_seconds') ? duration(Number(value)) : String(value);
}
