// "What would happen if nobody answers?": the days ahead of a channel's project, played on a copy.

import { post } from './api.js';
import { freshId, h, icon, iconButton } from './dom.js';
import { openDialog } from './dialog.js';
import { channel, store } from './store.js';

const LADDERS = [['', 'As it is set'], ['gentle', 'Gentle'], ['standard', 'Standard'], ['firm', 'Firm']];
const ANSWERS = [['none', 'Nobody answers'], ['all', 'Everybody answers'], ['past', 'As in the past']];
const DAYS = [['5', '5 days'], ['10', '10 days'], ['20', '20 days']];

function choice(label, options, chosen, onChange) {
  const id = freshId('foresee');
  const select = h('select', { id, on: { change: onChange } }, ...options.map(([value, words]) => h('option', { value, selected: value === chosen }, words)));
  return { select, field: h('div', { class: 'foresee-field' }, h('label', { for: id }, label), select) };
}

/** "Tuesday 24 November" of "2026-11-24"; the dates come in the workspace's own zone. */
function dayName(day) {
  return new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00Z`));
}

function row(heard) {
  const place = heard.who.startsWith('#');
  return h('li', { class: `foresee-row ${place ? 'open' : ''}`.trim(), data: { kind: heard.kind } },
    h('time', {}, heard.at.slice(11)),
    h('div', {}, h('strong', {}, heard.who), ' ', h('span', {}, heard.said), heard.answered ? h('small', {}, `answered ${heard.answered.slice(11)}`) : null));
}

function timeline(played) {
  const days = new Map();
  for (const heard of played.heard) days.set(heard.at.slice(0, 10), [...(days.get(heard.at.slice(0, 10)) || []), heard]);
  if (!days.size) return [h('p', { class: 'foresee-none' }, 'Nobody would hear anything.')];
  return [...days].map(([day, rows]) => h('section', {}, h('h3', {}, dayName(day)), h('ol', { class: 'foresee-day' }, ...rows.map(row))));
}

/** Opens the panel for the channel that is shown; another choice is played at once. */
export function openForesee() {
  const heading = freshId('foresee');
  const body = h('div', { class: 'foresee-list', role: 'status', tabindex: '0', 'aria-label': 'Who hears what, and when' });
  const play = async () => {
    dialog.classList.add('busy');
    body.replaceChildren(h('p', { class: 'foresee-none' }, 'The days ahead are played on a copy ...'));
    try {
      const wanted = { as: store.as, channel: store.channel, ladder: ladder.select.value, answers: answers.select.value, days: Number(days.select.value) };
      const { played } = await post('foresee', wanted);
      body.replaceChildren(h('p', { class: 'foresee-about' }, `#${played.project}, ${played.ladder}. Times in ${played.zone}. ${played.habits.join(' ')}`), ...timeline(played));
    } catch (error) {
      body.replaceChildren(h('p', { class: 'foresee-none', role: 'alert' }, error.message));
    } finally {
      dialog.classList.remove('busy');
    }
  };
  const ladder = choice('How firmly', LADDERS, '', play);
  const answers = choice('Who answers', ANSWERS, 'none', play);
  const days = choice('How far', DAYS, '10', play);
  const dialog = h('dialog', { class: 'dialog foresee', 'aria-labelledby': heading },
    h('div', { class: 'dialog-head' },
      h('div', {}, h('h2', { id: heading }, 'What would happen if nobody answers?'), h('p', { class: 'sub' }, `In ${channel()?.is_im ? 'this conversation' : `#${channel()?.name}`}. Nothing is sent, and nothing changed.`)),
      iconButton('close', 'Close', () => close())),
    h('div', { class: 'foresee-choices' }, ladder.field, answers.field, days.field), body);
  const close = openDialog(dialog, () => close());
  ladder.select.focus();
  play();
}

export function foreseeButton() {
  return h('button', { type: 'button', class: 'preset foresee-open', id: 'foresee', on: { click: openForesee } }, icon('clock'), ' If nobody answers ...');
}
