package mer4j.dsp;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ChromaFilterBank} on blocks of frames, with the Vector API. All twelve sums grow together,
 * so that a spectrum is read once; sums over a few bins are added to those before, which keeps the
 * rounding errors of single precision small.
 */
final class VectorChroma {
  private static final VectorSpecies<Float> SPECIES = Lanes.FLOATS;
  private static final int LANES = SPECIES.length();
  private static final int FRAMES = FrameBlock.FRAMES;
  private static final int CLASSES = ChromaFilterBank.CLASSES;
  private static final int PIECE = 32;

  private VectorChroma() {}

  /** Weights as {@link #apply} wants them: those of one bin after the other. */
  static float[] byBin(float[][] weights) {
    int bins = weights[0].length;
    var byBin = new float[bins * CLASSES];
    for (int k = 0; k < bins; k++) {
      for (int c = 0; c < CLASSES; c++) {
        byBin[k * CLASSES + c] = weights[c][k];
      }
    }
    return byBin;
  }

  static void apply(float[] weights, float[] power, float[] chroma) {
    java.util.Arrays.fill(chroma, 0);
    int bins = power.length / FRAMES;
    for (int lane = 0; lane < FRAMES; lane += LANES) {
      for (int k = 0; k < bins; k += PIECE) {
        add(weights, power, k, Math.min(bins, k + PIECE), lane, chroma);
      }
      normalize(chroma, lane);
    }
  }

  private static void add(
      float[] weights, float[] power, int from, int to, int lane, float[] chroma) {
    var s0 = FloatVector.zero(SPECIES);
    var s1 = FloatVector.zero(SPECIES);
    var s2 = FloatVector.zero(SPECIES);
    var s3 = FloatVector.zero(SPECIES);
    var s4 = FloatVector.zero(SPECIES);
    var s5 = FloatVector.zero(SPECIES);
    var s6 = FloatVector.zero(SPECIES);
    var s7 = FloatVector.zero(SPECIES);
    var s8 = FloatVector.zero(SPECIES);
    var s9 = FloatVector.zero(SPECIES);
    var s10 = FloatVector.zero(SPECIES);
    var s11 = FloatVector.zero(SPECIES);
    for (int k = from; k < to; k++) {
      var p = FloatVector.fromArray(SPECIES, power, k * FRAMES + lane);
      int w = k * CLASSES;
      s0 = p.fma(FloatVector.broadcast(SPECIES, weights[w]), s0);
      s1 = p.fma(FloatVector.broadcast(SPECIES, weights[w + 1]), s1);
      s2 = p.fma(FloatVector.broadcast(SPECIES, weights[w + 2]), s2);
      s3 = p.fma(FloatVector.broadcast(SPECIES, weights[w + 3]), s3);
      s4 = p.fma(FloatVector.broadcast(SPECIES, weights[w + 4]), s4);
      s5 = p.fma(FloatVector.broadcast(SPECIES, weights[w + 5]), s5);
      s6 = p.fma(FloatVector.broadcast(SPECIES, weights[w + 6]), s6);
      s7 = p.fma(FloatVector.broadcast(SPECIES, weights[w + 7]), s7);
      s8 = p.fma(FloatVector.broadcast(SPECIES, weights[w + 8]), s8);
      s9 = p.fma(FloatVector.broadcast(SPECIES, weights[w + 9]), s9);
      s10 = p.fma(FloatVector.broadcast(SPECIES, weights[w + 10]), s10);
      s11 = p.fma(FloatVector.broadcast(SPECIES, weights[w + 11]), s11);
    }
    add(s0, chroma, lane);
    add(s1, chroma, lane + FRAMES);
    add(s2, chroma, lane + 2 * FRAMES);
    add(s3, chroma, lane + 3 * FRAMES);
    add(s4, chroma, lane + 4 * FRAMES);
    add(s5, chroma, lane + 5 * FRAMES);
    add(s6, chroma, lane + 6 * FRAMES);
    add(s7, chroma, lane + 7 * FRAMES);
    add(s8, chroma, lane + 8 * FRAMES);
    add(s9, chroma, lane + 9 * FRAMES);
    add(s10, chroma, lane + 10 * FRAMES);
    add(s11, chroma, lane + 11 * FRAMES);
  }

  private static void add(FloatVector sum, float[] chroma, int at) {
    FloatVector.fromArray(SPECIES, chroma, at).add(sum).intoArray(chroma, at);
  }

  /** Divides the frames by their greatest values unless these are below the least normal float. */
  private static void normalize(float[] chroma, int lane) {
    var most = FloatVector.zero(SPECIES);
    for (int at = lane; at < chroma.length; at += FRAMES) {
      most = most.max(FloatVector.fromArray(SPECIES, chroma, at));
    }
    var divisor = most.blend(1f, most.lt(Float.MIN_NORMAL));
    for (int at = lane; at < chroma.length; at += FRAMES) {
      FloatVector.fromArray(SPECIES, chroma, at).div(divisor).intoArray(chroma, at);
    }
  }
}
