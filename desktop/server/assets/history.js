// All utterances of this visit, as a table and for export. Nothing is kept by the server.
import { locale, percent, word } from "/assets/words.js";

const COLUMNS = ["time", "source", "start", "end", "digit", "confidence", "rejected", "is_cut"];

export class History {
  constructor() {
    this.rows = [];
    this.live = new Map(); // the rows of the microphone by the ids of their events; the newest win
  }

  add(source, event) {
    const { start, end, digit, confidence, rejected } = event;
    const row = { time: new Date().toISOString(), source, start, end, digit, confidence, rejected, is_cut: false };
    this.rows.push(row);
    if (source === "microphone") this.live.set(event.id, row);
    document.getElementById("rows").prepend(rowOf(row)); // all of them would take long after an hour
    this.showWhatThereIs();
  }

  // Digits may be missing behind the one with this id, the last of a number.
  markCut(id) {
    const row = this.live.get(id);
    if (!row) return;
    row.is_cut = true;
    this.render();
  }

  render() {
    const body = document.getElementById("rows");
    body.replaceChildren(...this.rows.toReversed().map(rowOf));
    this.showWhatThereIs();
  }

  showWhatThereIs() {
    document.querySelector("table").hidden = this.rows.length === 0;
    document.getElementById("no-history").hidden = this.rows.length > 0;
    for (const id of ["export-csv", "export-json"]) {
      document.getElementById(id).disabled = this.rows.length === 0;
    }
  }

  exportCsv() {
    const lines = this.rows.map((row) => COLUMNS.map((name) => cell(row[name])).join(","));
    // Excel needs the byte order mark to recognize UTF-8.
    save(`\ufeff${[COLUMNS.join(","), ...lines].join("\r\n")}\r\n`, "history.csv", "text/csv");
  }

  exportJson() {
    save(`${JSON.stringify(this.rows, null, 1)}\n`, "history.json", "application/json");
  }
}

function rowOf(row) {
  const line = document.createElement("tr");
  const texts = [
    new Date(row.time).toLocaleTimeString(locale),
    row.source === "microphone" ? word("microphone") : row.source,
    row.digit === null ? "–" : row.digit,
    percent(row.confidence),
    word("milliseconds", { n: Math.round(1000 * (row.end - row.start)) }),
    [row.rejected, row.is_cut && "digitsMissing"].filter(Boolean).map((name) => word(name)).join(". "),
  ];
  line.append(...texts.map((text) => {
    const data = document.createElement("td");
    data.textContent = text;
    return data;
  }));
  return line;
}

// A spreadsheet must not take the name of a file for a formula.
function cell(value) {
  const text = value === null ? "" : String(value);
  const safe = /^[=+@\t\r]/.test(text) || /^-\D/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function save(text, name, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
