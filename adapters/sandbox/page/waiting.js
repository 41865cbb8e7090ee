// How much Chivvy has said to the people one does not act as. It tells a newcomer whom to look in on after the clock moved.

import { get } from './api.js';
import { humans, store } from './store.js';

const SOON_MS = 300; // a jump of the clock makes many calls; one look after a burst is enough

const counts = new Map();
let timer = null;

export function waitingFor(id) {
  return id === store.as ? 0 : counts.get(id) || 0;
}

async function count(one) {
  const state = await get('state', { as: one.id });
  const unread = state.channels.filter((place) => place.kind === 'app').reduce((sum, place) => sum + place.unread, 0);
  counts.set(one.id, unread);
}

async function look(draw) {
  timer = null;
  const others = humans().filter((one) => one.id !== store.as);
  await Promise.allSettled(others.map(count)); // a miss is made good by the next look
  draw();
}

/** Looks a moment from now, and draws; asked again meanwhile, it still looks once. */
export function lookSoon(draw) {
  timer ??= setTimeout(() => look(draw), SOON_MS);
}
