// The power spectrum of a block of samples, in decibels of full scale.
export class Spectrum {
  // `size`: samples in a block, a power of two.
  constructor(size) {
    this.size = size;
    this.real = new Float32Array(size);
    this.imaginary = new Float32Array(size);
    this.levels = new Float32Array(size / 2);
    this.window = Float32Array.from({ length: size }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size));
    this.cosines = Float32Array.from({ length: size / 2 }, (_, n) => Math.cos((2 * Math.PI * n) / size));
    this.sines = Float32Array.from({ length: size / 2 }, (_, n) => Math.sin((2 * Math.PI * n) / size));
    const bits = Math.log2(size);
    this.reversed = Uint16Array.from({ length: size }, (_, n) => {
      let result = 0;
      for (let bit = 0; bit < bits; bit++) result |= ((n >> bit) & 1) << (bits - 1 - bit);
      return result;
    });
  }

  // Levels of the frequencies from 0 to half the sample rate; valid until the next call.
  of(samples) {
    const { size, real, imaginary, cosines, sines } = this;
    for (let n = 0; n < size; n++) real[this.reversed[n]] = samples[n] * this.window[n];
    imaginary.fill(0);
    for (let half = 1; half < size; half *= 2) {
      const step = size / (2 * half);
      for (let begin = 0; begin < size; begin += 2 * half) {
        for (let n = 0; n < half; n++) {
          const one = begin + n, other = one + half;
          const cosine = cosines[n * step], sine = sines[n * step];
          const x = real[other] * cosine + imaginary[other] * sine;
          const y = imaginary[other] * cosine - real[other] * sine;
          real[other] = real[one] - x;
          imaginary[other] = imaginary[one] - y;
          real[one] += x;
          imaginary[one] += y;
        }
      }
    }
    const scale = (4 / size) ** 2; // a sine of full scale has 0 dB
    for (let n = 0; n < size / 2; n++) {
      this.levels[n] = 10 * Math.log10(scale * (real[n] ** 2 + imaginary[n] ** 2) + 1e-12);
    }
    return this.levels;
  }
}
