// Light or dark: the system's wish, unless the person chose one here or the address names one.

const KEY = 'chivvy-theme';

function wanted() {
  const named = new URLSearchParams(location.hash.slice(1)).get('theme');
  return named || localStorage.getItem(KEY);
}

function apply(theme) {
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

export function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

export function toggleTheme() {
  const next = isDark() ? 'light' : 'dark';
  localStorage.setItem(KEY, next);
  apply(next);
  return next;
}

apply(wanted());
