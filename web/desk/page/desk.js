/** Starts the page: who the officer is, then the desk. */
import { adopt } from '../../widget/styles/adopt.js';
import { CSS } from '../../widget/styles/all.js';
import { Refused } from '../../widget/api.js';
import { Backoff } from '../../widget/backoff.js';
import { el } from '../../widget/dom.js';
import { DeskApi } from './desk-api.js';
import { DeskMemory } from './desk-memory.js';
import { Desk } from './desk-page.js';

adopt(document, CSS);
const api = new DeskApi(() => location.assign('/desk/sign-in?next=/desk'));
const backoff = new Backoff();

for (let me = null; !me && !api.isSignedOut; ) {
  try {
    me = await api.me();
    const memory = new DeskMemory();
    memory.belongTo(me.id);
    new Desk(me, api, memory).start();
  } catch (error) {
    if (api.isSignedOut) break;
    const words = error instanceof Refused ? error.message : 'The duty desk cannot be reached. Trying again…';
    document.querySelector('.loading')?.replaceChildren(el('p', { role: 'status' }, words));
    await backoff.wait();
  }
}
