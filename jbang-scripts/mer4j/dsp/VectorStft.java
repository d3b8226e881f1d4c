package mer4j.dsp;

import static mer4j.dsp.LaneFourier.turn;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import mer4j.audio.Signal;

/**
 * {@link Stft#frames} with the Vector API, for frames four hops long: one frame per lane.
 *
 * <p>The samples are laid out so that those of consecutive frames at the same place lie beside each
 * other. Since frames begin one hop apart, that takes each sample once: frame t at place q * hop +
 * r is the sample r of hop t + q. Windowing and the first pass of the transform, whose four inputs
 * are one hop apart, are one loop; so are the untangling of the half-length complex transform into
 * the real one and the squares.
 *
 * <p>Magnitudes are roots of powers already rounded to {@code float}, which costs them a quarter of
 * a unit in the last place, but where a power is too small for {@code float}.
 */
final class VectorStft {
  private static final VectorSpecies<Double> DOUBLES = LaneFourier.SPECIES;
  private static final int LANES = LaneFourier.LANES;
  private static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(LANES * Float.SIZE));
  private static final int FRAMES = FrameBlock.FRAMES;
  private static final int HOPS = 4;

  /** Distance of two rows of the laid out samples; 19 hops are needed. */
  private static final int ROW = 20;

  /** Powers below this are not exact to the last bit in {@code float}, or not at all. */
  private static final float FAINT = 0x1p-100f;

  private final int hop;
  private final int half;
  private final double[] window;
  private final LaneFourier fourier;
  private final float[] samples;
  private final double[] rows;
  private final double[] turns;

  /** Whether there is a vector form for such frames. */
  static boolean fits(int frameLength, int hop) {
    return frameLength == HOPS * hop && frameLength >= 64 && LANES <= FRAMES;
  }

  VectorStft(int frameLength) {
    hop = frameLength / HOPS;
    half = frameLength / 2;
    fourier = new LaneFourier(half);
    samples = new float[(FRAMES + HOPS - 1) * hop];
    rows = new double[hop * ROW];
    // Untangling adds pairs that are to be halved: halving the window does it.
    window = new double[frameLength];
    double[] hann = Stft.hann(frameLength);
    for (int r = 0; r < hop; r++) {
      for (int q = 0; q < HOPS; q++) {
        window[HOPS * r + q] = 0.5 * hann[q * hop + r];
      }
    }
    turns = new double[half + 2];
    for (int k = 0; k <= half / 2; k++) {
      turns[2 * k] = Math.cos(2 * Math.PI * k / frameLength);
      turns[2 * k + 1] = -Math.sin(2 * Math.PI * k / frameLength);
    }
  }

  /** Fills the rows of a block; those of frames after {@code count} are zero. */
  void frames(Signal signal, int firstFrame, int count, float[] magnitude, float[] power) {
    int hops = count + HOPS - 1;
    signal.read((long) firstFrame * hop - half, samples, 0, hops * hop);
    layOut(samples, hop, hops, rows);
    for (int lane = 0; lane < count; lane += LANES) {
      load(rows, lane, window, fourier.firstTwiddles(), fourier.re, fourier.im);
      fourier.finish();
      ends(lane, magnitude, power);
      untangle(fourier.re, fourier.im, fourier.order, turns, lane, magnitude, power);
    }
    for (int row = 0; row <= half && count < FRAMES; row++) {
      java.util.Arrays.fill(magnitude, row * FRAMES + count, (row + 1) * FRAMES, 0);
      java.util.Arrays.fill(power, row * FRAMES + count, (row + 1) * FRAMES, 0);
    }
  }

  private static void layOut(float[] samples, int hop, int hops, double[] rows) {
    for (int r = 0; r < hop; r++) {
      int to = r * ROW;
      for (int q = 0, at = r; q < hops; q++, at += hop) {
        rows[to + q] = samples[at];
      }
    }
  }

  private static void load(
      double[] rows, int lane, double[] window, double[] table, double[] re, double[] im) {
    int quarter = table.length / 6;
    int step = quarter * LANES;
    for (int p = 0; p < quarter; p++) {
      int even = 2 * p * ROW + lane;
      int odd = even + ROW;
      int w = 2 * p * HOPS;
      var ar = sample(rows, even, window[w]);
      var ai = sample(rows, odd, window[w + 4]);
      var br = sample(rows, even + 1, window[w + 1]);
      var bi = sample(rows, odd + 1, window[w + 5]);
      var cr = sample(rows, even + 2, window[w + 2]);
      var ci = sample(rows, odd + 2, window[w + 6]);
      var dr = sample(rows, even + 3, window[w + 3]);
      var di = sample(rows, odd + 3, window[w + 7]);
      var sumRe = ar.add(cr);
      var sumIm = ai.add(ci);
      var difRe = ar.sub(cr);
      var difIm = ai.sub(ci);
      var sum2Re = br.add(dr);
      var sum2Im = bi.add(di);
      var dif2Re = br.sub(dr);
      var dif2Im = bi.sub(di);
      int i0 = p * LANES;
      int i1 = i0 + step;
      int i2 = i1 + step;
      int i3 = i2 + step;
      int f = 6 * p;
      sumRe.add(sum2Re).intoArray(re, i0);
      sumIm.add(sum2Im).intoArray(im, i0);
      turn(re, im, i1, difRe.add(dif2Im), difIm.sub(dif2Re), table[f], table[f + 1]);
      turn(re, im, i2, sumRe.sub(sum2Re), sumIm.sub(sum2Im), table[f + 2], table[f + 3]);
      difRe.sub(dif2Im).intoArray(re, i3);
      difIm.add(dif2Re).intoArray(im, i3);
    }
    LaneFourier.turnThird(re, im, 3 * step, quarter, table);
  }

  private static DoubleVector sample(double[] rows, int at, double weight) {
    return DoubleVector.fromArray(DOUBLES, rows, at).mul(weight);
  }

  /** The bins at 0 Hz and half the sample rate. */
  private void ends(int lane, float[] magnitude, float[] power) {
    int at = fourier.order[0];
    var re = DoubleVector.fromArray(DOUBLES, fourier.re, at);
    var im = DoubleVector.fromArray(DOUBLES, fourier.im, at);
    var first = re.add(im).mul(2);
    var last = re.sub(im).mul(2);
    square(first.mul(first), magnitude, power, lane);
    square(last.mul(last), magnitude, power, half * FRAMES + lane);
  }

  private static void untangle(
      double[] re,
      double[] im,
      int[] order,
      double[] turns,
      int lane,
      float[] magnitude,
      float[] power) {
    int half = order.length;
    for (int k = 1; k <= half / 2; k++) {
      int mirror = half - k;
      int at = order[k];
      int mirrorAt = order[mirror];
      var ar = DoubleVector.fromArray(DOUBLES, re, at);
      var ai = DoubleVector.fromArray(DOUBLES, im, at);
      var br = DoubleVector.fromArray(DOUBLES, re, mirrorAt);
      var bi = DoubleVector.fromArray(DOUBLES, im, mirrorAt);
      var evenRe = ar.add(br);
      var evenIm = ai.sub(bi);
      var oddRe = ai.add(bi);
      var oddIm = br.sub(ar);
      var cos = DoubleVector.broadcast(DOUBLES, turns[2 * k]);
      var sin = DoubleVector.broadcast(DOUBLES, turns[2 * k + 1]);
      var turnedRe = oddRe.mul(cos).sub(oddIm.mul(sin));
      var turnedIm = oddRe.fma(sin, oddIm.mul(cos));
      var xr = evenRe.add(turnedRe);
      var xi = evenIm.add(turnedIm);
      square(xr.fma(xr, xi.mul(xi)), magnitude, power, k * FRAMES + lane);
      xr = evenRe.sub(turnedRe);
      xi = turnedIm.sub(evenIm);
      square(xr.fma(xr, xi.mul(xi)), magnitude, power, mirror * FRAMES + lane);
    }
  }

  private static void square(DoubleVector squared, float[] magnitude, float[] power, int at) {
    var rounded = (FloatVector) squared.convertShape(VectorOperators.D2F, FLOATS, 0);
    var root = rounded.lanewise(VectorOperators.SQRT);
    var faint = rounded.lt(FAINT);
    if (faint.anyTrue()) {
      var exact =
          squared.lanewise(VectorOperators.SQRT).convertShape(VectorOperators.D2F, FLOATS, 0);
      root = root.blend(exact, faint);
    }
    rounded.intoArray(power, at);
    root.intoArray(magnitude, at);
  }
}
