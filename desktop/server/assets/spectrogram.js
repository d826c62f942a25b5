// The live spectrogram, newest at the right, on the mel scale. It is drawn from the samples that go to
// the server, so that each digit stands over its sound however late the browser draws.
import { Spectrum } from "/assets/fft.js";

const ANCHORS = "000004 0a0822 1d1147 36106b 50127c 691c81 822681 9c2e7f b6367a cf4070 e65164 f46a5c fb8861 fea571 fec287 fde0a1 fcfdbf";
const LOWEST_DB = -90, HIGHEST_DB = -20;
const LOWEST_HZ = 60, HIGHEST_HZ = 8000;
const PIXELS_A_SECOND = 80;

const toMel = (hertz) => 2595 * Math.log10(1 + hertz / 700);
const toHertz = (mel) => 700 * (10 ** (mel / 2595) - 1);

// matplotlib's magma (CC0), from quiet to loud, as in the window.
const COLOURS = (() => {
  const anchors = ANCHORS.split(" ").map((text) => parseInt(text, 16));
  return Array.from({ length: 256 }, (_, level) => {
    const position = (level / 255) * (anchors.length - 1);
    const first = Math.min(Math.floor(position), anchors.length - 2);
    const share = position - first;
    const parts = [16, 8, 0].map((shift) => {
      const [low, high] = [anchors[first], anchors[first + 1]].map((one) => (one >> shift) & 255);
      return Math.round(low + share * (high - low));
    });
    return [...parts, 255];
  });
})();

export class Spectrogram {
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d", { alpha: false });
    this.time = 0; // of the newest column, in seconds of the stream
    this.clear();
  }

  clear() {
    this.marks = [];
    this.context.fillStyle = "#000004";
    this.context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    this.columns = new OffscreenCanvas(this.canvas.width, this.canvas.height);
    this.picture = this.columns.getContext("2d", { alpha: false });
    this.picture.fillStyle = "#000004";
    this.picture.fillRect(0, 0, this.columns.width, this.columns.height);
  }

  // A digit over its sound: from `start` to `end`, in seconds of the stream.
  mark(event) {
    this.marks = this.marks.filter((mark) => mark.id !== event.id);
    if (event.type !== "withdrawn") this.marks.push(event);
    this.marks = this.marks.filter((mark) => mark.end > this.time - this.canvas.width / PIXELS_A_SECOND);
    this.compose();
  }

  // Begins a stream of sound at this sample rate.
  start(rate) {
    this.clear();
    this.time = 0;
    this.fed = 0;
    this.rate = rate;
    this.hop = Math.round(rate / PIXELS_A_SECOND);
    this.spectrum = new Spectrum(2 ** Math.round(Math.log2(0.03 * rate)));
    this.recent = new Float32Array(this.spectrum.size);
    const step = rate / this.spectrum.size;
    const [low, high] = [toMel(LOWEST_HZ), toMel(HIGHEST_HZ)];
    const { height } = this.canvas;
    this.bins = Array.from({ length: height }, (_, row) =>
      Math.min(Math.round(toHertz(high - ((high - low) * row) / height) / step), this.spectrum.size / 2 - 1));
  }

  // Takes the next samples (16-bit integers) and draws the columns that they complete.
  feed(block) {
    const columns = [];
    for (let begin = 0; begin < block.length; ) {
      const size = Math.min(this.hop - (this.fed % this.hop), block.length - begin);
      this.recent.copyWithin(0, size);
      for (let n = 0; n < size; n++) {
        this.recent[this.recent.length - size + n] = block[begin + n] / 32768;
      }
      begin += size;
      this.fed += size;
      if (this.fed % this.hop === 0) columns.push(this.spectrum.of(this.recent).slice());
    }
    if (columns.length === 0) return;
    this.append(columns);
    this.time = this.fed / this.rate;
    if (this.isDue) return;
    this.isDue = true;
    requestAnimationFrame(() => {
      this.isDue = false;
      this.compose();
    });
  }

  append(columns) {
    const { width, height } = this.columns;
    this.picture.drawImage(this.columns, -columns.length, 0);
    const image = this.picture.createImageData(columns.length, height);
    columns.forEach((levels, column) => {
      for (let row = 0; row < height; row++) {
        const share = (levels[this.bins[row]] - LOWEST_DB) / (HIGHEST_DB - LOWEST_DB);
        const colour = COLOURS[Math.max(0, Math.min(255, Math.round(255 * share)))];
        image.data.set(colour, 4 * (row * columns.length + column));
      }
    });
    this.picture.putImageData(image, width - columns.length, 0);
  }

  compose() {
    const { context, canvas } = this;
    context.drawImage(this.columns, 0, 0);
    context.font = "bold 22px system-ui, sans-serif";
    context.textAlign = "center";
    for (const mark of this.marks) {
      const place = (time) => canvas.width - (this.time - time) * PIXELS_A_SECOND;
      const [left, right] = [place(mark.start), place(mark.end)];
      context.strokeStyle = "#fff";
      context.lineWidth = 2;
      context.setLineDash(mark.type === "provisional" ? [5, 4] : []);
      context.strokeRect(left, 22, Math.max(right - left, 4), canvas.height - 26);
      const middle = (left + right) / 2;
      context.fillStyle = "#fff";
      context.fillRect(middle - 13, 4, 26, 28);
      context.fillStyle = "#1b1823";
      context.fillText(mark.digit === null ? "–" : String(mark.digit), middle, 26);
    }
    context.setLineDash([]);
  }
}
