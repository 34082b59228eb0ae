const SECONDS = [1, 2, 4, 8, 15];

/** Waiting between tries: longer each time, never in step with everyone else's widget. */
export class Backoff {
  #tries = 0;
  /** @type {(() => void) | null} */
  #wake = null;

  /** @param {number} [atLeast] seconds, when the server asks for it @returns {Promise<void>} */
  wait(atLeast = 0) {
    const seconds = Math.max(atLeast, SECONDS[Math.min(this.#tries, SECONDS.length - 1)]);
    this.#tries += 1;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.wake(), seconds * 1000 * (1 + Math.random() / 2));
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
    });
  }

  /** Ends the wait that is going on, if any. */
  wake() {
    this.#wake?.();
  }

  reset() {
    this.#tries = 0;
  }
}
