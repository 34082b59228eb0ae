/** An officer's page says that they type, and says nothing when they stop. */
const FADES_AFTER = 6000;
/** How often the person's typing is told while it goes on. */
const TELL_EVERY = 3000;

/** Ends by itself what nobody ends. */
export class TypingSign {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {() => void} onFade */
  startFading(onFade) {
    this.stop();
    this.#timer = setTimeout(onFade, FADES_AFTER);
  }

  stop() {
    clearTimeout(this.#timer);
  }
}

/** @param {() => void} tell @returns {() => void} tells now and then, however often it is called */
export function nowAndThen(tell) {
  let last = 0;
  return () => {
    if (Date.now() - last < TELL_EVERY) return;
    last = Date.now();
    tell();
  };
}
