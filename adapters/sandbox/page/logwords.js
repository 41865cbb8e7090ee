// What the log's entries mean, for people who do not know the platform's method names.

const CALLS = {
  'chat.postMessage': 'Posted', 'chat.postEphemeral': 'Told one person', 'chat.update': 'Redrew a message', 'chat.delete': 'Took a message back',
  response_url: 'Answered', 'views.open': 'Opened a form', 'views.push': 'Opened a form on top', 'views.update': 'Changed the form', 'views.publish': 'Published a Home',
};

const TOLD = [
  [/^command (.*)$/s, (text) => text],
  [/^event message message_changed/, () => 'A message was edited'],
  [/^event message message_deleted/, () => 'A message was deleted'],
  [/^event message/, () => 'A message was written'],
  [/^event app_mention/, () => 'Somebody mentioned it'],
  [/^event app_home_opened/, () => 'Its Home was opened'],
  [/^event (.*)$/s, (text) => `Event: ${text.replaceAll('_', ' ')}`],
  [/^block_actions (.*)$/s, (text) => `Pressed or chosen: ${text}`],
  [/^message_action (.*)$/s, (text) => `Shortcut: ${text}`],
  [/^view_submission (.*)$/s, (text) => `Form sent: ${text}`],
  [/^view_closed/, () => 'A form was closed'],
  [/^block_suggestion (.*)$/s, (text) => `Options wanted: ${text}`],
];

function told(what) {
  for (const [pattern, words] of TOLD) {
    const found = pattern.exec(what);
    if (found) return words(found[1]);
  }
  return what;
}

function did(what) {
  const answer = /^(no answer|answer) to (.*)$/s.exec(what);
  if (answer) return `${answer[1] === 'answer' ? 'Answered' : 'No answer to'}: ${told(answer[2])}`;
  const [method, ...rest] = what.split(' ');
  return CALLS[method] ? [CALLS[method], ...rest].join(' ') : what;
}

/** {words, quiet}: the entry in plain words, and whether it is mere plumbing that is shown dimmed. */
export function describe(entry) {
  if (entry.dir === 'to-bot') return { words: told(entry.what), quiet: false };
  const quiet = /^(apps|auth|users|conversations|bots|team)\./.test(entry.what);
  return { words: did(entry.what), quiet };
}
