// The microphone: its samples go to the server as they come, and to the picture.
import { openStream } from "/assets/api.js";

const MOST_BUFFERED = 1_000_000; // bytes; then the connection is too slow to be live

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
  if (error.name === "NotReadableError") return new MicrophoneError("microphoneBusy");
  return new MicrophoneError("microphoneFailed", error.message);
}

export class Microphone {
  // onSound(samples) for each block that was sent, onEvent(event) for each event of the stream, and
  // onEnd(error or null) once, when it is over.
  constructor(onSound, onEvent, onEnd) {
    this.onSound = onSound;
    this.onEvent = onEvent;
    this.onEnd = onEnd;
    this.isOver = false;
  }

  // Gives the sample rate; sound follows.
  async start() {
    if (!window.isSecureContext) throw new MicrophoneError("needsHttps");
    if (!navigator.mediaDevices || !window.AudioWorkletNode) throw new MicrophoneError("oldBrowser");
    try {
      // As the window hears it: the browser's own processing cuts words and changes their sound.
      const audio = { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false };
      this.media = await navigator.mediaDevices.getUserMedia({ audio });
      this.context = new AudioContext();
      await this.context.audioWorklet.addModule("/assets/capture.js");
      await this.context.resume();
    } catch (error) {
      this.release();
      throw problemOf(error);
    }
    await this.connect();
    const source = this.context.createMediaStreamSource(this.media);
    const capture = new AudioWorkletNode(this.context, "capture", { numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit" });
    capture.port.onmessage = ({ data }) => this.send(data);
    source.connect(capture);
    this.media.getAudioTracks()[0].onended = () => this.end(new MicrophoneError("noMicrophone"));
    return Math.round(this.context.sampleRate);
  }

  connect() {
    this.socket = openStream(Math.round(this.context.sampleRate));
    this.socket.binaryType = "arraybuffer";
    this.socket.onmessage = ({ data }) => this.onEvent(JSON.parse(data));
    return new Promise((resolve, reject) => {
      this.socket.onopen = () => {
        this.socket.onclose = () => this.end(this.isStopping ? null : new MicrophoneError("connectionLost"));
        resolve();
      };
      this.socket.onclose = () => {
        this.release();
        reject(new MicrophoneError("serverBusy"));
      };
    });
  }

  send(block) {
    if (this.socket.readyState !== WebSocket.OPEN || this.isStopping) return;
    if (this.socket.bufferedAmount > MOST_BUFFERED) this.end(new MicrophoneError("connectionLost"));
    else {
      this.socket.send(block);
      this.onSound(new Int16Array(block));
    }
  }

  // Lets the server send what is still open; `onEnd` follows.
  stop() {
    if (this.isStopping || this.isOver) return;
    this.isStopping = true;
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send("end");
    this.release();
  }

  end(error) {
    if (this.isOver) return;
    this.isOver = true;
    this.release();
    this.socket.close();
    this.onEnd(error);
  }

  release() {
    if (this.media) for (const track of this.media.getTracks()) track.stop();
    if (this.context && this.context.state !== "closed") this.context.close();
  }
}
