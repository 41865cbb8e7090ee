// Wires the page: where the person is, what the server says, and which part is drawn anew.

import { get, openStream } from './api.js';
import { whenMoved } from './clock.js';
import { h, icon, toast } from './dom.js';
import { Frame } from './frame.js';
import { bindKeys } from './keys.js';
import { closePopup } from './popup.js';
import { buildSidebar, drawSidebar } from './sidebar.js';
import { channel, channels, firstPerson, humans, labelOf, permalink, readHash, store, writeHash, zone } from './store.js';
import { readIn } from './time.js';
import { hideView, refreshView } from './views.js';
import { lookSoon } from './waiting.js';

const CLOCK_LOOK_MS = 20000; // the clock also runs by itself; no event tells of that

let frame = null;
let stream = null;

function report(error) {
  toast(error.message, 'error');
}

/** One fetch at a time per subject; what comes meanwhile leads to one more. */
function coalesced(work) {
  let running = false;
  let again = false;
  return async function run() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      await work();
    } catch (error) {
      report(error);
    } finally {
      running = false;
    }
    if (again) {
      again = false;
      await run();
    }
  };
}

let asked = 0;
let applied = 0;

/** Answers may overtake each other; an older one never replaces a newer one. */
async function fetchState() {
  const { as } = store;
  asked += 1;
  const round = asked;
  const state = await get('state', { as });
  if (as !== store.as || round < applied) return;
  applied = round;
  store.state = state;
  readIn(zone());
}

const refreshState = coalesced(async () => {
  await fetchState();
  if (store.channel && !channel()) { // archived, or left: to a place that is there
    await goTo(placeFor(null));
    return;
  }
  drawSidebar();
  frame.drawHead();
  title();
});
const refreshMessages = coalesced(() => frame.loadMessages());
const refreshThread = coalesced(() => frame.loadThread());
const refreshForms = coalesced(refreshView);
const refreshLog = coalesced(() => frame.log.load());
const refreshHome = coalesced(() => frame.loadHome({ quiet: true }));

const HANDLERS = {
  changed(data) {
    if (!data.channel || data.channel === store.channel) {
      refreshMessages();
      if (store.thread) refreshThread();
    }
    refreshState();
  },
  view: () => refreshForms(),
  home: () => { if (store.tab === 'home') refreshHome(); },
  clock(data) {
    if (data.now) store.state.clock.now = data.now;
    drawSidebar();
    refreshState();
  },
  log() {
    refreshLog();
    lookSoon(drawSidebar); // the bot said something, perhaps to somebody else
  },
  state: () => refreshState(),
};

/** Follows the server. What happened before the stream stood, or while it was lost, is fetched once it stands. */
function listen() {
  stream?.close();
  const lost = document.getElementById('lost');
  const opened = () => {
    lost.hidden = true;
    refreshAll();
  };
  stream = openStream(store.as, (kind, data) => HANDLERS[kind](data), opened, () => { lost.hidden = false; });
}

function refreshAll() {
  refreshState();
  refreshMessages();
  if (store.thread) refreshThread();
  if (store.tab === 'home') refreshHome();
  refreshForms();
  refreshLog();
  lookSoon(drawSidebar);
}

function title() {
  const here = channel();
  const unread = channels().reduce((sum, one) => sum + (one.id === store.channel ? 0 : one.unread || 0), 0);
  document.title = `${unread ? `(${unread}) ` : ''}${here ? labelOf(here) : 'Workspace'} · Chivvy sandbox`;
}

/** A place that exists for this person: the wished one, the same kind of place, or the first channel. */
function placeFor(wished, kindBefore) {
  if (channel(wished)) return wished;
  const same = kindBefore === 'app' && channels().find((one) => one.kind === 'app');
  const named = channels().filter((one) => one.kind === 'channel');
  return (same || named.find((one) => one.name.includes('infra')) || named[0] || channels()[0])?.id || null;
}

async function show({ fresh = false } = {}) {
  drawSidebar();
  title();
  await frame.show({ fresh });
  await fetchState(); // what was read just now is not unread any more
  drawSidebar();
}

async function goTo(id, { thread = null, tab = 'messages' } = {}) {
  closePopup();
  Object.assign(store, { channel: id, thread, tab });
  writeHash();
  closeDrawer();
  if (channel(id)?.name?.includes('infra')) frame.guide.mark('look');
  await show({ fresh: true }).catch(report);
}

/** Goes to the message of a permalink, in its thread when it is a reply. */
async function follow({ channel: id, ts, thread }) {
  if (!channel(id)) {
    toast('That message is in a place that this person does not see. Act as somebody else and try again.', 'error');
    return;
  }
  await goTo(id, { thread: thread === ts ? null : thread });
  frame.point(ts);
}

async function actAs(id) {
  if (id === store.as || !id) return;
  const kindBefore = channel()?.kind;
  hideView();
  closePopup();
  store.as = id;
  readIn(zone());
  try {
    await fetchState();
    const place = placeFor(store.channel, kindBefore);
    if (place !== store.channel) store.thread = null;
    Object.assign(store, { channel: place, tab: channel(place)?.kind === 'app' ? store.tab : 'messages' });
    writeHash();
    listen();
    await show({ fresh: true });
    await refreshForms();
  } catch (error) {
    report(error);
  }
}

async function openThread(ts) {
  store.thread = ts;
  writeHash();
  await frame.show({}).catch(report);
  if (ts) frame.threadComposer.field.focus();
}

function toggleLog() {
  store.log = !store.log;
  writeHash({ replace: true });
  closeDrawer();
  frame.layout();
  drawSidebar();
  refreshLog();
}

function openDrawer() {
  document.getElementById('app').dataset.drawer = 'open';
  document.getElementById('veil').hidden = false;
  document.querySelector('.person[aria-checked="true"]')?.focus();
}

function closeDrawer() {
  delete document.getElementById('app').dataset.drawer;
  document.getElementById('veil').hidden = true;
}

/** The address changed by Back, Forward or by hand. */
async function followHash() {
  const wished = readHash();
  const moved = wished.as !== store.as || wished.channel !== store.channel || wished.thread !== store.thread
    || wished.tab !== store.tab || wished.log !== store.log;
  if (!moved) return;
  if (wished.as && wished.as !== store.as && humans().some((one) => one.id === wished.as)) await actAs(wished.as);
  const place = placeFor(wished.channel);
  Object.assign(store, { channel: place, thread: wished.thread, tab: wished.tab, log: wished.log });
  writeHash({ replace: true });
  await show({ fresh: true }).catch(report);
}

function bindGlobal() {
  addEventListener('popstate', followHash);
  addEventListener('hashchange', followHash);
  document.getElementById('veil').addEventListener('click', closeDrawer);
  document.addEventListener('click', (event) => {
    const target = event.target.closest('[data-goto], [data-permalink]');
    if (!target || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (target.dataset.goto) goTo(target.dataset.goto);
    else follow(permalink(new URL(target.dataset.permalink)));
  });
  setInterval(() => { if (!document.hidden) refreshState(); }, CLOCK_LOOK_MS);
  bindKeys({ actAs, toggleLog, closeDrawer, focusComposer: (text) => frame.focusComposer(text) });
}

async function start() {
  const app = document.getElementById('app');
  const wished = readHash();
  const linked = permalink(new URL(location.href));
  Object.assign(store, wished);
  const actions = { goTo, actAs, openThread, toggleLog, openDrawer, closeDrawer, showGuide: () => { closeDrawer(); frame.guide.show(); } };
  try {
    await fetchState();
  } catch {
    store.as = firstPerson(); // the address named somebody who is not here
    await fetchState();
  }
  frame = new Frame(actions);
  buildSidebar(document.getElementById('side'), actions);
  store.channel = placeFor(wished.channel);
  writeHash({ replace: true });
  whenMoved(() => frame.guide.mark('clock'));
  bindGlobal();
  listen();
  await show({ fresh: true });
  await Promise.all([refreshForms(), refreshLog()]);
  if (linked) frame.point(linked.ts);
  app.dataset.ready = 'true';
}

start().catch((error) => {
  document.getElementById('main').replaceChildren(h('p', { class: 'plain', role: 'alert' }, icon('warn'), ` ${error.message}`));
});
