/** Every word the widget itself says, in one place, so that it can be read and checked whole. */

export const WORDS = {
  launcher: 'Ask about SEND',
  landmark: 'SEND chat',
  title: 'Ask about SEND',
  subtitle: 'Special educational needs and disabilities',
  close: 'Close',
  closeRest: ' the chat',

  log: 'Conversation',
  writing: 'is writing',
  newBelow: 'New message below',
  newTab: ' (opens in new tab)',
  sources: 'Where this comes from',
  checked: 'checked',
  chosen: ' (chosen)',

  label: 'Your message',
  hint: 'Please leave out names and dates of birth',
  send: 'Send',
  sendRest: ' message',
  empty: 'Write a message first.',
  tooLong: 'Your message is too long. Make it 2,000 characters or fewer.',

  sending: 'Sending…',
  waiting: 'Not sent yet. It will be sent when the connection is back.',
  failed: 'Not sent.',
  failedUnknown: 'Something went wrong at our end.',
  tryAgain: 'Try again',
  doNotSend: 'Do not send',

  offline: 'You are offline. Your message is kept and will be sent when you are back.',
  unreachable: 'The service is starting or cannot be reached. Trying again…',
  danger: 'If someone is in danger, ring 999.',
  lost: 'The connection was lost. Trying again…',
  restored: 'Connected again.',

  opened: 'Chat opened.',
  closed: 'Chat closed.',
  anew: 'Your earlier chat is no longer kept, so this is a new chat.',

  tools: 'This chat',
  copy: 'Copy',
  copied: 'Copied.',
  copyFailed: 'It could not be copied. You can print the chat instead.',
  print: 'Print',
  printFailed: 'It could not be printed. You can copy the chat instead.',
  printTitle: 'Conversation',
  forget: 'End and forget this chat',
  forgetAsk: 'End this chat and delete what was said? This cannot be undone.',
  forgetYes: 'Yes, end and forget',
  forgetNo: 'No, keep the chat',
  forgetting: 'Ending the chat…',
  forgotten: 'The chat has ended and has been forgotten.',
  seen: 'Seen',
  callback: 'Ask for a call back',
  callbackNote: 'Only duty officers see this. It is deleted with this chat.',
  callbackReach: 'Phone number or email address',
  callbackReachMissing: 'Write a phone number or an email address first.',
  callbackWhen: 'A good time (you can leave this empty)',
  callbackName: 'First name (you can leave this empty)',
  callbackSend: 'Send',
  callbackCancel: 'Cancel',
  callbackFailed: 'That could not be sent. Please try again.',

  forgetFailed: 'The chat could not be ended, so it is still kept. Please try again.',
};

/** Near the composer, by who answers next. An unknown state still names the emergency number. */
const WHO_ANSWERS = /** @type {Record<string, string>} */ ({
  assistant: 'This is a computer.',
  waiting: 'This is a computer.',
  officer: '',
  closed: 'This is a computer.',
});

/** Above the box, while an officer is asked for or is here.
 * @param {import('./types.js').Standing} standing */
export function standingWords({ state, name, desk_open, callback }) {
  if (state === 'officer') return name ? `You are talking with ${name}, a duty officer.` : 'You are talking with a duty officer.';
  if (state !== 'waiting') return '';
  if (callback) return 'You have asked for a call back. The computer still answers.';
  return desk_open ? 'You are waiting for a duty officer. The computer still answers.' : 'The duty desk is closed now. The computer still answers.';
}

/** @param {string} state */
export const whoAnswers = (state) => WHO_ANSWERS[state] ?? '';

/** @param {{sender: string, name: string | null}} message */
export function senderName({ sender, name }) {
  if (sender === 'person') return 'You';
  if (sender === 'assistant') return 'Assistant (computer)';
  if (sender === 'officer') return name ? `${name}, duty officer` : 'Duty officer';
  return 'Notice';
}

/** How a sender is named aloud, where "(computer)" at every turn would tire the listener.
 * @param {{sender: string, name: string | null}} message */
export function spokenName(message) {
  return message.sender === 'assistant' ? 'Assistant' : senderName(message);
}

/** @param {number} left characters left of the limit; negative when there are too many */
export function charactersLeft(left) {
  const count = Math.abs(left).toLocaleString('en-GB');
  const noun = Math.abs(left) === 1 ? 'character' : 'characters';
  return left < 0 ? `You have ${count} ${noun} too many.` : `You have ${count} ${noun} left.`;
}

/** @param {number} unread */
export const unreadMessages = (unread) => `, ${unread} new ${unread === 1 ? 'message' : 'messages'}`;
