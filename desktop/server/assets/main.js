// The page: connects its parts with the controls, the keyboard and the server.
import * as api from "/assets/api.js";
import { keepAwake } from "/assets/awake.js";
import { History } from "/assets/history.js";
import { Microphone, MicrophoneError, UNCONNECTED } from "/assets/microphone.js";
import { DigitsSoFar, Panel } from "/assets/panel.js";
import { Spectrogram } from "/assets/spectrogram.js";
import * as words from "/assets/words.js";

const byId = (id) => document.getElementById(id);
const panel = new Panel();
const digits = new DigitsSoFar();
const history = new History();
const spectrogram = new Spectrogram(byId("spectrogram"));
const TRY_AGAIN = 2_000; // milliseconds until the next attempt to connect
const GIVE_UP = 300_000; // milliseconds; then a person must press Listen
const SHOW_COPIED = 2_000; // milliseconds
let microphone = null;
let afterToken = null;
let retry = null; // after the connection was lost: { until, timer }
let state = "notListening";
let copied = null; // the timer that ends "Copied", which no state replaces sooner

function say(text) {
  byId("message").textContent = text;
  byId("message").hidden = !text;
}

function showState(name) {
  state = name;
  if (!copied) words.put(byId("state"), name);
  const isOn = name !== "notListening";
  panel.setListening(isOn);
  byId("listen").setAttribute("aria-pressed", String(isOn));
  words.put(byId("listen"), isOn ? "pause" : "listen");
}

function hear(event) {
  digits.hear(event);
  if (event.type === "number") {
    if (event.is_cut) history.markCut(event.digits.at(-1).id);
    return;
  }
  spectrogram.mark(event);
  if (event.type === "digit" || event.type === "rejected") history.add("microphone", event);
  if (event.type !== "withdrawn") panel.show(event);
}

function over(error) {
  microphone = null;
  history.markCut(digits.close());
  panel.dropProvisional();
  if (error && error.word === "connectionLost") {
    retry = retry || { until: Date.now() + GIVE_UP };
    if (Date.now() < retry.until) {
      showState("opening");
      say(words.word("reconnecting"));
      clearTimeout(retry.timer);
      retry.timer = setTimeout(() => listen(), TRY_AGAIN);
      return;
    }
  }
  rest();
  if (error) say(words.word(error.word, { reason: error.reason }));
}

function rest() {
  if (retry) clearTimeout(retry.timer);
  retry = null;
  keepAwake(false);
  showState("notListening");
}

// What changes while it listens.
function report({ isSlow, isMuted }) {
  showState(isSlow ? "slow" : "listening");
  if (isMuted) say(words.word("muted"));
  else if (byId("message").textContent === words.word("muted")) say("");
}

async function listen() {
  if (!window.isSecureContext) {
    say(words.word("needsHttps"));
    return;
  }
  if (!retry) say("");
  if (!(await allowed(listen))) return;
  if (microphone) return; // pressed twice
  const opened = new Microphone({ onSound: (block) => spectrogram.feed(block), onEvent: hear, onState: report, onEnd: over });
  microphone = opened;
  showState("opening");
  try {
    const rate = await opened.start();
    if (microphone !== opened) return; // paused meanwhile
    spectrogram.start(rate);
  } catch (error) {
    if (microphone !== opened) return;
    over(retry && UNCONNECTED.includes(error.word) ? new MicrophoneError("connectionLost") : error);
    return;
  }
  retry = null;
  say("");
  keepAwake(true);
  showState("listening");
}

function listenOrPause() {
  if (microphone) microphone.stop();
  else if (retry) {
    rest();
    say("");
  } else listen();
}

async function recognize(files) {
  say("");
  if (!(await allowed(() => recognize(files)))) return;
  const problems = [];
  for (const file of files) {
    endCopied();
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
  showState(state);
  say(problems.join("\n"));
}

const REFUSALS = { empty: "emptyFile", busy: "serverBusy" };
const CAUSES = {
  foreign_format: "foreignFormat", not_audio: "notAudio", damaged: "damaged", no_sound: "noSound",
  cut_short: "cutShort", end_damaged: "endDamaged", part_damaged: "partDamaged", too_long: "tooLong",
};

// Why a recording was not recognized: in the language of the page, or as the server says it.
function reasonOf(error) {
  if (!(error instanceof api.Refusal)) return words.word("unreachable");
  const isLengthKnown = error.cause !== "cut_short" || error.value > 0;
  const name = isLengthKnown ? CAUSES[error.cause] || REFUSALS[error.code] : "endMissing";
  return words.word(name, { detail: error.value, length: words.seconds(error.value) }) || error.message;
}

// Whether the server accepts us; otherwise the token is asked for, and `next` follows.
async function allowed(next) {
  try {
    const { token } = await api.needs();
    if (!token || (await api.tokenIsRight())) return true;
  } catch {
    if (retry) over(new MicrophoneError("connectionLost"));
    else say(words.word("unreachable"));
    return false;
  }
  if (retry) {
    rest();
    say(""); // no longer "Connecting again"
  }
  afterToken = next;
  byId("token-form").hidden = false;
  byId("token").focus();
  return false;
}

byId("token-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    // Tablets put a space behind a word that they suggest.
    if (!api.setToken(byId("token").value.trim()) || !(await api.tokenIsRight())) {
      say(words.word("tokenWrong"));
      return;
    }
  } catch {
    say(words.word("unreachable"));
    return;
  }
  byId("token-form").hidden = true;
  byId("token").value = "";
  byId("listen").focus();
  await afterToken();
});

function endCopied() {
  clearTimeout(copied);
  copied = null;
}

async function copy() {
  try {
    await navigator.clipboard.writeText(digits.text);
    byId("state").textContent = words.word("copied");
    endCopied();
    copied = setTimeout(() => {
      endCopied();
      showState(state);
    }, SHOW_COPIED);
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

byId("listen").addEventListener("click", listenOrPause);
document.addEventListener("visibilitychange", () => {
  if (microphone && document.visibilityState === "visible") microphone.resume();
});
byId("open").addEventListener("click", () => byId("files").click());
byId("files").addEventListener("change", async (event) => {
  const files = [...event.target.files];
  event.target.value = "";
  if (files.length) await recognize(files);
});
byId("copy").addEventListener("click", copy);
byId("clear").addEventListener("click", () => {
  digits.clear();
  byId("listen").focus(); // a button that is disabled loses the focus
});
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
  if (!(await words.use(language))) return;
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
if (!window.isSecureContext) say(words.word("needsHttps"));
api.needs().then(({ authority }) => {
  byId("authority").hidden = !authority;
}, () => {}); // said when it is needed
document.body.dataset.ready = "";
