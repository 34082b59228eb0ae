/** @import { Entry, Known } from './types.js' */

/** How a conversation may end, as the server knows it and as officers read it. */
export const WRAP_UPS = /** @type {Record<string, string>} */ ({
  answered: 'Answered here',
  signposted: 'Shown where to get help',
  callback_done: 'Called back',
  passed_to_team: 'Passed to another team',
  safeguarding: 'Safeguarding concern passed on',
  no_answer: 'The person did not reply',
});

const PERSONAS = /** @type {Record<string, string>} */ ({
  parent: 'Parent or carer',
  school: 'School or setting',
  young_person: 'Young person',
  professional: 'Professional',
});

/** @param {string | null | undefined} persona */
export const personaWords = (persona) => (persona ? (PERSONAS[persona] ?? plain(persona)) : 'Not known who');

/** A name of the server's in words: handed_back is "Handed back".
 * @param {string} id */
export function plain(id) {
  const words = id.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** @param {Pick<Known, 'persona' | 'topics'>} about */
export function title({ persona, topics }) {
  return [personaWords(persona), ...(topics ?? []).slice(-1)].join(': ');
}

/** @param {Entry} entry */
export const isCrisis = (entry) => entry.urgency === 'crisis';
