// Checks Ed25519 signatures (RFC 8032, 5.1.7) where the browser cannot: SHA-512 (FIPS 180-4) and the curve, as written
// there. Nothing secret is worked with here, so it need not take the same time for every input.
"use strict";

const ed25519 = (() => {
  const P = 2n ** 255n - 19n;
  const L = 2n ** 252n + 27742317777372353535851937790883648493n;
  const D = mod(-121665n * inverse(121666n));
  const ROOT = power(2n, (P - 1n) / 4n); // a square root of -1
  const BASE_Y = mod(4n * inverse(5n));
  const BASE = extended(recoverX(BASE_Y, 0n), BASE_Y);
  const WORD = (1n << 64n) - 1n;

  function mod(value, by = P) {
    const rest = value % by;
    return rest < 0n ? rest + by : rest;
  }

  function power(value, exponent) {
    let result = 1n;
    for (let factor = mod(value); exponent > 0n; exponent >>= 1n, factor = mod(factor * factor)) {
      if (exponent & 1n) result = mod(result * factor);
    }
    return result;
  }

  function inverse(value) {
    return power(value, P - 2n);
  }

  function extended(x, y) {
    return [x, y, 1n, mod(x * y)];
  }

  function add([x1, y1, z1, t1], [x2, y2, z2, t2]) {
    const a = mod((y1 - x1) * (y2 - x2));
    const b = mod((y1 + x1) * (y2 + x2));
    const c = mod(2n * t1 * t2 * D);
    const d = mod(2n * z1 * z2);
    const [e, f, g, h] = [b - a, d - c, d + c, b + a];
    return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
  }

  function times(point, scalar) {
    let result = [0n, 1n, 1n, 0n];
    for (let step = point; scalar > 0n; scalar >>= 1n, step = add(step, step)) {
      if (scalar & 1n) result = add(result, step);
    }
    return result;
  }

  function recoverX(y, sign) {
    if (y >= P) return null;
    const square = mod((y * y - 1n) * inverse(D * y * y + 1n));
    if (square === 0n) return sign ? null : 0n;
    let x = power(square, (P + 3n) / 8n);
    if (mod(x * x) !== square) x = mod(x * ROOT);
    if (mod(x * x) !== square) return null;
    return (x & 1n) === sign ? x : P - x;
  }

  function little(bytes) {
    return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
  }

  function decoded(bytes) {
    const value = little(bytes);
    const y = value & ((1n << 255n) - 1n);
    const x = recoverX(y, value >> 255n);
    return x === null ? null : extended(x, y);
  }

  function same([x1, y1, z1], [x2, y2, z2]) {
    return mod(x1 * z2) === mod(x2 * z1) && mod(y1 * z2) === mod(y2 * z1);
  }

  // The first bits of the fractional parts of square and cube roots of primes (FIPS 180-4, 4.2.3 and 5.3.5).
  function primes(count) {
    const found = [];
    for (let each = 2n; found.length < count; each += 1n) {
      if (found.every((prime) => each % prime !== 0n)) found.push(each);
    }
    return found;
  }

  function root(value, degree) {
    let [low, high] = [0n, 1n << 80n];
    while (high - low > 1n) {
      const middle = (low + high) >> 1n;
      if (middle ** degree <= value) low = middle;
      else high = middle;
    }
    return low;
  }

  const ROUNDS = primes(80).map((prime) => root(prime << 192n, 3n) & WORD);
  const START = primes(8).map((prime) => root(prime << 128n, 2n) & WORD);

  function turned(value, by) {
    return ((value >> by) | (value << (64n - by))) & WORD;
  }

  function padded(message) {
    const length = Math.ceil((message.length + 17) / 128) * 128;
    const bytes = new Uint8Array(length);
    bytes.set(message);
    bytes[message.length] = 0x80;
    new DataView(bytes.buffer).setBigUint64(length - 8, BigInt(message.length) * 8n);
    return bytes;
  }

  function schedule(block) {
    const words = Array.from({ length: 16 }, (_, at) => block.getBigUint64(at * 8));
    for (let at = 16; at < 80; at += 1) {
      const [early, late] = [words[at - 15], words[at - 2]];
      const first = turned(early, 1n) ^ turned(early, 8n) ^ (early >> 7n);
      const second = turned(late, 19n) ^ turned(late, 61n) ^ (late >> 6n);
      words.push((words[at - 16] + first + words[at - 7] + second) & WORD);
    }
    return words;
  }

  function mixed(state, words) {
    let [a, b, c, d, e, f, g, h] = state;
    words.forEach((word, at) => {
      const high = turned(e, 14n) ^ turned(e, 18n) ^ turned(e, 41n);
      const first = (h + high + ((e & f) ^ (~e & WORD & g)) + ROUNDS[at] + word) & WORD;
      const low = turned(a, 28n) ^ turned(a, 34n) ^ turned(a, 39n);
      const second = low + ((a & b) ^ (a & c) ^ (b & c));
      [a, b, c, d, e, f, g, h] = [(first + second) & WORD, a, b, c, (d + first) & WORD, e, f, g];
    });
    return [a, b, c, d, e, f, g, h].map((word, at) => (word + state[at]) & WORD);
  }

  function sha512(message) {
    const bytes = padded(message);
    let state = START;
    for (let at = 0; at < bytes.length; at += 128) state = mixed(state, schedule(new DataView(bytes.buffer, at, 128)));
    const digest = new DataView(new ArrayBuffer(64));
    state.forEach((word, at) => digest.setBigUint64(at * 8, word));
    return new Uint8Array(digest.buffer);
  }

  function verify(publicKey, signature, message) {
    if (publicKey.length !== 32 || signature.length !== 64) return false;
    const [key, point, s] = [decoded(publicKey), decoded(signature.slice(0, 32)), little(signature.slice(32))];
    if (key === null || point === null || s >= L) return false;
    const hashed = sha512(Uint8Array.from([...signature.slice(0, 32), ...publicKey, ...message]));
    return same(times(BASE, s), add(point, times(key, mod(little(hashed), L))));
  }

  return { sha512, verify };
})();
