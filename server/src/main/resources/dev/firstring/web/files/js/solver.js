// Finds the number whose SHA-256 with the salt is the challenge. The hash is written out here: the browser's own is
// asynchronous, which makes a hundred thousand short ones several times slower, and is missing on pages without TLS.
const K = Uint32Array.from(primes(64), (prime) => fraction(Math.cbrt(prime)));
const START = Uint32Array.from(primes(8), (prime) => fraction(Math.sqrt(prime)));

function primes(count) {
  const found = [];
  for (let number = 2; found.length < count; number++) {
    if (found.every((prime) => number % prime)) {
      found.push(number);
    }
  }
  return found;
}

function fraction(root) {
  return (root - Math.floor(root)) * 2 ** 32;
}

/** SHA-256 (FIPS 180-4) of an ASCII text, in hexadecimal digits. */
export function sha256(text) {
  const blocks = ((text.length + 8) >> 6) + 1;
  const words = new Uint32Array(blocks * 16);
  for (let at = 0; at < text.length; at++) {
    words[at >> 2] |= text.charCodeAt(at) << (24 - (at & 3) * 8);
  }
  words[text.length >> 2] |= 0x80 << (24 - (text.length & 3) * 8);
  words[words.length - 1] = text.length * 8;
  const hash = Uint32Array.from(START);
  const schedule = new Uint32Array(64);
  for (let block = 0; block < blocks; block++) {
    compress(hash, schedule, words.subarray(block * 16, block * 16 + 16));
  }
  return Array.from(hash, (word) => word.toString(16).padStart(8, "0")).join("");
}

function compress(hash, w, block) {
  w.set(block);
  for (let t = 16; t < 64; t++) {
    const one = w[t - 15];
    const two = w[t - 2];
    const s0 = turn(one, 7) ^ turn(one, 18) ^ (one >>> 3);
    const s1 = turn(two, 17) ^ turn(two, 19) ^ (two >>> 10);
    w[t] = w[t - 16] + s0 + w[t - 7] + s1;
  }
  let [a, b, c, d, e, f, g, h] = hash;
  for (let t = 0; t < 64; t++) {
    const first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[t] + w[t]) | 0;
    const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, at) => (hash[at] += word));
}

function turn(word, bits) {
  return (word >>> bits) | (word << (32 - bits));
}

if (typeof WorkerGlobalScope !== "undefined" && self instanceof WorkerGlobalScope) {
  self.addEventListener("message", (event) => {
    const { salt, challenge, most } = event.data;
    const began = performance.now();
    for (let number = 0; number <= most; number++) {
      if (sha256(salt + number) === challenge) {
        self.postMessage({ number, took: Math.round(performance.now() - began) });
        return;
      }
    }
    self.postMessage({ number: null, took: 0 });
  });
}
