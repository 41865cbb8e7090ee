// rich_text blocks: typed parts, so nothing in them is ever read as markup.

import { h } from './dom.js';
import { emojiText } from './emoji.js';
import { channelMention, dateNode, link, userMention, words } from './mrkdwn.js';

const TAGS = { code: 'code', strike: 's', italic: 'em', bold: 'strong', underline: 'u' };

function lines(text) {
  return text.split('\n').flatMap((line, index) => (index ? [h('br'), ...words(line)] : words(line)));
}

function styled(style, nodes) {
  return Object.entries(TAGS).reduce((inner, [name, tag]) => (style?.[name] ? [h(tag, {}, ...inner)] : inner), nodes);
}

const ELEMENTS = {
  text: (part) => lines(part.text),
  user: (part) => [userMention(part.user_id)],
  channel: (part) => [channelMention(part.channel_id)],
  link: (part) => [link(part.url, part.text)],
  date: (part) => [dateNode(part.timestamp, part.format, part.fallback, part.url)],
  emoji: (part) => [h('span', { class: 'emoji', title: `:${part.name}:` }, emojiText(part.name))],
};

function parts(elements) {
  return (elements || []).flatMap((part) => {
    const build = ELEMENTS[part.type];
    return build ? styled(part.style, build(part)) : [`[${part.type}]`];
  });
}

function list(part) {
  const tag = part.style === 'ordered' ? 'ol' : 'ul';
  const items = (part.elements || []).map((item) => h('li', {}, ...parts(item.elements)));
  const start = part.offset ? part.offset + 1 : null;
  return h(tag, { class: `indent-${Math.min(part.indent || 0, 6)}`, start }, ...items);
}

const SECTIONS = {
  rich_text_section: (part) => h('p', {}, ...parts(part.elements)),
  rich_text_quote: (part) => h('blockquote', {}, ...parts(part.elements)),
  rich_text_preformatted: (part) => h('pre', {}, ...parts(part.elements)),
  rich_text_list: list,
};

/** What this page can draw; a test compares it with the server's rules. */
export const RICH_TYPES = [...Object.keys(ELEMENTS), ...Object.keys(SECTIONS)];

/** The node of a rich_text block. */
export function richText(block) {
  const sections = (block.elements || []).map((part) => {
    const build = SECTIONS[part.type];
    return build ? build(part) : h('p', { class: 'unknown' }, `[${part.type}]`);
  });
  return h('div', { class: 'rich' }, ...sections);
}
