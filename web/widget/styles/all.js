import { BASE } from './base.js';
import { COMPOSER } from './composer.js';
import { LOG } from './log.js';
import { PANEL } from './panel.js';

/** Everything the shadow root needs. As a module it arrives with the code: no flash, no request. */
export const CSS = [BASE, PANEL, LOG, COMPOSER].join('\n');
