/**
 * Reading server-sent events from a fetch response. EventSource would do it, but it cannot send the
 * Authorization header, and a token in an address ends up in logs.
 *
 * @typedef {{event: string, data: string, id: string | null}} StreamEvent
 */

/**
 * @param {ReadableStream<Uint8Array>} body
 * @param {() => void} onBytes called whenever anything arrives, pings too
 * @returns {AsyncGenerator<StreamEvent>}
 */
export async function* readEvents(body, onBytes) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      onBytes();
      rest += decoder.decode(value, { stream: true });
      // A line end may be split between two chunks, so a last \r waits for what follows it.
      const whole = rest.endsWith('\r') ? rest.slice(0, -1) : rest;
      const blocks = whole.replace(/\r\n?/g, '\n').split('\n\n');
      rest = blocks.pop() + rest.slice(whole.length);
      for (const block of blocks) {
        const event = parseBlock(block);
        if (event) yield event;
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** @param {string} block @returns {StreamEvent | null} null for a ping or an empty block */
export function parseBlock(block) {
  let event = 'message';
  let id = null;
  const data = [];
  for (const line of block.split('\n')) {
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/.exec(line) ?? [];
    if (field === 'event') event = value;
    else if (field === 'data') data.push(value);
    else if (field === 'id') id = value;
  }
  return data.length ? { event, data: data.join('\n'), id } : null;
}
