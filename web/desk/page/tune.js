/** Sounds made by code: no file to load, nothing for the content policy to allow. */

/** Hertz and seconds. */
const CRISIS = [[880, 0.18], [660, 0.18], [880, 0.18], [660, 0.18], [880, 0.3]];
const CHIME = [[660, 0.12], [880, 0.25]];
const LOUD = 0.35;

export class Tune {
  /** @type {AudioContext | null} */
  #context = null;

  /** Browsers allow sound only once the officer has pressed something. */
  get ready() {
    return this.#context?.state === 'running';
  }

  /** To be called while a press is being handled. @returns {Promise<boolean>} whether sounds can be heard now */
  async unlock() {
    try {
      this.#context ??= new AudioContext();
      await this.#context.resume();
    } catch {
      return false;
    }
    return this.ready;
  }

  crisis() {
    this.#play(CRISIS);
  }

  chime() {
    this.#play(CHIME);
  }

  /** @param {number[][]} notes */
  #play(notes) {
    if (!this.#context || !this.ready) return;
    let at = this.#context.currentTime;
    for (const [pitch, length] of notes) {
      const tone = new OscillatorNode(this.#context, { frequency: pitch, type: 'triangle' });
      const gain = new GainNode(this.#context, { gain: LOUD });
      // Without a soft end each note would click.
      gain.gain.setValueAtTime(LOUD, at + length * 0.7);
      gain.gain.linearRampToValueAtTime(0, at + length);
      tone.connect(gain).connect(this.#context.destination);
      tone.start(at);
      tone.stop(at + length);
      at += length;
    }
  }
}
