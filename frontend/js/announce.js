// The screen of the waiting room calls numbers aloud: in Vietnamese where the browser has such a voice, else by a chime.
// <div data-announcing> holds rows <tr data-announce="key" data-say-aloud="sentence">; a key that is new is called.
const called = new Set();
let first = true;
let sound = null;

function voice() {
  return window.speechSynthesis?.getVoices().find((one) => one.lang.toLowerCase().startsWith("vi"));
}

function chime() {
  sound ??= new AudioContext();
  [880, 660].forEach((pitch, place) => {
    const tone = sound.createOscillator();
    const loud = sound.createGain();
    const begin = sound.currentTime + place * 0.35;
    tone.frequency.value = pitch;
    loud.gain.setValueAtTime(0.3, begin);
    loud.gain.exponentialRampToValueAtTime(0.001, begin + 0.6);
    tone.connect(loud).connect(sound.destination);
    tone.start(begin);
    tone.stop(begin + 0.6);
  });
}

function say(sentence) {
  chime();
  const speaker = voice();
  if (!speaker) return;
  const words = new SpeechSynthesisUtterance(sentence);
  words.voice = speaker;
  words.lang = speaker.lang;
  words.rate = 0.9;
  window.speechSynthesis.speak(words);
}

export function announce(root) {
  const board = root.matches?.("[data-announcing]") ? root : root.querySelector("[data-announcing]");
  if (!board) return;
  const fresh = [...board.querySelectorAll("[data-announce]")].filter((row) => !called.has(row.dataset.announce));
  for (const row of fresh.reverse()) {
    called.add(row.dataset.announce);
    if (!first) {
      row.classList.add("mc-screen__fresh");
      say(row.dataset.sayAloud);
    }
  }
  first = false;
  const button = document.querySelector("[data-voice]");
  if (button && !sound) {
    button.hidden = false; // browsers are silent until somebody has touched the page once
    button.addEventListener("click", () => {
      chime();
      button.hidden = true;
    });
  }
}

// A ticket prints itself; a kiosk goes back after some seconds.
export function ticket(root) {
  if (!root.querySelector("[data-print-now]")) return;
  window.print();
  const back = root.querySelector("[data-back-after]");
  if (back) setTimeout(() => window.location.assign(back.href), Number(back.dataset.backAfter) * 1000);
}
