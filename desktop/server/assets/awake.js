// The screen stays on while the page listens: a tablet that sleeps hears nothing.
let isWanted = false;
let lock = null;

export async function keepAwake(isOn) {
  isWanted = isOn;
  if (!isOn) {
    const held = lock;
    lock = null;
    if (held) await held.release();
    return;
  }
  if (!navigator.wakeLock || document.visibilityState !== "visible") return;
  try {
    lock = await navigator.wakeLock.request("screen");
  } catch {
    lock = null; // the battery is low, say; the page works without it
  }
}

// The browser takes the lock away from a page that is hidden.
document.addEventListener("visibilitychange", () => {
  if (isWanted && document.visibilityState === "visible") keepAwake(true);
});
