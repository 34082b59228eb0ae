/** @import { Me } from './types.js' */
import { button, el } from '../../widget/dom.js';

/**
 * The bar at the top: sound, figures, help, and the officer's own account.
 *
 * @typedef {object} BarActions
 * @property {() => void} onDay
 * @property {() => void} onOverview
 * @property {() => void} onHelp
 * @property {() => void} onSignOut nothing that was written is to stay in the tab
 */

/** @param {Me} me @param {HTMLElement} sound @param {BarActions} actions */
export function topBar(me, sound, actions) {
  const overview = me.role === 'officer' ? [] : [button({ class: 'bar-button' }, actions.onOverview, 'Overview')];
  const signOut = el('form', { method: 'post', action: '/desk/sign-out' },
    el('input', { type: 'hidden', name: 'csrf', value: me.csrf }),
    el('button', { type: 'submit', class: 'bar-button' }, 'Sign out'));
  signOut.addEventListener('submit', actions.onSignOut);
  return el('header', { class: 'bar' },
    el('h1', {}, 'Duty desk'),
    el('div', { class: 'bar-buttons' },
      sound,
      button({ class: 'bar-button' }, actions.onDay, 'My day'),
      ...overview,
      button({ class: 'bar-button' }, actions.onHelp, 'Shortcuts'),
      el('a', { class: 'bar-button', href: '/desk/account' }, me.name),
      signOut));
}
