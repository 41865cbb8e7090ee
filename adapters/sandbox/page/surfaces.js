// What every place that shows blocks shares: how a press or a choice reaches the app.

import { get, post } from './api.js';
import { toast } from './dom.js';
import { confirmed, keyOf } from './elements.js';
import { store, zone } from './store.js';

const CLEARABLE = new Set(['multi_users_select', 'checkboxes', 'plain_text_input']);

/** The context that element builders need. `container` says where the element is, in the server's words. */
export function surface(container, { values = new Map(), touched = new Set(), errors = null, onProblem = (text) => toast(text, 'error'), state = null } = {}) {
  const press = async (block, element, value) => {
    const body = { as: store.as, container, block_id: block.block_id, action_id: element.action_id, value };
    if (state) body.state = state();
    try {
      await post('action', body);
    } catch (error) {
      onProblem(error.message);
    }
  };
  const touch = async (block, element, value, { quiet = false } = {}) => {
    values.set(keyOf(block, element), value);
    touched.add(keyOf(block, element));
    if (quiet || (value === null && !CLEARABLE.has(element.type))) return;
    if (await confirmed(element)) await press(block, element, value);
  };
  const options = async (block, element, query) => {
    const where = container.type === 'view' ? { view_id: container.view_id } : { container };
    const answer = await post('options', { as: store.as, ...where, block_id: block.block_id, action_id: element.action_id, query });
    return answer.options;
  };
  return { container, values, errors, zone: zone(), press, touch, options, labels: new Map() };
}

export function fetchView() {
  return get('views', { as: store.as });
}
