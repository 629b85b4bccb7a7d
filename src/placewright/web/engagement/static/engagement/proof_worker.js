/* Finds the number whose SHA-256 with the salt is the challenge. Runs beside the page; works without crypto.subtle. */
"use strict";
var K = [];
(function () {
  var primes = [], n = 2, frac = function (x) { return ((x - Math.floor(x)) * 4294967296) | 0; };
  while (primes.length < 64) {
    if (primes.every(function (p) { return n % p; })) { primes.push(n); K.push(frac(Math.pow(n, 1 / 3))); }
    n += 1;
  }
  K.start = primes.slice(0, 8).map(function (p) { return frac(Math.sqrt(p)); });
})();

function sha256(text) {
  var words = [], length = text.length, i, t;
  for (i = 0; i < length; i += 1) words[i >> 2] |= (text.charCodeAt(i) & 255) << (24 - (i % 4) * 8);
  words[length >> 2] |= 128 << (24 - (length % 4) * 8);
  var last = (((length + 8) >> 6) << 4) + 15;
  words[last] = length * 8;
  var h = K.start.slice(), w = new Array(64);
  for (i = 0; i <= last; i += 16) {
    var a = h[0], b = h[1], c = h[2], d = h[3], e = h[4], f = h[5], g = h[6], k = h[7];
    for (t = 0; t < 64; t += 1) {
      if (t < 16) {
        w[t] = words[i + t] | 0;
      } else {
        var x = w[t - 15], y = w[t - 2];
        w[t] = (w[t - 16] + w[t - 7] + (((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)) +
          (((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10))) | 0;
      }
      var s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      var one = (k + s1 + ((e & f) ^ (~e & g)) + K[t] + w[t]) | 0;
      var s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      var two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      k = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    h = [h[0] + a, h[1] + b, h[2] + c, h[3] + d, h[4] + e, h[5] + f, h[6] + g, h[7] + k].map(function (v) { return v | 0; });
  }
  return h.map(function (v) { return ("0000000" + (v >>> 0).toString(16)).slice(-8); }).join("");
}

self.onmessage = function (event) {
  var given = event.data;
  for (var number = 0; number <= given.maxNumber; number += 1) {
    if (sha256(given.salt + number) === given.challenge) {
      self.postMessage(number);
      return;
    }
  }
  self.postMessage(-1);
};
