package mer4j.dsp;

import static mer4j.dsp.LaneFourier.turn;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Tempogram#mean} with the Vector API: the power spectra of all windows, each divided by its
 * energy, added up.
 *
 * <p>Every lane transforms two windows, as the real and the imaginary parts of one complex
 * sequence: of its transform Z, |Z(k)|^2 + |Z(-k)|^2 is twice the sum of the power spectra of both.
 * Windows of consecutive frames begin one value apart, so that the lanes are read without moving
 * any.
 */
final class VectorTempogram {
  private static final VectorSpecies<Double> SPECIES = LaneFourier.SPECIES;
  private static final int LANES = LaneFourier.LANES;

  private final int size;
  private final double[] taper;
  private final LaneFourier fourier;
  private final double[] power;
  private final double[] scale = new double[LANES];
  private final double[] scale2 = new double[LANES];

  /**
   * @param taper weights of a window's values, no more than half as many as {@code size}
   * @param size length of the transforms, a power of two, at least 16
   */
  VectorTempogram(double[] taper, int size) {
    this.size = size;
    this.taper = taper;
    fourier = new LaneFourier(size);
    power = new double[size * LANES];
  }

  /**
   * Adds up the power spectra.
   *
   * @param onsets onset strength with half a window around it
   * @param frames number of windows
   * @param sum receives bins 0 to size / 2
   */
  void sum(float[] onsets, int frames, double[] sum) {
    var values = new double[frames + 2 * LANES + taper.length];
    for (int i = 0; i < onsets.length; i++) {
      values[i] = onsets[i];
    }
    java.util.Arrays.fill(power, 0);
    for (int t = 0; t < frames; t += 2 * LANES) {
      scales(values, t, frames, scale);
      scales(values, t + LANES, frames, scale2);
      load(values, t, taper, scale, scale2, fourier.firstTwiddles(), fourier.re, fourier.im);
      fourier.finish();
      addSquares(fourier.re, fourier.im, power);
    }
    for (int k = 0; k <= size / 2; k++) {
      double both = 0;
      for (int lane = 0; lane < LANES; lane++) {
        both += power[fourier.order[k] + lane];
        both += power[fourier.order[(size - k) % size] + lane];
      }
      sum[k] = both / 2;
    }
  }

  /** What makes the windows' energies 1; 0 for windows of zeros and after the last one. */
  private void scales(double[] values, int t, int frames, double[] scales) {
    energies(values, t, taper, scales);
    for (int lane = 0; lane < LANES; lane++) {
      double energy = scales[lane];
      if (t + lane >= frames || energy == 0) {
        scales[lane] = 0;
      } else {
        scales[lane] = energy < Double.MIN_NORMAL ? 1 : 1 / Math.sqrt(energy);
      }
    }
  }

  private static void energies(double[] values, int t, double[] taper, double[] energies) {
    var even = DoubleVector.zero(SPECIES);
    var odd = DoubleVector.zero(SPECIES);
    int i = 0;
    for (; i + 1 < taper.length; i += 2) {
      var a = DoubleVector.fromArray(SPECIES, values, t + i).mul(taper[i]);
      var b = DoubleVector.fromArray(SPECIES, values, t + i + 1).mul(taper[i + 1]);
      even = a.fma(a, even);
      odd = b.fma(b, odd);
    }
    if (i < taper.length) {
      var a = DoubleVector.fromArray(SPECIES, values, t + i).mul(taper[i]);
      even = a.fma(a, even);
    }
    even.add(odd).intoArray(energies, 0);
  }

  /** The first pass of the transform, of which the second half of the input is zero. */
  private static void load(
      double[] values,
      int t,
      double[] taper,
      double[] scale,
      double[] scale2,
      double[] table,
      double[] re,
      double[] im) {
    int quarter = table.length / 6;
    int step = quarter * LANES;
    var one = DoubleVector.fromArray(SPECIES, scale, 0);
    var two = DoubleVector.fromArray(SPECIES, scale2, 0);
    int inBoth = Math.max(0, taper.length - quarter);
    for (int p = 0; p < inBoth; p++) {
      double w = taper[p];
      double v = taper[p + quarter];
      int at = t + p;
      var ar = DoubleVector.fromArray(SPECIES, values, at).mul(w).mul(one);
      var ai = DoubleVector.fromArray(SPECIES, values, at + LANES).mul(w).mul(two);
      var br = DoubleVector.fromArray(SPECIES, values, at + quarter).mul(v).mul(one);
      var bi = DoubleVector.fromArray(SPECIES, values, at + quarter + LANES).mul(v).mul(two);
      int i0 = p * LANES;
      int f = 6 * p;
      ar.add(br).intoArray(re, i0);
      ai.add(bi).intoArray(im, i0);
      turn(re, im, i0 + step, ar.add(bi), ai.sub(br), table[f], table[f + 1]);
      turn(re, im, i0 + 2 * step, ar.sub(br), ai.sub(bi), table[f + 2], table[f + 3]);
      ar.sub(bi).intoArray(re, i0 + 3 * step);
      ai.add(br).intoArray(im, i0 + 3 * step);
    }
    for (int p = inBoth; p < quarter; p++) {
      double w = p < taper.length ? taper[p] : 0;
      int at = t + p;
      var ar = DoubleVector.fromArray(SPECIES, values, at).mul(w).mul(one);
      var ai = DoubleVector.fromArray(SPECIES, values, at + LANES).mul(w).mul(two);
      int i0 = p * LANES;
      int f = 6 * p;
      ar.intoArray(re, i0);
      ai.intoArray(im, i0);
      turn(re, im, i0 + step, ar, ai, table[f], table[f + 1]);
      turn(re, im, i0 + 2 * step, ar, ai, table[f + 2], table[f + 3]);
      ar.intoArray(re, i0 + 3 * step);
      ai.intoArray(im, i0 + 3 * step);
    }
    LaneFourier.turnThird(re, im, 3 * step, quarter, table);
  }

  private static void addSquares(double[] re, double[] im, double[] power) {
    for (int at = 0; at < power.length; at += LANES) {
      var x = DoubleVector.fromArray(SPECIES, re, at);
      var y = DoubleVector.fromArray(SPECIES, im, at);
      var sum = DoubleVector.fromArray(SPECIES, power, at);
      x.fma(x, y.fma(y, sum)).intoArray(power, at);
    }
  }
}
