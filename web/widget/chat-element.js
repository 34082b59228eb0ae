import { Announcer } from './announcer.js';
import { button, el } from './dom.js';
import { icon } from './icons.js';
import { Memory } from './memory.js';
import { holdPage } from './page-behind.js';
import { Panel } from './panel.js';
import { adopt } from './styles/adopt.js';
import { CSS } from './styles/all.js';
import { currentView, watchView } from './viewport.js';
import { WORDS, unreadMessages } from './words.js';

/** Keeps the launcher from covering what has the focus; a page's own value wins. */
const PAGE_CSS = ':where(html) { scroll-padding-block-end: 96px; }';

/** <signpost-chat>: the launcher, and the panel that it opens. Asks and stores nothing before that. */
export class SignpostChat extends HTMLElement {
  #memory = new Memory();
  #announcer = new Announcer();
  #label = el('span', {}, WORDS.launcher);
  #launcher = button(
    { class: 'launcher', 'aria-expanded': 'false', 'aria-controls': 'signpost-panel' },
    () => (this.#isOpen ? this.close() : this.open()),
    icon('chat'),
    this.#label,
  );
  #root = el('aside', { class: 'root', lang: 'en-GB', 'aria-label': WORDS.landmark });
  /** @type {Panel | null} */
  #panel = null;
  /** @type {AbortController | null} while the element is on a page */
  #life = null;
  #unread = 0;
  #viewStyle = '';
  #takeViewStyle = () => {};
  /** @type {(() => void) | null} */
  #releasePage = null;

  connectedCallback() {
    this.#panel ??= this.#build();
    this.#life = new AbortController();
    const { signal } = this.#life;
    watchView(() => this.#fit(), signal);
    document.addEventListener('keydown', (event) => this.#onKey(event), { signal });
    const removePageStyle = adopt(document, PAGE_CSS);
    signal.addEventListener('abort', removePageStyle);
    if (this.#memory.kept.open) this.open({ focus: false });
    else if (this.#memory.kept.key) this.#panel.begin();
  }

  disconnectedCallback() {
    this.#life?.abort();
    this.#releasePage?.();
    this.#releasePage = null;
  }

  /** @param {{focus?: boolean}} [options] */
  open({ focus = true } = {}) {
    this.#memory.keep({ open: true });
    this.#launcher.setAttribute('aria-expanded', 'true');
    this.#setUnread(0);
    if (focus) this.#announcer.say(WORDS.opened);
    this.#root.classList.add('open');
    this.#panel?.open(focus);
    this.#fit();
  }

  close() {
    const hadFocus = this.#root.contains(this.shadowRoot?.activeElement ?? null);
    this.#memory.keep({ open: false });
    this.#shut(hadFocus);
    this.#announcer.say(WORDS.closed);
  }

  get #isOpen() {
    return this.#root.classList.contains('open');
  }

  #build() {
    const root = this.attachShadow({ mode: 'open' });
    adopt(root, CSS);
    const server = this.getAttribute('server') ?? new URL(import.meta.url).origin;
    const panel = new Panel(server, this.#memory, this.#announcer, {
      onClose: () => this.close(),
      onForgotten: () => {
        this.#shut(true);
        this.#announcer.say(WORDS.forgotten);
      },
      onIncoming: () => this.#isOpen || this.#setUnread(this.#unread + 1),
    });
    this.#root.append(this.#launcher, panel.element, this.#announcer.element);
    root.append(this.#root);
    return panel;
  }

  /** @param {boolean} focusLauncher */
  #shut(focusLauncher) {
    this.#panel?.close();
    this.#root.classList.remove('open');
    this.#launcher.setAttribute('aria-expanded', 'false');
    this.#fit();
    if (focusLauncher) this.#launcher.focus();
  }

  #fit() {
    const view = currentView();
    const full = view.full && this.#isOpen;
    this.#root.classList.toggle('full', full);
    this.#styleView(`--view-height: ${view.height}px; --view-top: ${view.top}px; --covered: ${view.covered}px;`);
    if (full) this.#releasePage ??= holdPage(this);
    else {
      this.#releasePage?.();
      this.#releasePage = null;
    }
    if (this.#isOpen) this.#panel?.fit();
  }

  /** @param {string} properties */
  #styleView(properties) {
    if (properties === this.#viewStyle || !this.shadowRoot) return;
    this.#viewStyle = properties;
    this.#takeViewStyle();
    this.#takeViewStyle = adopt(this.shadowRoot, `.root { ${properties} }`);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing || !this.#isOpen) return;
    if (document.activeElement === this || this.#covers(document.activeElement)) this.close();
  }

  /** Escape in the page itself closes the chat only where the chat hides what has the focus.
   * @param {Element | null} element */
  #covers(element) {
    if (!element || element === document.body || !this.#panel) return false;
    const [under, over] = [element.getBoundingClientRect(), this.#panel.element.getBoundingClientRect()];
    return under.left < over.right && under.right > over.left && under.top < over.bottom && under.bottom > over.top;
  }

  /** @param {number} unread */
  #setUnread(unread) {
    this.#unread = unread;
    this.#label.textContent = WORDS.launcher + (unread ? unreadMessages(unread) : '');
  }
}
