// Block Kit layout: one builder per block type; the elements inside come from elements.js.

import { freshId, h, icon } from './dom.js';
import { elementNode } from './elements.js';
import { plainText, textObject } from './mrkdwn.js';
import { richText } from './richtext.js';

function section(block, ctx) {
  const text = block.text ? h('div', { class: 'text' }, ...textObject(block.text)) : null;
  const fields = block.fields ? h('div', { class: 'fields' }, ...block.fields.map((field) => h('div', { class: 'text' }, ...textObject(field)))) : null;
  const accessory = block.accessory ? h('div', { class: 'accessory' }, elementNode(block.accessory, block, ctx)) : null;
  return h('div', { class: 'section' }, h('div', { class: 'section-body' }, text, fields), accessory);
}

function contextPart(element) {
  return h('span', { class: 'text' }, ...textObject(element));
}

/** Controls side by side. Those of a form belong to the box that they stand beside, and are announced with it. */
function actions(block, ctx) {
  const boxes = block.elements.find((element) => element.type === 'checkboxes');
  return h('div', { class: 'actions', role: 'group', 'aria-label': boxes?.options[0]?.text.text || 'Answers' }, ...block.elements.map((element) => elementNode(element, block, ctx)));
}

const GROUPED = new Set(['checkboxes', 'radio_buttons']);

/** A labelled field of a form. The error, when there is one, is tied to the field for screen readers. */
function input(block, ctx) {
  const ids = { field: freshId('field'), label: freshId('label'), hint: freshId('hint'), error: freshId('error') };
  const error = ctx.errors?.[block.block_id];
  const describedBy = [block.hint && ids.hint, error && ids.error].filter(Boolean).join(' ') || null;
  const grouped = GROUPED.has(block.element.type);
  const inner = elementNode(block.element, block, {
    ...ctx, fieldId: grouped ? null : ids.field, labelId: ids.label, describedBy, quiet: !block.dispatch_action,
    touch: (...change) => ctx.touch(...change, { quiet: !block.dispatch_action }),
  });
  const control = inner.matches('input, textarea') ? inner : inner.querySelector('input, textarea');
  if (error && control) control.setAttribute('aria-invalid', 'true');
  if (!block.optional && control && !grouped) control.setAttribute('aria-required', 'true');
  const optional = block.optional ? h('span', { class: 'optional' }, ' (optional)') : null;
  return h('div', { class: error ? 'input has-error' : 'input' },
    h(grouped ? 'div' : 'label', { class: 'label', id: ids.label, for: grouped ? null : ids.field }, ...plainText(block.label.text), optional),
    inner,
    error ? h('div', { class: 'field-error', id: ids.error }, icon('warn'), h('span', {}, error)) : null,
    block.hint ? h('div', { class: 'hint', id: ids.hint }, ...plainText(block.hint.text)) : null);
}

const BLOCKS = {
  section, actions, input,
  rich_text: (block) => richText(block),
  context: (block) => h('div', { class: 'context' }, ...block.elements.map(contextPart)),
  divider: () => h('hr', { class: 'divider' }),
  header: (block) => h('h3', { class: 'header' }, ...plainText(block.text.text)),
};

/** What this page can draw; a test compares it with the server's rules. */
export const BLOCK_TYPES = Object.keys(BLOCKS);

/** The node of one block; its type stands in the class, e.g. `block block-section`. */
export function blockNode(block, ctx) {
  const build = BLOCKS[block.type];
  const node = build ? build(block, ctx) : h('p', { class: 'unknown' }, `This page cannot draw a "${block.type}" block.`);
  node.classList.add('block', `block-${block.type}`);
  if (block.block_id) node.dataset.block = block.block_id;
  return node;
}
