// The words of the page in the chosen language.
const LANGUAGES = ["en", "de", "es", "fr"];
let table = {};
let wanted = ""; // the language that was chosen last
// Of the chosen language, in the country of the browser where it has one.
export let locale = "en";

export function preferred() {
  const stored = localStorage.getItem("language");
  const wished = [stored, ...navigator.languages.map((name) => name.slice(0, 2))];
  return wished.find((name) => LANGUAGES.includes(name)) || "en";
}

// Returns whether the language is in use: false if another one was chosen meanwhile.
export async function use(name) {
  wanted = name;
  const answer = await fetch(`/words/${name}`);
  const loaded = await answer.json();
  if (name !== wanted) return false;
  table = loaded;
  locale = navigator.languages.find((wished) => wished.startsWith(name)) || name;
  document.documentElement.lang = name;
  document.title = word("title");
  for (const element of document.querySelectorAll("[data-word]")) {
    element.textContent = word(element.dataset.word);
  }
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", word(element.dataset.label));
  }
  for (const element of document.querySelectorAll("[data-tip]")) {
    element.title = word(element.dataset.tip);
  }
  return true;
}

export function word(name, values = {}) {
  const text = table[name] || "";
  return text.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
}

// Puts a word into an element so that it changes with the language.
export function put(element, name) {
  element.dataset.word = name;
  element.textContent = word(name);
}

export function seconds(value) {
  return word("seconds", { n: value.toLocaleString(locale) });
}

// As in the window: "100 %" and "0 %" are only for exactly 1 and 0.
export function percent(probability) {
  const rounded = probability < 1 ? Math.min(Math.round(100 * probability), 99) : 100;
  const number = rounded === 0 && probability > 0 ? "<1" : rounded.toLocaleString(locale);
  return word("percent", { number });
}
