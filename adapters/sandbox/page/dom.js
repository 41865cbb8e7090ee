// Small helpers to build the page. Text only ever becomes text nodes: what people type is never markup.

const SVG = 'http://www.w3.org/2000/svg';
const PROPERTIES = new Set(['value', 'checked', 'disabled', 'readOnly', 'hidden', 'selected', 'open', 'indeterminate']);

function assign(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === 'class') node.className = value;
  else if (name === 'on') for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
  else if (name === 'data') Object.assign(node.dataset, value);
  else if (PROPERTIES.has(name)) node[name] = value;
  else node.setAttribute(name, value === true ? '' : String(value));
}

/** An element with attributes, listeners (`on`), data attributes (`data`) and children; strings become text. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) assign(node, name, value);
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** A decorative icon out of icons.svg. */
export function icon(name, extra = '') {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', `icon ${extra}`.trim());
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `/assets/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

export function iconButton(name, label, onClick, props = {}) {
  return h('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label, on: { click: onClick }, ...props }, icon(name));
}

let serial = 0;

/** An id that is unique on this page, for labels and descriptions. */
export function freshId(prefix) {
  serial += 1;
  return `${prefix}-${serial}`;
}

function selectionOf(node) {
  try {
    return typeof node.selectionStart === 'number' ? [node.selectionStart, node.selectionEnd] : null;
  } catch {
    return null; // date and number inputs have no selection
  }
}

/** Runs `change` and puts the focus back on the element with the same data-focus key, if it was replaced. */
export function keepingFocus(root, change) {
  const active = document.activeElement;
  const holder = root.contains(active) ? active.closest('[data-focus]') : null;
  const row = root.contains(active) ? active.closest('[data-key]') : null;
  const selection = holder ? selectionOf(active) : null;
  change();
  if (!row || root.contains(document.activeElement)) return;
  const scope = root.querySelector(`[data-key="${CSS.escape(row.dataset.key)}"]`) || root;
  const target = holder && scope.querySelector(`[data-focus="${CSS.escape(holder.dataset.focus)}"]:not(:disabled)`);
  const heir = target || (scope.matches('[tabindex]') ? scope : null);
  heir?.focus({ preventScroll: true });
  if (target && selection) target.setSelectionRange?.(...selection);
}

/** Makes the children of `container` equal to `rows` of {key, sig, build}; a child with an equal signature stays untouched. */
export function reconcile(container, rows) {
  const old = new Map([...container.children].map((node) => [node.dataset.key, node]));
  keepingFocus(container, () => {
    const wanted = new Set(rows.map((row) => row.key));
    for (const [key, node] of old) if (!wanted.has(key)) node.remove();
    let cursor = container.firstElementChild;
    for (const row of rows) {
      const before = old.get(row.key);
      const node = before && before.signature === row.sig ? before : freshRow(row);
      if (before && before !== node) {
        if (cursor === before) cursor = node;
        before.replaceWith(node);
      }
      if (node === cursor) cursor = cursor.nextElementSibling;
      else container.insertBefore(node, cursor);
    }
  });
}

function freshRow(row) {
  const node = row.build();
  node.dataset.key = row.key;
  node.signature = row.sig;
  return node;
}

/** Arrow keys, Home and End move between the elements that match `selector`, so that Tab passes the group in one step. */
export function rove(container, selector, { horizontal = false } = {}) {
  container.addEventListener('keydown', (event) => {
    const items = [...container.querySelectorAll(selector)].filter((item) => item.offsetParent !== null);
    const at = items.indexOf(document.activeElement);
    if (at < 0) return;
    const steps = { ArrowDown: 1, ArrowUp: -1, Home: -at, End: items.length - 1 - at };
    if (horizontal) Object.assign(steps, { ArrowRight: 1, ArrowLeft: -1 });
    if (!(event.key in steps)) return;
    event.preventDefault();
    const next = items[Math.max(0, Math.min(items.length - 1, at + steps[event.key]))];
    for (const item of items) item.tabIndex = item === next ? 0 : -1;
    next.focus();
  });
}

/** A short word at the foot of the page, also spoken by screen readers. */
export function toast(text, kind = 'info') {
  const node = h('div', { class: `toast ${kind}` }, text);
  document.getElementById('toasts').append(node);
  setTimeout(() => node.remove(), kind === 'error' ? 9000 : 4500);
}
