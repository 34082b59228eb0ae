/**
 * The one file a page includes:
 *
 *     <script type="module" src="https://…/widget/signpost-chat.js"></script>
 *
 * It defines <signpost-chat> and adds one to the page unless the page already has it. To talk to
 * another server than the one this file came from: <signpost-chat server="https://…">.
 */
import { SignpostChat } from './chat-element.js';

const NAME = 'signpost-chat';

if (!customElements.get(NAME)) {
  customElements.define(NAME, SignpostChat);
  if (!document.querySelector(NAME)) document.body.append(document.createElement(NAME));
}
