/** @param {number} number @param {string} unit */
const count = (number, unit) => `${number} ${unit}${number === 1 ? '' : 's'}`;

/** How long somebody has waited, as people say it: "2 hours 5 minutes".
 * @param {number} seconds */
export function duration(seconds) {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return count(minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return count(Math.floor(hours / 24), 'day');
  const rest = minutes % 60;
  return count(hours, 'hour') + (rest ? ` ${count(rest, 'minute')}` : '');
}
