// Interactive elements of Block Kit. Each builder gets (element, block, ctx) and answers a node.
//
// ctx: { values: Map of "block/action" → value, touch(block, element, value), options(block, element, query),
//        zone, press(block, element, value) }. `touch` keeps a value and tells the app where Slack would.

import { Combobox } from './combobox.js';
import { confirmDialog } from './dialog.js';
import { freshId, h, icon } from './dom.js';
import { isLink, plainText, textObject } from './mrkdwn.js';
import { openMenu } from './popup.js';
import { channel, channels, humans, person } from './store.js';
import { fromLocalInput, toLocalInput } from './time.js';

export function keyOf(block, element) {
  return `${block.block_id}/${element.action_id}`;
}

/** What the field holds: what the person chose on this page, else what the app put there. */
function current(element, block, ctx, initial) {
  const key = keyOf(block, element);
  if (!ctx.values.has(key)) ctx.values.set(key, initial ?? null);
  return ctx.values.get(key);
}

/** Asks the element's confirm question; true when there is none. */
export async function confirmed(element) {
  const ask = element.confirm;
  if (!ask) return true;
  return confirmDialog({
    title: ask.title.text, body: h('p', {}, ...textObject(ask.text)), confirm: ask.confirm?.text, deny: ask.deny?.text,
    danger: (ask.style || element.style) === 'danger',
  });
}

/** Runs `work` with the control marked busy, so that a double click does not act twice. */
async function whileBusy(node, work) {
  if (node.getAttribute('aria-busy') === 'true') return;
  node.setAttribute('aria-busy', 'true');
  try {
    await work();
  } finally {
    node.removeAttribute('aria-busy');
  }
}

function button(element, block, ctx) {
  const press = async (event) => {
    const node = event.currentTarget;
    if (await confirmed(element)) await whileBusy(node, () => ctx.press(block, element, null));
  };
  const style = { primary: 'primary', danger: 'danger' }[element.style] || '';
  const props = {
    class: `button ${style}`, 'aria-label': element.accessibility_label, data: { focus: keyOf(block, element) }, on: { click: press },
  };
  if (isLink(element.url)) {
    return h('a', { ...props, href: element.url, target: '_blank', rel: 'noopener noreferrer' }, ...plainText(element.text.text), icon('out'));
  }
  return h('button', { type: 'button', ...props }, ...plainText(element.text.text));
}

function overflow(element, block, ctx) {
  const choose = async (option) => {
    if (isLink(option.url)) window.open(option.url, '_blank', 'noopener');
    if (await confirmed(element)) await whileBusy(node, () => ctx.press(block, element, option.value));
  };
  const label = element.accessibility_label || 'More';
  const entries = element.options.map((option) => ({
    label: option.text.text, description: option.description?.text, run: () => choose(option),
  }));
  const node = h('button', {
    type: 'button', class: 'button overflow', 'aria-label': label, 'aria-haspopup': 'menu', 'aria-expanded': 'false', title: label,
    data: { focus: keyOf(block, element) }, on: { click: () => openMenu(node, label, entries, 'start') },
  }, icon('more'));
  return node;
}

/** An option of Block Kit as the combobox wants it. */
export function choice(option, group) {
  return { value: option.value, label: option.text.text, description: option.description?.text, group, option };
}

function staticOptions(element) {
  if (!element.option_groups) return (element.options || []).map((option) => choice(option));
  return element.option_groups.flatMap((group) => group.options.map((option) => choice(option, group.label.text)));
}

function filtered(options, query) {
  const words = query.trim().toLocaleLowerCase();
  return words ? options.filter((one) => one.label.toLocaleLowerCase().includes(words)) : options;
}

function userChoice(id) {
  const known = person(id);
  return { value: id, label: known ? known.real_name || known.name : id, description: known ? `@${known.name}` : '' };
}

/** A select of any kind; `extra` gives load, initial and multi. The chosen labels are kept beside the values. */
function select(element, block, ctx, { load, initial, multi = false, live = false }) {
  const key = keyOf(block, element);
  const labels = (ctx.labels ??= new Map());
  for (const one of initial) labels.set(`${key}/${one.value}`, one);
  const start = current(element, block, ctx, multi ? initial.map((one) => one.value) : initial[0]?.value);
  const known = (value) => labels.get(`${key}/${value}`) || { value, label: value };
  const chosen = (multi ? start || [] : [start]).filter((value) => value !== null && value !== undefined).map(known);
  const onChange = (value, options) => {
    for (const one of options) labels.set(`${key}/${one.value}`, one);
    ctx.touch(block, element, value);
  };
  const field = new Combobox({
    id: ctx.fieldId, label: ctx.fieldId ? null : element.accessibility_label || element.placeholder?.text || 'Choose',
    placeholder: element.placeholder?.text, multi, max: element.max_selected_items, initial: chosen, load, live, onChange,
    focusKey: key, describedBy: ctx.describedBy,
  });
  return field.node;
}

function staticSelect(element, block, ctx) {
  const options = staticOptions(element);
  return select(element, block, ctx, {
    load: async (query) => filtered(options, query === current(element, block, ctx) ? '' : query),
    initial: element.initial_option ? [choice(element.initial_option)] : [],
  });
}

function externalSelect(element, block, ctx) {
  const load = async (query) => {
    if (query.length < (element.min_query_length ?? 3)) return Promise.reject(new Error(`Type ${element.min_query_length ?? 3} letters or more`));
    return (await ctx.options(block, element, query)).map((option) => choice(option));
  };
  return select(element, block, ctx, { load, live: true, initial: element.initial_option ? [choice(element.initial_option)] : [] });
}

function users(query) {
  return filtered(humans().map((one) => userChoice(one.id)), query);
}

function usersSelect(element, block, ctx) {
  const initial = element.initial_user ? [userChoice(element.initial_user)] : [];
  return select(element, block, ctx, { load: async (query) => users(query), initial });
}

function placeChoice(id) {
  const known = channel(id);
  return { value: id, label: known ? `#${known.name}` : id, description: '' };
}

/** Channels, public and private, that the person can see; what `filter` leaves out is not offered. */
function conversationsSelect(element, block, ctx) {
  const include = element.filter?.include || ['public', 'private', 'im', 'mpim'];
  const kinds = { channel: 'public', private: 'private', dm: 'im', app: 'im' };
  const places = () => channels().filter((one) => include.includes(kinds[one.kind])).map((one) => placeChoice(one.id));
  const initial = element.initial_conversation ? [placeChoice(element.initial_conversation)] : [];
  return select(element, block, ctx, { load: async (query) => filtered(places(), query), initial });
}

function multiUsersSelect(element, block, ctx) {
  const initial = (element.initial_users || []).map(userChoice);
  return select(element, block, ctx, { load: async (query) => users(query), initial, multi: true });
}

/** A native date or time field. Keys change it bit by bit, so outside forms it counts on Enter or when left. */
function nativeInput(type, element, block, ctx, shown, read) {
  let sent = shown;
  let typed = false;
  const commit = () => {
    if (input.value === sent) return;
    sent = input.value;
    ctx.touch(block, element, read(input.value));
  };
  const input = h('input', {
    type, id: ctx.fieldId, class: 'field native', value: shown || '', 'aria-describedby': ctx.describedBy,
    'aria-label': ctx.fieldId ? null : element.accessibility_label || element.placeholder?.text || 'Choose a date',
    data: { focus: keyOf(block, element) },
    on: {
      keydown: (event) => { typed = event.key !== 'Enter'; if (event.key === 'Enter') commit(); },
      pointerdown: () => { typed = false; },
      change: () => { if (!typed || ctx.quiet) commit(); },
      blur: commit,
    },
  });
  return input;
}

function datepicker(element, block, ctx) {
  return nativeInput('date', element, block, ctx, current(element, block, ctx, element.initial_date), (value) => value || null);
}

function timepicker(element, block, ctx) {
  return nativeInput('time', element, block, ctx, current(element, block, ctx, element.initial_time), (value) => value || null);
}

function datetimepicker(element, block, ctx) {
  const seconds = current(element, block, ctx, element.initial_date_time);
  const shown = seconds ? toLocalInput(Number(seconds), ctx.zone) : '';
  const read = (value) => (value ? String(fromLocalInput(value, ctx.zone)) : null);
  return nativeInput('datetime-local', element, block, ctx, shown, read);
}

function plainTextInput(element, block, ctx) {
  const value = current(element, block, ctx, element.initial_value);
  const props = {
    id: ctx.fieldId, class: 'field', value: value || '', placeholder: element.placeholder?.text, maxlength: element.max_length,
    'aria-describedby': ctx.describedBy, data: { focus: keyOf(block, element) },
    on: { input: (event) => ctx.touch(block, element, event.target.value || null) },
  };
  return element.multiline ? h('textarea', { rows: 4, ...props }) : h('input', { type: 'text', autocomplete: 'off', ...props });
}

/** Checkboxes and radio buttons: a group of labelled boxes. */
function boxes(type, element, block, ctx, initial, read) {
  const chosen = current(element, block, ctx, initial) ?? [];
  const name = freshId('boxes');
  const group = h('div', { class: 'boxes', role: type === 'radio' ? 'radiogroup' : 'group', 'aria-labelledby': ctx.labelId, 'aria-describedby': ctx.describedBy });
  const onChange = () => {
    const values = [...group.querySelectorAll('input:checked')].map((input) => input.value);
    ctx.touch(block, element, read(values));
  };
  for (const option of element.options || []) {
    const input = h('input', {
      type, name, value: option.value, checked: chosen.includes(option.value), data: { focus: `${keyOf(block, element)}/${option.value}` }, on: { change: onChange },
    });
    const description = option.description ? h('small', {}, ...textObject(option.description)) : null;
    group.append(h('label', { class: 'box' }, input, h('span', {}, ...textObject(option.text), description)));
  }
  return group;
}

function checkboxes(element, block, ctx) {
  return boxes('checkbox', element, block, ctx, (element.initial_options || []).map((option) => option.value), (values) => values);
}

function radioButtons(element, block, ctx) {
  const initial = element.initial_option ? element.initial_option.value : null;
  const key = keyOf(block, element);
  if (!ctx.values.has(key)) ctx.values.set(key, initial);
  return boxes('radio', element, block, { ...ctx, values: new Map([[key, [ctx.values.get(key)]]]) }, null, (values) => values[0] ?? null);
}

const BUILDERS = {
  button, overflow, static_select: staticSelect, external_select: externalSelect,
  users_select: usersSelect, conversations_select: conversationsSelect, multi_users_select: multiUsersSelect, datepicker, timepicker, datetimepicker,
  plain_text_input: plainTextInput, checkboxes, radio_buttons: radioButtons,
};

/** What this page can draw; a test compares it with the server's rules. */
export const ELEMENT_TYPES = Object.keys(BUILDERS);

/** The node of an element; an unknown type is named instead of silently left out. */
export function elementNode(element, block, ctx) {
  const build = BUILDERS[element.type];
  if (!build) return h('span', { class: 'unknown' }, `This page cannot draw "${element.type}".`);
  const node = build(element, block, ctx);
  if (element.focus_on_load) node.dataset.first = 'true';
  return node;
}
