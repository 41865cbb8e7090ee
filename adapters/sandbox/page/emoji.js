// The few emoji that workspaces of this kind use; any other name is shown as :name:.

const KNOWN = {
  white_check_mark: '✅', heavy_check_mark: '✔', ballot_box_with_check: '☑', warning: '⚠', eyes: '👀', tada: '🎉', wave: '👋',
  '+1': '👍', thumbsup: '👍', '-1': '👎', rocket: '🚀', fire: '🔥', bug: '🐛', lock: '🔒', calendar: '📅', bell: '🔔', bulb: '💡',
  pushpin: '📌', question: '❓', exclamation: '❗', hourglass: '⌛', memo: '📝', slightly_smiling_face: '🙂', smile: '😄', pray: '🙏',
  coffee: '☕', heart: '❤', sweat_smile: '😅', x: '❌', arrow_right: '➡', construction: '🚧', no_entry: '⛔', package: '📦',
};

export function emojiText(name) {
  return KNOWN[name] || `:${name}:`;
}
