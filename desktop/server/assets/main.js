// The page: connects its parts with the controls, the keyboard and the server.
import * as api from "/assets/api.js";
import { History } from "/assets/history.js";
import { Microphone } from "/assets/microphone.js";
import { DigitsSoFar, Panel } from "/assets/panel.js";
import { Spectrogram } from "/assets/spectrogram.js";
import * as words from "/assets/words.js";

const byId = (id) => document.getElementById(id);
const panel = new Panel();
const digits = new DigitsSoFar();
const history = new History();
const spectrogram = new Spectrogram(byId("spectrogram"));
let microphone = null;
let afterToken = null;

function say(text) {
  byId("message").textContent = text;
  byId("message").hidden = !text;
}

function showState(name) {
  words.put(byId("state"), name);
  const isOn = name !== "notListening";
  byId("listen").setAttribute("aria-pressed", String(isOn));
  words.put(byId("listen"), isOn ? "pause" : "listen");
}

function hear(event) {
  digits.hear(event);
  if (event.type === "number") return;
  spectrogram.mark(event);
  if (event.type === "digit" || event.type === "rejected") history.add("microphone", event);
  if (event.type !== "withdrawn") panel.show(event);
}

function over(error) {
  microphone = null;
  digits.close();
  showState("notListening");
  if (error) say(words.word(error.word, { reason: error.reason }));
}

async function listen() {
  if (microphone) {
    microphone.stop();
    return;
  }
  say("");
  if (!(await allowed(listen))) return;
  microphone = new Microphone((block) => spectrogram.feed(block), hear, over);
  showState("opening");
  try {
    spectrogram.start(await microphone.start());
  } catch (error) {
    over(error);
    return;
  }
  showState("listening");
}

async function recognize(files) {
  say("");
  if (!(await allowed(() => recognize(files)))) return;
  const problems = [];
  for (const file of files) {
    byId("state").textContent = words.word("reading", { name: file.name });
    try {
      const record = await api.recognize("number", file);
      for (const digit of record.digits) history.add(file.name, digit);
      digits.add(record.number);
      const last = record.digits.at(-1);
      // Only the answer for a single digit has the probabilities of all ten.
      const shown = record.digits.length === 1 ? await api.recognize("predict", file) : last;
      if (last) panel.show({ ...shown, type: shown.digit === null ? "rejected" : "digit" });
      else problems.push(`${file.name}: ${words.word("noNumber")}`);
    } catch (error) {
      const text = reasonOf(error);
      problems.push(text.includes(file.name) ? text : `${file.name}: ${text}`);
    }
  }
  showState(microphone ? "listening" : "notListening");
  say(problems.join("\n"));
}

const FORMATS = "WAV, FLAC, OGG, Opus, MP3";
const REFUSALS = {
  not_audio: "notAudio", empty: "emptyFile", unusable: "damaged", too_long: "too_long", busy: "serverBusy",
};

// Why a recording was not recognized: in the language of the page, or as the server says it.
function reasonOf(error) {
  if (!(error instanceof api.Refusal)) return words.word("connectionLost");
  return words.word(REFUSALS[error.code], { formats: FORMATS }) || error.message;
}

// Whether the server accepts us; otherwise the token is asked for, and `next` follows.
async function allowed(next) {
  try {
    const { token } = await api.needs();
    if (!token || (await api.tokenIsRight())) return true;
  } catch {
    say(words.word("connectionLost"));
    return false;
  }
  afterToken = next;
  byId("token-form").hidden = false;
  byId("token").focus();
  return false;
}

byId("token-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  api.setToken(byId("token").value);
  if (!(await api.tokenIsRight())) {
    say(words.word("tokenWrong"));
    return;
  }
  byId("token-form").hidden = true;
  byId("token").value = "";
  await afterToken();
});

async function copy() {
  try {
    await navigator.clipboard.writeText(digits.text);
  } catch {
    getSelection().selectAllChildren(byId("number")); // without HTTPS: ready for Ctrl+C
  }
}

const KEYS = { l: () => byId("listen").click(), o: () => byId("open").click(), c: copy };
document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input:not([type=file]), select, textarea");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const action = KEYS[event.key.toLowerCase()];
  if (action) {
    event.preventDefault();
    action();
  }
});

byId("listen").addEventListener("click", listen);
byId("open").addEventListener("click", () => byId("files").click());
byId("files").addEventListener("change", async (event) => {
  const files = [...event.target.files];
  event.target.value = "";
  if (files.length) await recognize(files);
});
byId("copy").addEventListener("click", copy);
byId("clear").addEventListener("click", () => digits.clear());
byId("export-csv").addEventListener("click", () => history.exportCsv());
byId("export-json").addEventListener("click", () => history.exportJson());

document.addEventListener("dragover", (event) => {
  event.preventDefault();
  document.body.classList.add("dropping");
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) document.body.classList.remove("dropping");
});
document.addEventListener("drop", async (event) => {
  event.preventDefault();
  document.body.classList.remove("dropping");
  if (event.dataTransfer.files.length) await recognize([...event.dataTransfer.files]);
});

byId("language").addEventListener("change", async (event) => {
  localStorage.setItem("language", event.target.value);
  await speak(event.target.value);
});

async function speak(language) {
  await words.use(language);
  byId("language").value = language;
  panel.render();
  digits.render();
  history.render();
}

function dress(theme) {
  document.documentElement.dataset.theme = theme;
  byId("theme").value = theme;
}

byId("theme").addEventListener("change", (event) => {
  localStorage.setItem("theme", event.target.value);
  dress(event.target.value);
});

dress(localStorage.getItem("theme") || "system");
await speak(words.preferred());
document.body.dataset.ready = "";
