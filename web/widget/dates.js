/** Dates as people say them: "23 November 2026", "10:05am". */

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const dayHere = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: 'numeric', minute: '2-digit', hour12: true });

/** @param {string | null | undefined} date a day without a time, as 2026-10-01; '' if it is none */
export function longDate(date) {
  const time = Date.parse(`${String(date).slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(time) ? '' : day.format(time);
}

export const today = () => dayHere.format(new Date());

/** @param {Date} when */
const clockTime = (when) => clock.format(when).replace(/\s/g, '');

/** The time alone for today, otherwise the day as well.
 * @param {string} at ISO 8601 */
export function timeOf(at) {
  const when = new Date(at);
  if (Number.isNaN(when.getTime())) return '';
  const sameDay = when.toDateString() === new Date().toDateString();
  return sameDay ? clockTime(when) : `${dayHere.format(when)}, ${clockTime(when)}`;
}
