// The microphone: its samples go to the server as they come, and to the picture.
import { openStream, whyNoStream } from "/assets/api.js";

const MOST_BUFFERED = 1_000_000; // bytes; then the connection is too slow to be live
const SLOW = 4; // seconds that the server is behind; the person is told
const LOST = 10; // seconds without a word from the server; then the connection is dead
const LAST_EVENTS = 5; // seconds that the server has for them after Pause
const MUTED = 5; // seconds of zeros; a microphone that works always delivers some noise

// Words of errors: there is no connection to the server, or none for live sound.
export const UNCONNECTED = ["serverBusy", "streamRefused", "streamDistrusted", "unreachable"];

// An error with the name of a word, for people.
export class MicrophoneError extends Error {
  constructor(word, reason = "") {
    super(reason || word);
    this.word = word;
    this.reason = reason;
  }
}

function problemOf(error) {
  if (error.name === "NotAllowedError" || error.name === "SecurityError") {
    return new MicrophoneError("denied");
  }
  if (error.name === "NotFoundError") return new MicrophoneError("noMicrophone");
  if (error.name === "NotReadableError") {
    return new MicrophoneError("microphoneUnreadable", error.message);
  }
  return new MicrophoneError("microphoneFailed", error.message);
}

export class Microphone {
  // onSound(samples) for each block that was sent, onEvent(event) for each event of the stream,
  // onState({ isSlow, isMuted }) when that changes, and onEnd(error or null) once, when it is over.
  constructor({ onSound, onEvent, onState, onEnd }) {
    this.onSound = onSound;
    this.onEvent = onEvent;
    this.onState = onState;
    this.onEnd = onEnd;
    this.isOver = false;
    this.state = { isSlow: false, isMuted: false };
    this.sent = 0; // seconds of sound; like `heard` and `zeros`
    this.heard = 0;
    this.zeros = 0;
  }

  // Gives the sample rate; sound follows.
  async start() {
    if (!window.isSecureContext) throw new MicrophoneError("needsHttps");
    if (!navigator.mediaDevices || !window.AudioWorkletNode) throw new MicrophoneError("oldBrowser");
    try {
      // As the window hears it: the browser's own processing cuts words and changes their sound.
      const audio = { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false };
      const media = await navigator.mediaDevices.getUserMedia({ audio });
      this.media = media;
      if (this.isOver) return this.release();
      this.context = new AudioContext();
      await this.context.audioWorklet.addModule("/assets/capture.js");
      await this.context.resume();
    } catch (error) {
      this.release();
      throw problemOf(error);
    }
    if (this.isOver) return this.release();
    await this.connect();
    const source = this.context.createMediaStreamSource(this.media);
    const capture = new AudioWorkletNode(this.context, "capture", { numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit" });
    capture.port.onmessage = ({ data }) => this.send(data);
    source.connect(capture);
    this.media.getAudioTracks()[0].onended = () => this.end(new MicrophoneError("noMicrophone"));
    this.lastWord = performance.now();
    this.watch = setInterval(() => this.check(), 1000);
    return Math.round(this.context.sampleRate);
  }

  // The screen was off, or another program had the microphone.
  async resume() {
    if (this.context && this.context.state !== "closed") await this.context.resume();
  }

  // The browser itself notices a dead connection only after minutes.
  check() {
    if (this.isStopping) return;
    const behind = this.sent - this.heard;
    const silent = (performance.now() - this.lastWord) / 1000;
    if (behind > LOST && silent > LOST) this.end(new MicrophoneError("connectionLost"));
    else this.tell({ isSlow: behind > SLOW, isMuted: this.zeros > MUTED });
  }

  tell(state) {
    if (state.isSlow === this.state.isSlow && state.isMuted === this.state.isMuted) return;
    this.state = state;
    this.onState(state);
  }

  receive(event) {
    this.lastWord = performance.now();
    if (event.type === "progress") this.heard = event.seconds;
    else this.onEvent(event);
  }

  connect() {
    const rate = Math.round(this.context.sampleRate);
    this.socket = openStream(rate);
    this.socket.binaryType = "arraybuffer";
    this.socket.onmessage = ({ data }) => this.receive(JSON.parse(data));
    return new Promise((resolve, reject) => {
      setTimeout(() => {
        if (this.socket.readyState === WebSocket.CONNECTING) this.socket.close();
      }, 1000 * LOST);
      this.socket.onopen = () => {
        this.socket.onclose = () => this.end(this.isStopping ? null : new MicrophoneError("connectionLost"));
        resolve();
      };
      this.socket.onclose = async () => {
        this.release();
        reject(new MicrophoneError(await whyNoStream(rate)));
      };
    });
  }

  send(block) {
    if (this.socket.readyState !== WebSocket.OPEN || this.isStopping) return;
    if (this.socket.bufferedAmount > MOST_BUFFERED) this.end(new MicrophoneError("connectionLost"));
    else {
      this.socket.send(block);
      const samples = new Int16Array(block);
      const seconds = samples.length / this.context.sampleRate;
      this.sent += seconds;
      this.zeros = samples.some((sample) => sample !== 0) ? 0 : this.zeros + seconds;
      this.onSound(samples);
    }
  }

  // Lets the server send what is still open; `onEnd` follows.
  stop() {
    if (this.isStopping || this.isOver) return;
    this.isStopping = true;
    if (this.socket && this.socket.readyState === WebSocket.OPEN) {
      this.socket.send("end");
      setTimeout(() => this.end(null), 1000 * LAST_EVENTS);
    } else this.end(null);
    this.release();
  }

  end(error) {
    if (this.isOver) return;
    this.isOver = true;
    this.release();
    if (this.socket) this.socket.close();
    this.onEnd(error);
  }

  release() {
    clearInterval(this.watch);
    if (this.media) for (const track of this.media.getTracks()) track.stop();
    if (this.context && this.context.state !== "closed") this.context.close();
  }
}
