// Reads codes and revocation lists, and says what they are worth. The forms are those of the program: rules/paper_record
// and rules/revocation_list; the words are those of rules/verification. Nothing here asks the network or touches the page.

const judging = (() => {
  const PREFIX = "C3V1:";
  const RECORD_DOMAIN = "c3-coordinator/record/1\0";
  const LIST_DOMAIN = "c3-coordinator/revocations/1\0";
  const LIST_TITLE = "C3 revocation list 1";
  const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  const DAY = 24 * 3600 * 1000;
  const OLD_AFTER = 30 * DAY;
  const [VERSION, KIND, NUMBER, NAME, SUBJECT, ISSUED, HELD, VALID, HOURS, SUPERSEDES, HEAD] = Array(11).keys();

  class NotReadable extends Error {}

  function fromBase45(text) {
    const values = Array.from(text, (letter) => LETTERS.indexOf(letter));
    if (values.includes(-1) || values.length % 3 === 1) throw new NotReadable();
    const bytes = [];
    for (let at = 0; at < values.length; at += 3) {
      const group = values.slice(at, at + 3);
      const value = group.reduceRight((sum, each) => sum * 45 + each, 0);
      if (value >= 256 ** (group.length - 1)) throw new NotReadable();
      if (group.length === 3) bytes.push(value >> 8);
      bytes.push(value & 255);
    }
    return Uint8Array.from(bytes);
  }

  function hex(bytes) {
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function fromHex(text) {
    if (!/^([0-9a-f]{2})*$/.test(text)) throw new NotReadable();
    return Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
  }

  function utf8(text) {
    return new TextEncoder().encode(text);
  }

  function fromUtf8(bytes) {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw new NotReadable();
    }
  }

  function joined(...parts) {
    const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
    parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
    return whole;
  }

  // Whether it is a day of the calendar, as eight digits.
  function isDay(text) {
    const iso = text.replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3");
    const time = Date.parse(`${iso}T00:00Z`);
    return iso !== text && !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso);
  }

  // Lower case, spaces at the ends and broken lines are forgiven. A space inside is a letter of the code.
  function readCode(text) {
    const line = text.trim().toUpperCase().replace(/\t*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+\t*/g, "");
    if (!line.startsWith(PREFIX)) throw new NotReadable();
    const bytes = fromBase45(line.slice(PREFIX.length));
    const [key, signature, payload] = [bytes.slice(0, 4), bytes.slice(4, 68), bytes.slice(68)];
    const fields = fromUtf8(payload).split("\x1f");
    if (fields.length !== 11 || fields[VERSION] !== "1") throw new NotReadable();
    const days = [fields[HELD], fields[VALID]].filter((day) => day);
    if (![fields[ISSUED], ...days].every(isDay)) throw new NotReadable();
    return { keyId: hex(key), signature, signed: joined(utf8(RECORD_DOMAIN), key, payload), fields };
  }

  function readList(text) {
    const lines = text.replaceAll("\r\n", "\n").trimEnd().split("\n");
    try {
      const { key, signature } = JSON.parse(lines.pop());
      const content = utf8(lines.map((line) => line + "\n").join(""));
      const [head, ...papers] = lines.map((line) => JSON.parse(line));
      if (head.list !== LIST_TITLE || Number.isNaN(Date.parse(head.made_at))) throw new NotReadable();
      return {
        keyId: key,
        signature: fromHex(signature),
        signed: joined(utf8(LIST_DOMAIN), fromHex(key), content),
        unit: head.unit,
        madeAt: head.made_at,
        papers: new Map(papers.map((paper) => [paper.number, paper])),
      };
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof TypeError) throw new NotReadable();
      throw error;
    }
  }

  async function isSigned(key, signature, data) {
    const publicKey = fromHex(key.public_key);
    try {
      const imported = await crypto.subtle.importKey("raw", publicKey, { name: "Ed25519" }, false, ["verify"]);
      return await crypto.subtle.verify({ name: "Ed25519" }, imported, signature, data);
    } catch {
      return ed25519.verify(publicKey, signature, data); // this browser does not know the curve
    }
  }

  function day(text) {
    const [year, month, date] = text.includes("-") ? text.split("-") : [text.slice(0, 4), text.slice(4, 6), text.slice(6)];
    const words = { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" };
    return new Intl.DateTimeFormat("en-US", words).format(Date.UTC(+year, +month - 1, +date));
  }

  function facts(fields, kinds) {
    const said = [
      ["Document", kinds[fields[KIND]] || fields[KIND]],
      ["Number", fields[NUMBER]],
      ["Name", fields[NAME]],
      [fields[KIND] === "certificate" ? "Course" : "Service", fields[SUBJECT]],
      ["Issued", day(fields[ISSUED])],
      ["Held", fields[HELD] && day(fields[HELD])],
      ["Valid until", fields[VALID] && day(fields[VALID])],
      ["Hours", fields[HOURS]],
      ["Supersedes", fields[SUPERSEDES]],
      ["Record", fields[HEAD]],
    ];
    return said.filter(([, value]) => value);
  }

  function verdict(standing, word, sentences, shown = []) {
    return { standing, word, sentences, facts: shown };
  }

  // What a code is worth to whoever has the keys, and the revocation list if it was given (see `judgeList`).
  async function judge(text, about, list) {
    let code;
    try {
      code = readCode(text);
    } catch (error) {
      if (!(error instanceof NotReadable)) throw error;
      return unreadable(text);
    }
    const key = about.keys.find((each) => each.id === code.keyId);
    if (!key) return unknownKey(code.keyId);
    if (!(await isSigned(key, code.signature, code.signed))) return altered();
    const shown = facts(code.fields, about.kinds);
    const issued = code.fields[ISSUED];
    if (key.retired_on && issued > key.retired_on.replaceAll("-", "")) return afterRetirement(key, shown);
    return standing(code.fields[NUMBER], issued, list, shown);
  }

  function unreadable(text) {
    const begins = text.trim().toUpperCase().startsWith(PREFIX);
    const why = begins
      ? "The text of the code is damaged or incomplete, or the code was altered. Scan it again."
      : `This is not the code of a document of this program: that begins with ${PREFIX}`;
    return begins ? verdict("altered", "Altered", [why]) : verdict("no-code", "Not a code", [why]);
  }

  function altered() {
    return verdict("altered", "Altered", [
      "The signature does not fit what the code says. The code was altered, or it was not read as it stands. Scan it again.",
    ]);
  }

  function unknownKey(id) {
    return verdict("unknown-key", "Unknown key", [
      `The code is signed with the key ${id}, which is not among those known here.`,
      "It may be from another unit, or newer than what is known here. Ask the issuing unit.",
    ]);
  }

  function afterRetirement(key, shown) {
    const why = `The key ${key.id} was retired on ${day(key.retired_on)}, before the day of issue in the code.`;
    return verdict("unknown-key", "Retired key", [why, "Ask the issuing unit about this document."], shown);
  }

  function standing(number, issued, list, shown) {
    const signed = "The signature is genuine: what the code says is what was signed when the document was issued.";
    const compare = "Compare it with what is printed: a genuine code can be copied to another paper.";
    if (!list) {
      const later = `This is as of ${day(issued)}. Whether it was revoked or superseded since, only the revocation list says.`;
      return verdict("genuine", "Genuine", [signed, compare, later], shown);
    }
    const made = day(list.madeAt.slice(0, 10));
    const age = ageWords(list, issued);
    const gone = list.papers.get(number);
    if (!gone) {
      const free = `It is neither revoked nor superseded as of ${made}, the day of the list.`;
      return verdict("genuine", "Genuine", [signed, compare, free, ...age], shown);
    }
    const by = gone.successor ? ` by ${gone.successor}` : "";
    return gone.state === "revoked"
      ? verdict("revoked", "Revoked", [`${number} was revoked on ${day(gone.on)}. It counts no longer.`], shown)
      : verdict("superseded", "Superseded", [`${number} was superseded${by} on ${day(gone.on)}.`], shown);
  }

  function ageWords(list, issued) {
    const before = list.madeAt.slice(0, 10).replaceAll("-", "") < issued;
    if (before) return ["The list was made before this document was issued. Ask the issuing unit for a newer list."];
    return list.isOld ? ["The list is more than 30 days old. Ask the issuing unit for a newer one."] : [];
  }

  // Returns the list for `judge`, and a sentence about it; no list and a sentence when it cannot be believed.
  async function judgeList(text, about, now) {
    let list;
    try {
      list = readList(text);
    } catch (error) {
      if (!(error instanceof NotReadable)) throw error;
      return refused("This is no revocation list of this program, or it was altered.");
    }
    const key = about.keys.find((each) => each.id === list.keyId);
    if (!key) return refused(`The revocation list is signed with the key ${list.keyId}, which is not known here.`);
    if (!(await isSigned(key, list.signature, list.signed))) return refused("The revocation list was altered.");
    // The key's last day was one in the unit's zone, which may have ended a day later than in that of the moment.
    const dayBefore = new Date(Date.parse(list.madeAt) - DAY).toISOString().slice(0, 10);
    if (key.retired_on && dayBefore > key.retired_on) {
      return refused(`The revocation list is signed with the key ${key.id}, which had been retired by then.`);
    }
    list.isOld = now - Date.parse(list.madeAt) > OLD_AFTER;
    return { list, sentence: listWords(list) };
  }

  function refused(why) {
    return { list: null, sentence: `${why} It is not used. Ask the issuing unit for a new one.` };
  }

  function listWords(list) {
    const count = list.papers.size === 1 ? "1 paper" : `${list.papers.size.toLocaleString("en-US")} papers`;
    const old = list.isOld ? " It is more than 30 days old: ask for a newer one." : "";
    return `Revocation list of ${day(list.madeAt.slice(0, 10))}, ${list.unit}: ${count}.${old}`;
  }

  return { judge, judgeList, day };
})();
