// How much Chivvy has said to the people one does not act as. It tells a newcomer whom to look in on after the clock moved.

import { get } from './api.js';
import { store } from './store.js';

const SOON_MS = 300; // a jump of the clock makes many calls; one look after a burst is enough

let counts = {};
let timer = null;

export function waitingFor(id) {
  return id === store.as ? 0 : counts[id] || 0;
}

/** Asked for all at once: one by one, somebody may have left before it is their turn. */
async function look(draw) {
  timer = null;
  try {
    counts = (await get('waiting', { as: store.as })).unread;
  } catch {
    return; // a miss is made good by the next look
  }
  draw();
}

/** Looks a moment from now, and draws; asked again meanwhile, it still looks once. */
export function lookSoon(draw) {
  timer ??= setTimeout(() => look(draw), SOON_MS);
}
