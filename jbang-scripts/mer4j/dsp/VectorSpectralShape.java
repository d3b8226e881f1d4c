package mer4j.dsp;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link SpectralShape} on blocks of frames, with the Vector API. */
final class VectorSpectralShape {
  private static final VectorSpecies<Double> DOUBLES = Lanes.DOUBLES;
  private static final VectorSpecies<Float> FLOATS = Lanes.FLOAT_HALF;
  private static final int LANES = DOUBLES.length();
  private static final int FRAMES = FrameBlock.FRAMES;
  private static final long MANTISSA = (1L << 52) - 1;
  private static final long ONE = Double.doubleToRawLongBits(1);

  private final double[] sum = new double[LANES];
  private final double[] first = new double[LANES];
  private final double[] second = new double[LANES];
  private final double[] product = new double[LANES];
  private final long[] exponent = new long[LANES];
  private final double[] powers = new double[LANES];
  private final double[] below = new double[LANES];

  void apply(float[] magnitude, float[] power, double hzPerBin, float[] shape) {
    int bins = magnitude.length / FRAMES;
    for (int lane = 0; lane < FRAMES; lane += LANES) {
      moments(magnitude, lane, sum, first, second);
      rolloff(magnitude, lane, sum, below);
      products(power, lane, powers, product, exponent);
      for (int i = 0; i < LANES; i++) {
        double scale = sum[i] < Float.MIN_NORMAL ? 1 : 1 / sum[i];
        double centroid = first[i] * scale;
        double variance =
            scale * (second[i] - 2 * centroid * first[i] + centroid * centroid * sum[i]);
        shape[lane + i] = (float) (centroid * hzPerBin);
        shape[FRAMES + lane + i] = (float) (Math.sqrt(Math.max(0, variance)) * hzPerBin);
        double biases = (double) Double.MAX_EXPONENT * pieces(bins);
        double meanLog = (Math.log(product[i]) + (exponent[i] - biases) * Math.log(2)) / bins;
        shape[2 * FRAMES + lane + i] = (float) (Math.exp(meanLog) / (powers[i] / bins));
        shape[3 * FRAMES + lane + i] = (float) (Math.min(below[i], bins - 1) * hzPerBin);
      }
    }
  }

  private static DoubleVector load(float[] values, int at) {
    return (DoubleVector)
        FloatVector.fromArray(FLOATS, values, at).convertShape(VectorOperators.F2D, DOUBLES, 0);
  }

  /** Sums of the magnitudes, times the bin, times its square. */
  private static void moments(
      float[] magnitude, int lane, double[] sums, double[] firsts, double[] seconds) {
    var sum = DoubleVector.zero(DOUBLES);
    var first = DoubleVector.zero(DOUBLES);
    var second = DoubleVector.zero(DOUBLES);
    int bins = magnitude.length / FRAMES;
    for (int k = 0; k < bins; k++) {
      var m = load(magnitude, k * FRAMES + lane);
      var km = m.mul(k);
      sum = sum.add(m);
      first = first.add(km);
      second = km.fma(DoubleVector.broadcast(DOUBLES, k), second);
    }
    sum.intoArray(sums, 0);
    first.intoArray(firsts, 0);
    second.intoArray(seconds, 0);
  }

  /** How many bins lie below the one where the magnitudes add up to the share of their sum. */
  private static void rolloff(float[] magnitude, int lane, double[] sums, double[] counts) {
    var threshold = DoubleVector.fromArray(DOUBLES, sums, 0).mul(SpectralShape.ROLLOFF_SHARE);
    var running = DoubleVector.zero(DOUBLES);
    var count = DoubleVector.zero(DOUBLES);
    int bins = magnitude.length / FRAMES;
    for (int k = 0; k < bins; k++) {
      running = running.add(load(magnitude, k * FRAMES + lane));
      count = count.add(1, running.lt(threshold));
    }
    count.intoArray(counts, 0);
  }

  /** How often {@link #products} splits off the exponents. */
  private static int pieces(int bins) {
    return bins / 4 + bins % 4;
  }

  /**
   * Sums and products of the powers, the products' exponents split off after every fourth bin. Four
   * floats multiply without overflow: at most 2^128 each, and the product so far below 2.
   */
  private static void products(
      float[] power, int lane, double[] sums, double[] products, long[] exponents) {
    var sum = DoubleVector.zero(DOUBLES);
    var product = DoubleVector.broadcast(DOUBLES, 1);
    var exponent = product.reinterpretAsLongs().sub(ONE);
    var least = FloatVector.broadcast(FLOATS, (float) SpectralShape.LEAST_POWER);
    int bins = power.length / FRAMES;
    int k = 0;
    for (; k + 3 < bins; k += 4) {
      int at = k * FRAMES + lane;
      var a = least(power, at, least);
      var b = least(power, at + FRAMES, least);
      var c = least(power, at + 2 * FRAMES, least);
      var d = least(power, at + 3 * FRAMES, least);
      sum = sum.add(a.add(b).add(c.add(d)));
      var bits = product.mul(a.mul(b).mul(c.mul(d))).reinterpretAsLongs();
      exponent = exponent.add(bits.lanewise(VectorOperators.LSHR, 52));
      product = bits.and(MANTISSA).or(ONE).reinterpretAsDoubles();
    }
    for (; k < bins; k++) {
      var a = least(power, k * FRAMES + lane, least);
      sum = sum.add(a);
      var bits = product.mul(a).reinterpretAsLongs();
      exponent = exponent.add(bits.lanewise(VectorOperators.LSHR, 52));
      product = bits.and(MANTISSA).or(ONE).reinterpretAsDoubles();
    }
    sum.intoArray(sums, 0);
    product.intoArray(products, 0);
    exponent.intoArray(exponents, 0);
  }

  private static DoubleVector least(float[] power, int at, FloatVector least) {
    var value = FloatVector.fromArray(FLOATS, power, at);
    value = value.blend(least, value.lt(least));
    return (DoubleVector) value.convertShape(VectorOperators.F2D, DOUBLES, 0);
  }
}
