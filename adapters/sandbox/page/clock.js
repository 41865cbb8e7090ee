// The clock of the workspace and the buttons that move it.

import { post } from './api.js';
import { h, icon, toast } from './dom.js';
import { foreseeButton } from './foresee.js';
import { me, now, store, zone } from './store.js';
import { cityOf, clockTime, fullStamp, longDay } from './time.js';

const PRESETS = [
  { preset: 'hour', label: '+1 hour', spoken: 'Move the clock one hour forward' },
  { preset: 'tomorrow', label: 'Tomorrow 09:00', spoken: 'Move the clock to tomorrow, nine o’clock' },
  { preset: 'monday', label: 'Next Monday', spoken: 'Move the clock to next Monday, nine o’clock' },
];

let asked = false;
let onMoved = () => {};

/** Tells who wants to know that the clock was moved from here. */
export function whenMoved(listener) {
  onMoved = listener;
}

async function move(preset) {
  if (asked || store.state.clock.moving) return;
  asked = true;
  redraw();
  try {
    const answer = await post('clock', { as: store.as, preset });
    store.state.clock.now = answer.now;
    toast(`It is now ${fullStamp(now(), zone())} for ${me().real_name.split(' ')[0]}.`);
    onMoved();
  } catch (error) {
    toast(error.message, 'error');
  } finally {
    asked = false;
    redraw();
  }
}

let panel = null;
const redraw = () => drawClock(panel);

export function clockPanel() {
  const buttons = PRESETS.map((one) => h('button', {
    type: 'button', class: 'preset', 'aria-label': one.spoken, data: { preset: one.preset }, on: { click: () => move(one.preset) },
  }, one.label));
  panel = h('section', { class: 'clock', 'aria-label': 'Clock' },
    h('div', { class: 'clock-face' }, icon('clock'), h('div', {},
      h('div', { class: 'clock-time' }), h('div', { class: 'clock-day' }))),
    h('div', { class: 'presets', role: 'group', 'aria-label': 'Move the clock' }, ...buttons),
    h('div', { class: 'presets' }, foreseeButton()),
    h('div', { class: 'clock-busy', role: 'status' }));
  return panel;
}

export function drawClock(root) {
  const moving = asked || store.state.clock.moving;
  root.querySelector('.clock-time').textContent = clockTime(now(), zone());
  root.querySelector('.clock-day').textContent = `${longDay(now(), zone())} · ${cityOf(zone())}`;
  root.classList.toggle('moving', moving);
  root.setAttribute('aria-busy', String(moving));
  const words = moving ? 'The clock moves. Chivvy does what falls due on the way.' : '';
  const note = root.querySelector('.clock-busy');
  if (note.textContent !== words) note.textContent = words;
  for (const button of root.querySelectorAll('[data-preset]')) button.setAttribute('aria-disabled', String(moving));
}
