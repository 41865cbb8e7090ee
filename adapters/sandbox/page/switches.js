// What an admin of the workspace does: switch people off and on, archive channels and open them again.

import { post } from './api.js';
import { iconButton, toast } from './dom.js';
import { openMenu } from './popup.js';
import { humans, leavers, store } from './store.js';

async function attempt(path, body, done) {
  try {
    await post(path, { as: store.as, ...body });
    toast(done);
  } catch (error) {
    toast(error.message, 'error');
  }
}

const firstName = (one) => (one.real_name || one.name).split(' ')[0];

function peopleEntries() {
  const off = humans().filter((one) => one.id !== store.as).map((one) => ({
    label: `Deactivate ${firstName(one)}`, danger: true,
    run: () => attempt('person', { person: one.id, active: false }, `${firstName(one)} has left. Whoever leads the tasks reads of it from Chivvy.`),
  }));
  const on = leavers().map((one) => ({
    label: `Reactivate ${firstName(one)}`,
    run: () => attempt('person', { person: one.id, active: true }, `${firstName(one)} is here again.`),
  }));
  return [...on, ...off];
}

/** The button beside "You act as": who leaves the workspace, and who comes back. */
export function peopleSwitch() {
  return menuButton('Who leaves, who comes back', peopleEntries);
}

function channelEntries(here) {
  const closed = (store.state.archived || []).map((one) => ({
    label: `Open #${one.name} again`, run: () => attempt('channel', { channel: one.id, archived: false }, `#${one.name} is open again.`),
  }));
  const close = { label: `Archive #${here.name}`, danger: true, run: () => attempt('channel', { channel: here.id, archived: true }, `#${here.name} is archived.`) };
  return here.members.includes(store.as) ? [...closed, close] : closed;
}

/** The button in the head of a channel; nothing where there is nothing to do. */
export function channelSwitch(here) {
  if (here.kind !== 'channel' && here.kind !== 'private') return null;
  if (!channelEntries(here).length) return null;
  return menuButton('Archive channels, or open them again', () => channelEntries(here));
}

function menuButton(label, entries) {
  return iconButton('more', label, (event) => openMenu(event.currentTarget, label, entries()), {
    'aria-haspopup': 'menu', 'aria-expanded': 'false', data: { focus: label },
  });
}
