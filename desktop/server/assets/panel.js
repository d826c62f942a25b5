// The last digit in large type, its word, the ten bars, and the number so far.
import { percent, word } from "/assets/words.js";

const byId = (id) => document.getElementById(id);

export class Panel {
  constructor() {
    this.last = null;
    this.isListening = false;
    this.bars = [];
    for (let digit = 0; digit < 10; digit++) {
      const item = document.createElement("li");
      item.innerHTML = '<span class="track" aria-hidden="true"><span class="fill"></span></span><span aria-hidden="true"></span><span class="visually-hidden"></span>';
      item.children[1].textContent = digit;
      byId("bars").append(item);
      this.bars.push(item);
    }
  }

  setListening(isListening) {
    if (isListening === this.isListening) return;
    this.isListening = isListening;
    if (this.last === null) this.render();
  }

  show(event) {
    this.last = event;
    this.render();
  }

  // No more events come, so that it cannot become final.
  dropProvisional() {
    if (this.last === null || this.last.type !== "provisional") return;
    this.last = null;
    this.render();
  }

  render() {
    const event = this.last;
    byId("panel").classList.toggle("provisional", event !== null && event.type === "provisional");
    if (event === null) {
      byId("digit").textContent = "";
      const how = [word("say"), word("orNumber")];
      if (!this.isListening) how.unshift(word("pressListen"));
      byId("word").textContent = how.shift();
      byId("sure").textContent = how.join("\n");
    } else if (event.digit === null) {
      byId("digit").textContent = "–";
      byId("word").textContent = word(event.rejected) || event.reason;
      byId("sure").textContent = "";
    } else {
      const name = event.type === "provisional" ? "provisional" : "confidence";
      byId("digit").textContent = event.digit;
      // The screen reader says what is final, once.
      byId("word").textContent = event.type === "provisional" ? "" : word(`digit${event.digit}`);
      byId("sure").textContent = word(name, { percent: percent(event.confidence) });
    }
    const probabilities = (event && event.probabilities) || [];
    const best = Math.max(...probabilities, 0);
    this.bars.forEach((item, digit) => {
      const share = probabilities[digit] || 0;
      item.querySelector(".fill").style.height = `${100 * share}%`;
      item.classList.toggle("best", share > 0 && share === best);
      item.lastChild.textContent = `${word(`digit${digit}`)}: ${percent(share)}`;
    });
  }
}

const CUT = "…"; // behind a number in which digits may be missing

// The digits of all phrases, and those of the open one.
export class DigitsSoFar {
  constructor() {
    this.clear();
  }

  clear() {
    this.numbers = [];
    this.open = new Map();
    this.render();
  }

  hear(event) {
    if (event.type === "number") {
      this.add(event.is_cut ? `${event.number}${CUT}` : event.number);
      return;
    }
    this.open.delete(event.id);
    const counts = event.type !== "withdrawn" && (event.digit !== null || event.rejected === "unsure");
    if (counts) this.open.set(event.id, event);
    this.render();
  }

  add(number) {
    this.open.clear();
    if (number) this.numbers.push(number);
    this.render();
  }

  // No more events come: the rest of a number is lost with a connection, but not its beginning.
  // Gives the id of the last digit of such a number, or null.
  close() {
    const heard = this.events((event) => event.type !== "provisional");
    // A number that ended has been reported, unless all of its digits are doubtful.
    const isCut = this.events((event) => event.digit !== null).length > 0;
    this.add(textOf(heard) + (isCut ? CUT : ""));
    return isCut && heard.length ? heard.at(-1).id : null;
  }

  events(counts) {
    return [...this.open.values()].filter(counts).sort((one, other) => one.start - other.start);
  }

  // As it is shown, with the number that is being said.
  get text() {
    return [...this.numbers, textOf(this.events(() => true))].filter(Boolean).join(" ");
  }

  render() {
    const text = this.text;
    byId("number").textContent = text || word("noDigits");
    byId("number").classList.toggle("empty", !text);
    byId("copy").disabled = byId("clear").disabled = !text;
    byId("missing").hidden = !text.includes(CUT);
  }
}

function textOf(events) {
  return events.map((event) => (event.digit === null ? "?" : event.digit)).join("");
}
