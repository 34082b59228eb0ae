/** @import { Answer, Me, Message, Queue } from './types.js' */
/** @import { DeskApi } from './desk-api.js' */
/** @import { DeskMemory } from './desk-memory.js' */
/** @import { Standing } from './conversation-view.js' */
import { Announcer } from '../../widget/announcer.js';
import { Banner } from '../../widget/banner.js';
import { button, el } from '../../widget/dom.js';
import { plainText } from '../../widget/plain-text.js';
import { Alarm } from './alarm.js';
import { Answers } from './answers.js';
import { ConversationView } from './conversation-view.js';
import * as decisions from './decisions.js';
import { wordsOf } from './desk-api.js';
import { deskSender } from './desk-message.js';
import { Details } from './details.js';
import { openDialog } from './dialog.js';
import { showDay, showOverview } from './figures.js';
import { LiveConversation } from './live-conversation.js';
import { Outboxes } from './outboxes.js';
import { QueueFeed } from './queue-feed.js';
import { QueueList } from './queue-list.js';
import { ReadyReplies } from './ready-replies.js';
import { SessionWatch } from './session-watch.js';
import { listenForShortcuts, showHelp } from './shortcuts.js';
import { Tabs } from './tabs.js';
import { topBar } from './top-bar.js';
import { isCrisis } from './words.js';

/** The typing of somebody who has gone away is not shown for ever. */
const TYPING_LASTS = 6000;

/** The desk: puts the parts of the page together and passes between them what happens. */
export class Desk {
  #me;
  #api;
  #memory;
  #outboxes;
  #announcer = new Announcer();
  #say = (/** @type {string} */ words) => this.#announcer.say(words);
  #alarm = new Alarm(this.#say);
  #list;
  #view;
  #details;
  #answers;
  #ready;
  #tabs;
  #feed;
  #banner = new Banner(this.#say);
  /** @type {Queue} */
  #queue = { open: true, waiting: [], mine: [], others: [] };
  /** @type {LiveConversation | null} */
  #live = null;
  /** @type {string | null} the conversation that the officer gave away last */
  #left = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #typingEnds;

  /** @param {Me} me @param {DeskApi} api @param {DeskMemory} memory */
  constructor(me, api, memory) {
    this.#me = me;
    this.#api = api;
    this.#memory = memory;
    this.#outboxes = new Outboxes(api, memory);
    this.#feed = new QueueFeed(api, {
      onQueue: (queue) => this.#onQueue(queue),
      onRing: (id) => this.#alarm.ring(this.#standing(id) === 'mine'),
      onReach: (reach) => this.#banner.setReach(reach),
    });
    this.#list = new QueueList(me.name, (entry) => this.open(entry.conversation));
    this.#view = this.#makeView();
    const insert = (/** @type {string} */ text) => this.#insert(text);
    this.#details = new Details(api, { onSafeguarding: () => this.#decide(decisions.markSafeguarding), announce: this.#say });
    this.#answers = new Answers(api, { onSend: (...wanted) => this.#sendAnswer(...wanted), onInsert: insert, announce: this.#say });
    this.#ready = new ReadyReplies(api, me.role, { onInsert: insert, announce: this.#say });
    this.#tabs = new Tabs('Beside the conversation', [
      { id: 'details', label: 'Details', content: this.#details.element },
      { id: 'answers', label: 'Answers', content: this.#answers.element },
      { id: 'ready', label: 'Ready replies', content: this.#ready.element },
    ]);
  }

  start() {
    const shortcuts = this.#shortcuts();
    const bar = topBar(this.#me, this.#alarm.element, {
      onDay: () => showDay(this.#api),
      onOverview: () => showOverview(this.#api),
      onHelp: () => showHelp(shortcuts),
      onSignOut: () => this.#memory.clear(),
    });
    const back = button({ class: 'small-button to-conversation' }, () => this.#look('conversation'), 'Conversation');
    const heading = el('h2', { id: 'beside-title', class: 'hidden-text' }, 'Beside the conversation');
    const beside = el('section', { class: 'beside', 'aria-labelledby': heading.id }, heading, back, this.#tabs.element);
    const work = el('main', { class: 'work' }, this.#list.element, this.#view.element, beside);
    document.body.replaceChildren(bar, this.#banner.element, work, this.#announcer.element);
    this.#look('queue');
    this.#feed.start();
    this.#ready.load();
    new SessionWatch(this.#api, (words) => this.#alarm.chime(words)).start();
    listenForShortcuts(shortcuts);
    for (const kind of ['focus', 'visibilitychange', 'pointerdown', 'keydown']) addEventListener(kind, () => this.#markSeen());
    if (this.#memory.open) this.open(this.#memory.open, false);
  }

  /** @param {string} id @param {boolean} [moves] whether the focus goes there, as after a press */
  async open(id, moves = true) {
    this.#live?.stop();
    this.#memory.keepOpen(id);
    this.#list.setCurrent(id);
    this.#view.clear();
    this.#details.hide();
    this.#setTyping(null);
    this.#live = this.#follow(id);
    this.#view.composer.fill(this.#memory.draft(id));
    this.#look('conversation');
    this.#showStanding();
    if (moves) this.#view.focusHeading();
    await this.#live.start();
    if (moves && this.#live.id === id && this.#standing(id) === 'mine') this.#view.composer.focus();
  }

  /** @param {string} id */
  #follow(id) {
    return new LiveConversation(id, this.#api, this.#outboxes, {
      onOpened: (opened) => {
        this.#view.showOpened(opened);
        this.#details.show(opened);
        this.#showStanding();
      },
      onShown: () => {
        this.#view.scrollToEnd();
        this.#markSeen();
      },
      onMessage: (message, fresh) => this.#onMessage(message, fresh),
      onUnsent: (entries) => this.#view.showUnsent(entries),
      onReach: (reach) => this.#view.setReach(reach),
      onState: () => this.#feed.refresh(),
      onTyping: (who, on) => who === 'person' && this.#setTyping(on ? 'The person' : null),
      onSeen: (seq) => this.#view.setSeen(seq),
      onGone: (words) => this.#onGone(words),
    });
  }

  #makeView() {
    return new ConversationView({
      onTake: () => this.#take(),
      onPass: () => this.#passOn(),
      onHandBack: () => this.#decide(decisions.handBack),
      onClose: () => this.#decide(decisions.close),
      onQueue: () => this.#toQueue(),
      onDetails: () => this.#toBeside('details'),
      onSend: (text) => this.#live?.send(text),
      onDraft: (draft) => this.#live && this.#memory.keepDraft(this.#live.id, draft),
      onTyping: () => this.#live?.typing(),
      onRetry: (clientId) => this.#live?.retry(clientId),
      onWithdraw: (clientId) => this.#withdraw(clientId),
      announce: this.#say,
    }, this.#me.role !== 'officer');
  }

  /** @param {Queue} queue */
  #onQueue(queue) {
    const before = this.#live ? this.#standing(this.#live.id) : null;
    this.#queue = queue;
    this.#list.show(queue);
    this.#alarm.setWaiting(queue.waiting.length, queue.waiting.filter(isCrisis).length);
    this.#showStanding();
    if (!this.#live || before === this.#standing(this.#live.id)) return;
    const entry = this.#entry(this.#live.id);
    if (before === 'waiting' && entry?.officer && entry.officer.id !== this.#me.id) {
      this.#say(`${entry.officer.name} has taken this conversation.`);
    }
    if (before === 'mine' && this.#left !== this.#live.id) this.#say('You do not have this conversation any more.');
  }

  /** @param {string} id @returns {Standing} */
  #standing(id) {
    const { waiting, mine, others } = this.#queue;
    const has = (/** @type {Queue['mine']} */ list) => list.some(({ conversation }) => conversation === id);
    return has(mine) ? 'mine' : has(waiting) ? 'waiting' : has(others) ? 'others' : 'ended';
  }

  /** @param {string} id */
  #entry(id) {
    const { waiting, mine, others } = this.#queue;
    return [...waiting, ...mine, ...others].find(({ conversation }) => conversation === id) ?? null;
  }

  #showStanding() {
    const standing = this.#live ? this.#standing(this.#live.id) : 'ended';
    if (this.#live) this.#view.setStanding(standing, this.#entry(this.#live.id));
    this.#answers.setMine(standing === 'mine');
    this.#ready.setMine(standing === 'mine');
  }

  async #take() {
    const live = this.#live;
    if (!live) return;
    try {
      await this.#api.take(live.id);
      this.#left = null;
      this.#say('You have this conversation.');
    } catch (error) {
      openDialog({ title: 'Not taken', body: [el('p', {}, wordsOf(error))] });
    }
    await this.#feed.refresh();
    if (this.#live === live && this.#standing(live.id) === 'mine') this.#view.composer.focus();
  }

  #passOn() {
    this.#decide((api, id, done) => decisions.passOn(api, id, this.#me.id, done));
  }

  /** @param {(api: DeskApi, id: string, done: (words: string) => void) => void} how */
  #decide(how) {
    const live = this.#live;
    if (!live) return;
    how(this.#api, live.id, async (words) => {
      this.#say(words);
      if (how === decisions.markSafeguarding) this.#details.setSafeguarding(true);
      else this.#left = live.id;
      await this.#feed.refresh();
    });
  }

  /** @param {Message} message @param {boolean} fresh */
  #onMessage(message, fresh) {
    this.#view.addMessage(message);
    if (message.sender === 'person') this.#setTyping(null);
    if (!fresh) return;
    if (message.sender !== 'officer') this.#say(`${deskSender(message)} says: ${plainText(message)}`);
    if (message.sender === 'person' && document.hidden && this.#live && this.#standing(this.#live.id) === 'mine') {
      this.#alarm.chime('A new message in your conversation.');
    }
    this.#markSeen();
  }

  /** Only what is on a page that the officer is looking at has been seen. */
  #markSeen() {
    const looking = document.visibilityState === 'visible' && document.hasFocus() && document.body.dataset.view !== 'queue';
    if (looking && this.#live && this.#standing(this.#live.id) === 'mine') this.#live.markSeen();
  }

  /** @param {string | null} who */
  #setTyping(who) {
    clearTimeout(this.#typingEnds);
    this.#view.setTyping(who);
    if (who) this.#typingEnds = setTimeout(() => this.#view.setTyping(null), TYPING_LASTS);
  }

  /** What was not sent is put back where it can be changed. @param {string} clientId */
  #withdraw(clientId) {
    const entry = this.#live?.withdraw(clientId);
    if (entry && this.#view.composer.isEmpty) this.#view.composer.fill(entry.text);
    this.#view.composer.focus();
  }

  /** @param {Answer} answer @param {string} section @param {string} clientId */
  async #sendAnswer(answer, section, clientId) {
    if (!this.#live) return;
    try {
      await this.#api.answer(this.#live.id, answer.topic, section, clientId);
      this.#look('conversation');
      this.#say(`Sent: ${answer.title}`);
      this.#view.composer.focus();
    } catch (error) {
      openDialog({ title: 'Not sent', body: [el('p', {}, wordsOf(error))] });
    }
  }

  /** @param {string} text */
  #insert(text) {
    this.#look('conversation');
    this.#view.composer.insert(text);
  }

  /** @param {string} words */
  #onGone(words) {
    if (this.#live) this.#memory.keepDraft(this.#live.id, '');
    this.#live = null;
    this.#memory.keepOpen(null);
    this.#list.setCurrent(null);
    this.#details.hide();
    this.#view.setStanding('ended', null);
    this.#view.showGone(words);
    this.#say(words);
    this.#feed.refresh();
  }

  /** Which part is seen where there is room for one only. @param {'queue' | 'conversation' | 'beside'} part */
  #look(part) {
    document.body.dataset.view = part;
  }

  #toQueue() {
    this.#look('queue');
    this.#list.focus();
  }

  /** @param {string} tab */
  #toBeside(tab) {
    this.#look('beside');
    this.#tabs.show(tab);
    document.getElementById(`tab-${tab}`)?.focus();
  }

  #openNext() {
    const next = this.#queue.waiting.find(({ conversation }) => conversation !== this.#live?.id) ?? this.#queue.waiting[0];
    if (next) this.open(next.conversation);
    else this.#say('Nobody is waiting.');
  }

  /** @returns {import('./shortcuts.js').Shortcut[]} */
  #shortcuts() {
    const whenMine = (/** @type {() => void} */ act) => () => {
      if (this.#live && this.#standing(this.#live.id) === 'mine') act();
    };
    return [
      { code: 'KeyQ', key: 'Q', words: 'Go to the queue', act: () => this.#toQueue() },
      { code: 'KeyN', key: 'N', words: 'Open the next that waits', act: () => this.#openNext() },
      { code: 'KeyA', key: 'A', words: 'Take the conversation that is open', act: () => {
        if (this.#live && this.#standing(this.#live.id) === 'waiting') this.#take();
      } },
      { code: 'KeyM', key: 'M', words: 'Go to your reply', act: whenMine(() => {
        this.#look('conversation');
        this.#view.composer.focus();
      }) },
      { code: 'KeyL', key: 'L', words: 'Go to the newest message', act: () => {
        this.#look('conversation');
        this.#view.focusLog();
      } },
      { code: 'KeyI', key: 'I', words: 'Details and notes', act: () => this.#toBeside('details') },
      { code: 'KeyK', key: 'K', words: 'Search the answers', act: () => {
        this.#toBeside('answers');
        this.#answers.focus();
      } },
      { code: 'KeyR', key: 'R', words: 'Ready replies', act: () => {
        this.#toBeside('ready');
        this.#ready.focus();
      } },
      { code: 'KeyP', key: 'P', words: 'Pass on', act: whenMine(() => this.#passOn()) },
      { code: 'Slash', key: '/', words: 'This list', act: () => showHelp(this.#shortcuts()) },
    ];
  }
}
