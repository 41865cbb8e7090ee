// Slack's small markup, turned into nodes. A scanner with a bounded look ahead: no text can make it slow.

import { h } from './dom.js';
import { emojiText } from './emoji.js';
import { channel, nameOf, now, permalink, person, store, zone } from './store.js';
import { fullStamp, slackDate } from './time.js';

const LOOK_AHEAD = 3000;
const STYLES = { '*': 'strong', _: 'em', '~': 's' };

export function unescape(text) {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Text as nodes in which "T-42" is never broken at its hyphen; what is copied stays as it was. */
export function words(text) {
  return text.split(/(\b[A-Z]{1,6}-\d{1,6}\b)/).map((part, index) => (index % 2 ? h('span', { class: 'nobreak' }, part) : part));
}

export function userMention(id, label) {
  const mine = id === store.as;
  const name = person(id) ? nameOf(id) : label || id;
  return h('span', { class: mine ? 'mention mine' : 'mention' }, `@${name}`);
}

export function channelMention(id, label) {
  const known = channel(id);
  const name = known ? known.name : label || 'a private channel';
  if (!known) return h('span', { class: 'mention' }, `#${name}`);
  return h('a', { class: 'mention', href: `#as=${store.as}&channel=${id}`, data: { goto: id } }, `#${name}`);
}

/** Whether an address may be followed: the web and mail, never a script. */
export function isLink(url) {
  return /^(https?:\/\/|mailto:)/i.test(url || '');
}

/** A link opens beside the page; any other address stays text. */
export function link(url, label) {
  if (!isLink(url)) return document.createTextNode(label || url);
  if (isPermalink(url)) return h('a', { href: url, data: { permalink: url } }, label || 'the message');
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, label || url);
}

function isPermalink(url) {
  return URL.canParse(url) && new URL(url).origin === location.origin && Boolean(permalink(new URL(url)));
}

export function dateNode(seconds, format, fallback, url) {
  const at = Number(seconds);
  if (!Number.isFinite(at)) return document.createTextNode(fallback || '');
  const text = slackDate(at, format, now(), zone());
  const time = h('time', { datetime: new Date(at * 1000).toISOString(), title: fullStamp(at, zone()) }, text);
  return isLink(url) ? h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, time) : time;
}

function bracket(inside) {
  const cut = inside.indexOf('|');
  const target = cut < 0 ? inside : inside.slice(0, cut);
  const label = cut < 0 ? '' : unescape(inside.slice(cut + 1));
  if (target.startsWith('@')) return userMention(target.slice(1), label);
  if (target.startsWith('#')) return channelMention(target.slice(1), label);
  if (target.startsWith('!date^')) {
    const [, seconds, format, url] = target.split('^');
    return dateNode(seconds, unescape(format || '{date}'), label, url);
  }
  if (target.startsWith('!')) return h('span', { class: 'mention broadcast' }, label || `@${target.slice(1)}`);
  return link(unescape(target), label);
}

const isWord = (char) => char !== undefined && /[\p{L}\p{N}]/u.test(char);

/** Where the style that opens at `from` closes, or -1: no space inside the edges, no letter outside them. */
function closing(text, from) {
  const mark = text[from];
  if (isWord(text[from - 1]) || text[from + 1] === undefined || /\s/.test(text[from + 1])) return -1;
  const last = Math.min(text.length, from + LOOK_AHEAD);
  for (let at = from + 2; at < last && text[at] !== '\n'; at += 1) {
    if (text[at] === mark && !/\s/.test(text[at - 1]) && !isWord(text[at + 1])) return at;
  }
  return -1;
}

function emojiAt(text, from) {
  const found = /^:([a-z0-9_+-]{1,40}):/.exec(text.slice(from, from + 42));
  return found && emojiText(found[1]) !== found[0] ? found : null;
}

/** The node that starts at `at` and the index after it, or null when the character is plain text. */
function special(text, at) {
  const char = text[at];
  if (char === '\n') return [h('br'), at + 1];
  if (char === '<') {
    const end = text.indexOf('>', at);
    return end < 0 ? null : [bracket(text.slice(at + 1, end)), end + 1];
  }
  if (char === '`') {
    const end = text.indexOf('`', at + 1);
    return end > at + 1 && !text.slice(at, end).includes('\n') ? [h('code', {}, unescape(text.slice(at + 1, end))), end + 1] : null;
  }
  if (char === ':') {
    const found = emojiAt(text, at);
    return found ? [h('span', { class: 'emoji' }, emojiText(found[1])), at + found[0].length] : null;
  }
  if (!STYLES[char]) return null;
  const end = closing(text, at);
  if (end < 0) return null;
  return [h(STYLES[char], {}, ...inline(text.slice(at + 1, end))), end + 1];
}

/** Nodes of one stretch of text without code fences or quotes. */
export function inline(text) {
  const nodes = [];
  let plain = '';
  let at = 0;
  const flush = () => {
    if (plain) nodes.push(...words(unescape(plain)));
    plain = '';
  };
  while (at < text.length) {
    const found = special(text, at);
    if (!found) {
      plain += text[at];
      at += 1;
      continue;
    }
    flush();
    nodes.push(found[0]);
    at = found[1];
  }
  flush();
  return nodes;
}

function quoteBody(line) {
  if (line.startsWith('&gt;')) return line.slice(4).replace(/^ /, '');
  return line.startsWith('>') ? line.slice(1).replace(/^ /, '') : null;
}

/** Lines that start with &gt; become quotes, the rest stays inline. */
function paragraphs(text) {
  const groups = [];
  for (const line of text.split('\n')) {
    const quoted = quoteBody(line);
    const last = groups.at(-1);
    if (last && last.quote === (quoted !== null)) last.lines.push(quoted ?? line);
    else groups.push({ quote: quoted !== null, lines: [quoted ?? line] });
  }
  return groups.flatMap((group) => {
    const nodes = inline(group.lines.join('\n'));
    return group.quote ? [h('blockquote', {}, ...nodes)] : nodes;
  });
}

/** The nodes of a mrkdwn text. */
export function mrkdwn(text) {
  return text.split('```').flatMap((part, index, all) => {
    if (index % 2 === 1 && index < all.length - 1) return [h('pre', {}, unescape(part.replace(/^\n/, '')))];
    return paragraphs(index % 2 === 1 ? `\`\`\`${part}` : part);
  });
}

/** A text object of Block Kit: mrkdwn or plain_text. */
export function textObject(object) {
  if (!object) return [];
  if (object.type === 'mrkdwn') return mrkdwn(object.text);
  return plainText(object.text);
}

/** Plain text: nothing is markup but emoji names, as in Slack. */
export function plainText(text) {
  return text.split('\n').flatMap((line, index) => {
    const shown = line.replace(/:([a-z0-9_+-]{1,40}):/g, (whole, name) => emojiText(name));
    return index ? [h('br'), shown] : [shown];
  });
}
