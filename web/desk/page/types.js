/**
 * The shapes of the desk's own interface, as the server sends them. Types only: nothing runs here.
 *
 * @typedef {import('../../widget/types.js').Message} Message
 * @typedef {import('../../widget/types.js').Source} Source
 * @typedef {import('../../widget/types.js').Unsent} Unsent
 *
 * @typedef {'officer' | 'supervisor' | 'admin'} Role
 *
 * @typedef {object} Me
 * @property {number} id
 * @property {string} name
 * @property {Role} role
 * @property {string} csrf goes into the header of every change
 *
 * @typedef {object} Callback how somebody who came while the desk was closed is to be reached
 * @property {string} reach
 * @property {string} when
 * @property {string | null} name
 *
 * @typedef {object} Entry one conversation in the queue
 * @property {string} conversation
 * @property {'crisis' | 'normal'} urgency
 * @property {string} reason
 * @property {string} opened_at
 * @property {number} waiting_seconds
 * @property {{id: number, name: string} | null} officer
 * @property {string[]} looking names of officers who have it open
 * @property {string | null} persona
 * @property {string[]} topics
 * @property {string | null} last_text
 * @property {number} unread
 * @property {Callback | null} callback
 * @property {boolean} safeguarding
 *
 * @typedef {object} Queue
 * @property {boolean} open whether it is within opening hours
 * @property {Entry[]} waiting crisis first, then who has waited longest
 * @property {Entry[]} mine
 * @property {Entry[]} others with other officers
 *
 * @typedef {object} Handoff
 * @property {'crisis' | 'normal'} urgency
 * @property {string} reason
 * @property {string} opened_at
 * @property {string | null} taken_at
 * @property {{id: number, name: string} | null} officer
 * @property {boolean} safeguarding
 * @property {number} [person_seen]
 *
 * @typedef {object} Note
 * @property {number} id
 * @property {string} text
 * @property {string} at
 * @property {string} officer the name of who wrote it
 *
 * @typedef {object} Known what the assistant has learnt
 * @property {string | null} [persona]
 * @property {string[]} [topics]
 * @property {string | null} [district]
 * @property {string | null} [asked]
 *
 * @typedef {object} Opened a conversation as the desk sees it
 * @property {string} conversation
 * @property {string} state
 * @property {Handoff | null} handoff
 * @property {Message[]} messages
 * @property {Note[]} notes
 * @property {Known} known
 * @property {Callback | null} callback
 *
 * @typedef {object} Answer one of the knowledge base
 * @property {string} topic
 * @property {string} title
 * @property {string} text
 * @property {Source[]} sources
 *
 * @typedef {object} Canned a reply kept ready
 * @property {number} id
 * @property {string} title
 * @property {string} text
 *
 * @typedef {object} Colleague
 * @property {number} id
 * @property {string} name
 * @property {boolean} on whether they have the desk open
 *
 * @typedef {object} SessionEnd
 * @property {number} seconds_left
 * @property {boolean} may_stay
 */
export {};
