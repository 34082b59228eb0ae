/** @import { Message, Unsent } from './types.js' */
/** @import { Drawing } from '../../widget/log.js' */
import { el } from '../../widget/dom.js';
import { messageItem } from '../../widget/message-item.js';
import { unsentItem } from '../../widget/unsent-item.js';
import { senderName } from '../../widget/words.js';

/** @param {Message} message */
export const deskSender = (message) => (message.sender === 'person' ? 'Person' : senderName(message));

/** The log as the officer sees it: what the person was offered is read, not pressed.
 * @type {Drawing} */
export const FOR_THE_OFFICER = {
  message(message) {
    const item = messageItem({ ...message, buttons: [] }, () => {});
    const name = item.querySelector('.sender');
    if (name) name.textContent = deskSender(message);
    const labels = message.buttons.map(({ label }) => label).join(' · ');
    if (labels) item.append(el('p', { class: 'offered' }, `Offered: ${labels}`));
    return item;
  },
  unsent(entry, actions) {
    const item = unsentItem(entry, actions);
    item.classList.replace('from-person', 'from-officer');
    return item;
  },
  isOwn: ({ sender }) => sender === 'officer',
};
