// Forms that the app opens: drawn from the top of the server's stack of views, and updated in place.

import { post, send } from './api.js';
import { blockNode } from './blocks.js';
import { openDialog } from './dialog.js';
import { freshId, h, iconButton, reconcile } from './dom.js';
import { keyOf } from './elements.js';
import { store } from './store.js';
import { fetchView, surface } from './surfaces.js';

let asked = 0;
let drawn = 0;
let open = null; // {view, dialog, close, values, errors, ctx}
const kept = new Map(); // what was typed, per view, so that going back in a stack of forms loses nothing

const elementsOf = (block) => [block.element, block.accessory, ...(block.elements || [])].filter((element) => element?.action_id);

/** What the person entered, as {block_id: {action_id: value}}; the server knows what the app put there. */
function stateOf() {
  const state = {};
  for (const block of open.view.blocks) {
    for (const element of elementsOf(block)) {
      const key = keyOf(block, element);
      if (open.touched.has(key)) (state[block.block_id] ??= {})[element.action_id] = open.values.get(key) ?? null;
    }
  }
  return state;
}

function setProblem(text) {
  open.problem.textContent = text || '';
  open.problem.hidden = !text;
}

function setBusy(busy) {
  open.busy = busy;
  open.dialog.classList.toggle('busy', busy);
  open.submit?.setAttribute('aria-busy', String(busy));
}

async function submit(event) {
  event.preventDefault();
  if (open.busy || !open.view.submit) return;
  const { id } = open.view;
  setProblem('');
  setBusy(true);
  try {
    const answer = await send('submit', { as: store.as, view_id: id, state: stateOf() });
    if (answer.ok === false) refuse(answer);
    else {
      open.errors = {};
      await refreshView();
    }
  } catch (error) {
    if (open) setProblem(error.message);
  } finally {
    if (open) setBusy(false);
  }
}

function refuse(answer) {
  open.errors = answer.errors || {};
  if (!answer.errors) setProblem(answer.error || 'This was not taken. Please try again.');
  drawBlocks();
  open.dialog.querySelector('[aria-invalid="true"]')?.focus();
}

async function dismiss() {
  const { id } = open.view;
  try {
    await post('close', { as: store.as, view_id: id });
    await refreshView();
  } catch (error) {
    setProblem(error.message);
  }
}

function drawBlocks() {
  const { view, ctx, errors, values } = open;
  ctx.errors = errors;
  reconcile(open.body, view.blocks.map((block, index) => ({
    key: block.block_id || `block-${index}`,
    sig: JSON.stringify([block, errors[block.block_id]]),
    build: () => blockNode(block, ctx),
  })));
}

function build(view) {
  const heading = freshId('view');
  const body = h('div', { class: 'dialog-body blocks', tabindex: -1 });
  const problem = h('p', { class: 'form-problem', role: 'alert', hidden: true });
  const title = h('h2', { id: heading });
  const foot = h('div', { class: 'dialog-foot' });
  const form = h('form', { class: 'dialog-form', novalidate: true, on: { submit } },
    h('div', { class: 'dialog-head' }, title, iconButton('close', 'Close', dismiss)), body, problem, foot);
  const dialog = h('dialog', { class: 'dialog', 'aria-labelledby': heading, data: { view: view.id } }, form);
  return { dialog, body, problem, title, foot };
}

function show(view) {
  const parts = build(view);
  const { values, touched } = kept.get(view.id) || { values: new Map(), touched: new Set() };
  kept.set(view.id, { values, touched });
  open = { view, values, touched, errors: {}, ...parts };
  open.ctx = surface({ type: 'view', view_id: view.id }, { values, touched, onProblem: setProblem, state: stateOf });
  fill(view);
  open.close = openDialog(open.dialog, dismiss);
  focusFirst();
}

function focusFirst() {
  const chosen = open.body.querySelector('[data-first]');
  const first = (chosen?.matches('input, textarea') ? chosen : chosen?.querySelector('input, textarea'))
    || open.body.querySelector('input, textarea') || open.body.querySelector('button, a[href]');
  (first || open.dialog.querySelector('.icon-button')).focus();
  toStart(first);
}

/** A long title is read from its beginning: at its end, the caret would scroll that out of sight. */
function toStart(field) {
  if (!field?.matches('input[type="text"].field, textarea.field')) return;
  field.setSelectionRange(0, 0);
  field.scrollLeft = 0;
}

function fill(view) {
  open.view = view;
  open.title.textContent = view.title?.text || '';
  open.submit = view.submit ? h('button', { type: 'submit', class: 'button primary' }, view.submit.text) : null;
  open.foot.replaceChildren(
    h('button', { type: 'button', class: 'button', on: { click: dismiss } }, view.close?.text || (view.submit ? 'Cancel' : 'Close')),
    ...(open.submit ? [open.submit] : []));
  if (open.busy) open.submit?.setAttribute('aria-busy', 'true');
  drawBlocks();
}

/** The same form with other content: what the person typed stays where the field is still there. */
function update(view) {
  const wasEmpty = !open.body.querySelector('input, textarea');
  const sameForm = JSON.stringify(view) === JSON.stringify(open.view);
  if (sameForm) return;
  fill(view);
  if (wasEmpty && !open.body.contains(document.activeElement)) focusFirst();
}

function drop() {
  const { close } = open;
  open = null;
  close();
}

/** Makes the open form equal to the top of the server's stack. */
export async function refreshView() {
  const { as } = store;
  asked += 1;
  const round = asked;
  const { view } = await fetchView();
  if (as !== store.as || round < drawn) return; // answers may overtake each other
  drawn = round;
  if (!view) {
    kept.clear();
    if (open) drop();
  } else if (open && open.view.id === view.id) update(view);
  else {
    if (open) drop();
    show(view);
  }
}

/** Closes the form on this page only; the server still has it for that person. */
export function hideView() {
  if (open) drop();
}
