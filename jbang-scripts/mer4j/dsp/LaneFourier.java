package mer4j.dsp;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The discrete Fourier transform of several complex sequences at a time, one in each lane of a
 * vector, so that no lane ever meets another: a sequence's result does not depend on its
 * neighbours, and the one of zeros is zero.
 *
 * <p>Element j of all sequences lies at index {@code j * LANES} of {@link #re} and {@link #im}. The
 * transform is done in place by decimation in frequency with radix 4 (and one pass of radix 2 where
 * the size is not a power of 4); frequency k is then found at index {@link #order}{@code [k]}. A
 * caller does the first pass itself, together with what it does to the input, and calls {@link
 * #finish}; the quarters that the first pass leaves are transformed one after the other, because
 * each fits into the first-level cache.
 *
 * <p>Source: W. M. Gentleman and G. Sande, "Fast Fourier transforms for fun and profit" (1966).
 */
final class LaneFourier {
  static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  /** Sequences transformed at a time. */
  static final int LANES = SPECIES.length();

  /** Sub-transforms of at most this many elements run through all their passes in the cache. */
  private static final int CACHED = 256;

  private final int size;

  /** Real parts, {@code [size * LANES]}. */
  final double[] re;

  /** Imaginary parts, {@code [size * LANES]}. */
  final double[] im;

  /** Where a frequency is found after {@link #finish}, {@code [size]}. */
  final int[] order;

  /** Factors w, w^2, w^3 (re, im each) of every butterfly position, one array per radix-4 pass. */
  private final double[][] twiddles;

  /**
   * @param size elements of a sequence, a power of two, at least 16
   */
  LaneFourier(int size) {
    this.size = size;
    re = new double[size * LANES];
    im = new double[size * LANES];
    twiddles = RealFft.stageTwiddles(size);
    order = new int[size];
    for (int k = 0; k < size; k++) {
      order[k] = position(k, size) * LANES;
    }
  }

  private static int position(int k, int length) {
    if (length < 4) {
      return k;
    }
    return k % 4 * (length / 4) + position(k / 4, length / 4);
  }

  /** The factors of the first pass: w, w^2, w^3 of position j from index 6 j on. */
  double[] firstTwiddles() {
    return twiddles[0];
  }

  /** Does all passes but the first. */
  void finish() {
    for (int quarter = 0; quarter < 4; quarter++) {
      passes(quarter * (size / 4), size / 4, 1);
    }
  }

  private void passes(int from, int length, int level) {
    if (length > CACHED) {
      radix4(re, im, from, length / 4, twiddles[level]);
      for (int quarter = 0; quarter < 4; quarter++) {
        passes(from + quarter * (length / 4), length / 4, level + 1);
      }
      return;
    }
    int n = length;
    int pass = level;
    for (; n > 16; n /= 4, pass++) {
      for (int at = from; at < from + length; at += n) {
        radix4(re, im, at, n / 4, twiddles[pass]);
      }
    }
    for (; n > 4; n /= 4, pass++) {
      // Short sub-transforms: all butterflies with the same factors in one loop.
      for (int p = 0; p < n / 4; p++) {
        radix4Equal(re, im, from + p, n, from + length, twiddles[pass], 6 * p);
      }
    }
    if (n == 4) {
      radix4Last(re, im, from, length / 4);
    }
    if (n == 2) {
      radix2(re, im, from, length / 2);
    }
  }

  /** Butterflies at consecutive places, each with factors of its own. */
  private static void radix4(double[] re, double[] im, int from, int quarter, double[] table) {
    int step = quarter * LANES;
    for (int p = 0; p < quarter; p++) {
      int i0 = (from + p) * LANES;
      int i1 = i0 + step;
      int i2 = i1 + step;
      int i3 = i2 + step;
      var ar = DoubleVector.fromArray(SPECIES, re, i0);
      var ai = DoubleVector.fromArray(SPECIES, im, i0);
      var br = DoubleVector.fromArray(SPECIES, re, i1);
      var bi = DoubleVector.fromArray(SPECIES, im, i1);
      var cr = DoubleVector.fromArray(SPECIES, re, i2);
      var ci = DoubleVector.fromArray(SPECIES, im, i2);
      var dr = DoubleVector.fromArray(SPECIES, re, i3);
      var di = DoubleVector.fromArray(SPECIES, im, i3);
      var sumRe = ar.add(cr);
      var sumIm = ai.add(ci);
      var difRe = ar.sub(cr);
      var difIm = ai.sub(ci);
      var sum2Re = br.add(dr);
      var sum2Im = bi.add(di);
      var dif2Re = br.sub(dr);
      var dif2Im = bi.sub(di);
      int w = 6 * p;
      sumRe.add(sum2Re).intoArray(re, i0);
      sumIm.add(sum2Im).intoArray(im, i0);
      turn(re, im, i1, difRe.add(dif2Im), difIm.sub(dif2Re), table[w], table[w + 1]);
      turn(re, im, i2, sumRe.sub(sum2Re), sumIm.sub(sum2Im), table[w + 2], table[w + 3]);
      turn(re, im, i3, difRe.sub(dif2Im), difIm.add(dif2Re), table[w + 4], table[w + 5]);
    }
  }

  /** Butterflies of many sub-transforms of 4 to 16 elements at one place, with equal factors. */
  private static void radix4Equal(
      double[] re, double[] im, int from, int length, int end, double[] table, int w) {
    int step = length / 4 * LANES;
    double cos1 = table[w];
    double sin1 = table[w + 1];
    double cos2 = table[w + 2];
    double sin2 = table[w + 3];
    double cos3 = table[w + 4];
    double sin3 = table[w + 5];
    for (int at = from; at < end; at += length) {
      int i0 = at * LANES;
      int i1 = i0 + step;
      int i2 = i1 + step;
      int i3 = i2 + step;
      var ar = DoubleVector.fromArray(SPECIES, re, i0);
      var ai = DoubleVector.fromArray(SPECIES, im, i0);
      var br = DoubleVector.fromArray(SPECIES, re, i1);
      var bi = DoubleVector.fromArray(SPECIES, im, i1);
      var cr = DoubleVector.fromArray(SPECIES, re, i2);
      var ci = DoubleVector.fromArray(SPECIES, im, i2);
      var dr = DoubleVector.fromArray(SPECIES, re, i3);
      var di = DoubleVector.fromArray(SPECIES, im, i3);
      var sumRe = ar.add(cr);
      var sumIm = ai.add(ci);
      var difRe = ar.sub(cr);
      var difIm = ai.sub(ci);
      var sum2Re = br.add(dr);
      var sum2Im = bi.add(di);
      var dif2Re = br.sub(dr);
      var dif2Im = bi.sub(di);
      sumRe.add(sum2Re).intoArray(re, i0);
      sumIm.add(sum2Im).intoArray(im, i0);
      turn(re, im, i1, difRe.add(dif2Im), difIm.sub(dif2Re), cos1, sin1);
      turn(re, im, i2, sumRe.sub(sum2Re), sumIm.sub(sum2Im), cos2, sin2);
      turn(re, im, i3, difRe.sub(dif2Im), difIm.add(dif2Re), cos3, sin3);
    }
  }

  /** Sub-transforms of 4 elements, whose factors are 1. */
  private static void radix4Last(double[] re, double[] im, int from, int count) {
    for (int p = 0; p < count; p++) {
      int i0 = (from + 4 * p) * LANES;
      int i1 = i0 + LANES;
      int i2 = i1 + LANES;
      int i3 = i2 + LANES;
      var ar = DoubleVector.fromArray(SPECIES, re, i0);
      var ai = DoubleVector.fromArray(SPECIES, im, i0);
      var br = DoubleVector.fromArray(SPECIES, re, i1);
      var bi = DoubleVector.fromArray(SPECIES, im, i1);
      var cr = DoubleVector.fromArray(SPECIES, re, i2);
      var ci = DoubleVector.fromArray(SPECIES, im, i2);
      var dr = DoubleVector.fromArray(SPECIES, re, i3);
      var di = DoubleVector.fromArray(SPECIES, im, i3);
      var sumRe = ar.add(cr);
      var sumIm = ai.add(ci);
      var difRe = ar.sub(cr);
      var difIm = ai.sub(ci);
      var sum2Re = br.add(dr);
      var sum2Im = bi.add(di);
      var dif2Re = br.sub(dr);
      var dif2Im = bi.sub(di);
      sumRe.add(sum2Re).intoArray(re, i0);
      sumIm.add(sum2Im).intoArray(im, i0);
      difRe.add(dif2Im).intoArray(re, i1);
      difIm.sub(dif2Re).intoArray(im, i1);
      sumRe.sub(sum2Re).intoArray(re, i2);
      sumIm.sub(sum2Im).intoArray(im, i2);
      difRe.sub(dif2Im).intoArray(re, i3);
      difIm.add(dif2Re).intoArray(im, i3);
    }
  }

  /**
   * Turns the last quarter of what a first step has left, in a loop of its own: with one more
   * {@link #turn} in it, the step's loop is too large for the compiler to keep vectors in
   * registers.
   *
   * @param from where the quarter begins
   * @param count numbers in it
   * @param table factors of the first step, six per number, those of the last quarter behind
   */
  static void turnThird(double[] re, double[] im, int from, int count, double[] table) {
    for (int p = 0; p < count; p++) {
      int at = from + p * LANES;
      var xr = DoubleVector.fromArray(SPECIES, re, at);
      var xi = DoubleVector.fromArray(SPECIES, im, at);
      turn(re, im, at, xr, xi, table[6 * p + 4], table[6 * p + 5]);
    }
  }

  /** Multiplies by a factor of modulus 1 and stores. */
  static void turn(
      double[] re, double[] im, int at, DoubleVector xr, DoubleVector xi, double wr, double wi) {
    var cos = DoubleVector.broadcast(SPECIES, wr);
    var sin = DoubleVector.broadcast(SPECIES, wi);
    xr.mul(cos).sub(xi.mul(sin)).intoArray(re, at);
    xr.fma(sin, xi.mul(cos)).intoArray(im, at);
  }

  private static void radix2(double[] re, double[] im, int from, int count) {
    for (int i = 0; i < count; i++) {
      int i0 = (from + 2 * i) * LANES;
      int i1 = i0 + LANES;
      var ar = DoubleVector.fromArray(SPECIES, re, i0);
      var ai = DoubleVector.fromArray(SPECIES, im, i0);
      var br = DoubleVector.fromArray(SPECIES, re, i1);
      var bi = DoubleVector.fromArray(SPECIES, im, i1);
      ar.add(br).intoArray(re, i0);
      ai.add(bi).intoArray(im, i0);
      ar.sub(br).intoArray(re, i1);
      ai.sub(bi).intoArray(im, i1);
    }
  }
}
