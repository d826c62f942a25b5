// Requests to the server. A token is kept until the tab is closed.
let token = sessionStorage.getItem("token") || "";

// Whether it can be a token: a header cannot carry other characters, and no token has any.
export function setToken(text) {
  if (!/^[ -~]+$/.test(text)) return false;
  token = text;
  sessionStorage.setItem("token", text);
  return true;
}

const PATIENCE = 10_000; // milliseconds; without it, a browser may wait for minutes

export async function needs() {
  const answer = await fetch("/needs", { signal: AbortSignal.timeout(PATIENCE) });
  return answer.json();
}

export class Refusal extends Error {
  constructor(problem) {
    super(problem.detail || problem.title);
    this.code = problem.code;
    this.cause = problem.cause;
    this.value = problem.value ?? "";
  }
}

function headers() {
  return token ? { Authorization: `Bearer ${token}` } : {};
}

export async function tokenIsRight() {
  return (await fetch("/metrics", { headers: headers() })).ok;
}

// `what` is "number" or "predict".
export async function recognize(what, file) {
  const form = new FormData();
  form.append("file", file, file.name);
  const answer = await fetch(`/api/${what}`, { method: "POST", body: form, headers: headers() });
  const record = await answer.json();
  if (!answer.ok) throw new Refusal(record);
  return record;
}

function base64url(text) {
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte));
  return btoa(bytes.join("")).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

const stream = (rate) => `/api/stream?rate=${rate}&progress=true`;

export function openStream(rate) {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const protocols = ["spoken-digits"];
  if (token) protocols.push(`bearer.${base64url(token)}`);
  return new WebSocket(`${scheme}://${location.host}${stream(rate)}`, protocols);
}

// Why there is no stream, as the name of a word: a browser does not say why it opens no WebSocket.
export async function whyNoStream(rate) {
  try {
    const answer = await fetch(stream(rate), { headers: headers(), signal: AbortSignal.timeout(PATIENCE) });
    if (answer.status === 503) return "serverBusy";
    // Safari takes a certificate that a person has accepted for pages, but not for WebSockets.
    return (await needs()).authority ? "streamDistrusted" : "streamRefused";
  } catch {
    return "unreachable";
  }
}
