/**
 * The shapes shared by the modules, as the server sends them. Types only: nothing runs here.
 *
 * @typedef {'person' | 'assistant' | 'officer' | 'notice'} Sender
 *
 * @typedef {object} Source
 * @property {string} title
 * @property {string} url
 * @property {string | null} [checked] the day a person last checked it, as 2026-10-01
 *
 * @typedef {object} Term
 * @property {string} written as it stands in the answer
 * @property {string} name what it is called in full
 * @property {string} meaning
 *
 * @typedef {object} Choice
 * @property {string} choice what is sent back
 * @property {string} label what the person reads
 *
 * @typedef {object} Message
 * @property {number} seq its place in the conversation; never used twice
 * @property {string | null} client_id ours, on what this person sent
 * @property {Sender} sender
 * @property {string | null} name an officer's first name
 * @property {string} text
 * @property {string | null} html safe html made by our own server, or null
 * @property {string} at when, as ISO 8601
 * @property {Source[]} sources
 * @property {Choice[]} buttons
 * @property {Term[]} terms
 * @property {string | null} language of the text, if it is not English
 * @property {boolean} unsure
 * @property {boolean} fallback
 *
 * @typedef {object} Standing who has the conversation
 * @property {string} state who answers next
 * @property {string | null} name the officer's first name
 * @property {boolean} desk_open
 * @property {boolean} callback a call back has been asked for
 *
 * @typedef {object} Snapshot
 * @property {string} id
 * @property {string} [token] only when the conversation has just been made
 * @property {string} state who answers next
 * @property {Message[]} messages
 *
 * @typedef {object} Key what lets this tab read its conversation
 * @property {string} id
 * @property {string} token
 *
 * @typedef {'sending' | 'waiting' | 'failed'} Delivery
 * sending: on its way. waiting: the server cannot be reached, it goes by itself when it can be.
 * failed: the server refused it, and its words say why.
 *
 * @typedef {object} Unsent a message the server has not accepted yet
 * @property {string} client_id the same at every try, so that it is stored once
 * @property {string} text what the person typed, or the label of the button
 * @property {string | null} choice
 * @property {Delivery} delivery
 * @property {string | null} words the server's, when it refused
 * @property {number | null} status the server's, when it refused
 *
 * @typedef {object} Remembered what one tab keeps, from the moment the chat is first opened
 * @property {Key | null} key
 * @property {boolean} open
 * @property {Unsent[]} unsent
 * @property {string} draft
 *
 * @typedef {'ok' | 'unreachable' | 'lost'} Reach
 * unreachable: the chat could not be started. lost: it was, and then the connection broke.
 */
export {};
