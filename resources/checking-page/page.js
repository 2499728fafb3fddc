// Ties the judgments to the page. Whatever a code or a file says is put in as text, never as markup.

const page = (() => {
  const MOST_BYTES = 20_000_000; // of a revocation list
  const NONE = "No code was found in this picture. Take it from closer by, sharp and straight.";
  const SEVERAL = "There are several codes in this picture. Cut it to one.";
  const about = JSON.parse(document.getElementById("about").textContent);
  const [code, result, form] = ["code", "result", "form"].map((id) => document.getElementById(id));
  let list = null;
  let isAsked = false; // for a verdict on the code as it stands
  let [checks, lists] = [0, 0]; // so that what was asked earlier and is answered later is left out

  function say(id, text) {
    document.getElementById(id).textContent = text;
  }

  function made(tag, text) {
    const element = document.createElement(tag);
    element.textContent = text;
    return element;
  }

  function show(verdict) {
    result.dataset.standing = verdict.standing;
    document.getElementById("icon").setAttribute("href", `#icon-${verdict.standing}`);
    say("word", verdict.word);
    document.getElementById("sentences").replaceChildren(...verdict.sentences.map((each) => made("p", each)));
    const facts = verdict.facts.flatMap(([label, value]) => [made("dt", label), made("dd", value)]);
    document.getElementById("facts").replaceChildren(...facts);
    result.hidden = false;
    say("announcement", [`${verdict.word}.`, ...verdict.sentences].join(" "));
    result.scrollIntoView({ block: "nearest" });
  }

  function forget() {
    checks += 1;
    isAsked = false;
    result.hidden = true;
    say("announcement", "");
  }

  async function check() {
    forget();
    isAsked = true;
    const asked = checks;
    const verdict = await judging.judge(code.value, about, list);
    if (asked === checks) show(verdict);
  }

  function clear() {
    form.reset();
    forget();
    say("picture-says", "");
    void takeList();
    code.focus();
  }

  async function takeList(file) {
    const asked = (lists += 1);
    const taken = file ? await readList(file) : { list: null, sentence: "" };
    if (asked !== lists) return;
    list = taken.list;
    say("list-says", taken.sentence);
    if (isAsked) await check();
  }

  async function readList(file) {
    if (file.size > MOST_BYTES) return { list: null, sentence: "This file is too large for a revocation list. It is not used." };
    try {
      return await judging.judgeList(await file.text(), about, Date.now());
    } catch {
      return { list: null, sentence: "The file cannot be read. It is not used." };
    }
  }

  async function takePicture(file) {
    forget();
    say("picture-says", "");
    if (!file) return;
    const asked = checks;
    const found = await codesIn(file);
    if (asked !== checks) return;
    if (found.length !== 1) return say("picture-says", found.length ? SEVERAL : NONE);
    code.value = found[0];
    await check();
  }

  async function codesIn(file) {
    try {
      const picture = await createImageBitmap(file);
      const found = await new BarcodeDetector({ formats: ["qr_code"] }).detect(picture);
      return found.map((each) => each.rawValue);
    } catch {
      return [];
    }
  }

  // Some browsers have the detector, but no reader of QR codes in it.
  async function offerPictures() {
    const formats = "BarcodeDetector" in window ? await BarcodeDetector.getSupportedFormats() : [];
    document.getElementById("picture-part").hidden = !formats.includes("qr_code");
  }

  function tellAbout() {
    say("unit", about.unit);
    document.title = `Check a document – ${about.unit}`;
    const count = about.keys.length === 1 ? "1 key" : `${about.keys.length} keys`;
    const day = judging.day(about.made_on);
    say("made", `This page was made on ${day}. It does not know keys that are newer: ask the unit for its newest page.`);
    say("keys-summary", `Keys that this page knows (${count}, as of ${day})`);
    const rows = about.keys.map((key) => {
      const row = document.createElement("tr");
      const retired = key.retired_on ? judging.day(key.retired_on) : "Not retired";
      row.append(made("td", key.id), made("td", judging.day(key.made_at.slice(0, 10))), made("td", retired));
      return row;
    });
    document.getElementById("keys").replaceChildren(...rows);
  }

  // A hand scanner types the code and then Enter; the next code takes the place of the last one.
  async function checkAndSelect() {
    await check();
    code.select();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void check();
  });
  code.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void checkAndSelect();
  });
  code.addEventListener("input", (event) => {
    if (event.inputType === "insertFromPaste") void check();
    else forget();
  });
  document.getElementById("clear").addEventListener("click", clear);
  document.getElementById("list").addEventListener("change", (event) => void takeList(event.target.files[0]));
  document.getElementById("picture").addEventListener("change", (event) => void takePicture(event.target.files[0]));
  tellAbout();
  void offerPictures();
  code.focus();
})();
