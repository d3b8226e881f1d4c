package mer4j.dsp;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The loops of {@link BandFilters} with the Vector API; they reach beyond the last frame. */
final class VectorBandFilters {
  private static final VectorSpecies<Float> S = Lanes.FLOATS;
  private static final int LANES = S.length();

  private VectorBandFilters() {}

  static void respond(
      int[] index,
      float[] weightRe,
      float[] weightIm,
      float[][] bandRe,
      float[][] bandIm,
      int frames,
      float[] outRe,
      float[] outIm) {
    for (int t = 0; t < frames; t += 2 * LANES) {
      var re0 = FloatVector.zero(S);
      var im0 = re0;
      var re1 = re0;
      var im1 = re0;
      for (int j = 0; j < index.length; j++) {
        var cos = FloatVector.broadcast(S, weightRe[j]);
        var sin = FloatVector.broadcast(S, weightIm[j]);
        var minusSin = FloatVector.broadcast(S, -weightIm[j]);
        var a = FloatVector.fromArray(S, bandRe[index[j]], t);
        var b = FloatVector.fromArray(S, bandIm[index[j]], t);
        re0 = b.fma(minusSin, a.fma(cos, re0));
        im0 = a.fma(sin, b.fma(cos, im0));
        a = FloatVector.fromArray(S, bandRe[index[j]], t + LANES);
        b = FloatVector.fromArray(S, bandIm[index[j]], t + LANES);
        re1 = b.fma(minusSin, a.fma(cos, re1));
        im1 = a.fma(sin, b.fma(cos, im1));
      }
      re0.intoArray(outRe, t);
      im0.intoArray(outIm, t);
      re1.intoArray(outRe, t + LANES);
      im1.intoArray(outIm, t + LANES);
    }
  }

  static void addMagnitudes(float[] re, float[] im, int count, float[] sum) {
    for (int t = 0; t < count; t += LANES) {
      var a = FloatVector.fromArray(S, re, t);
      var b = FloatVector.fromArray(S, im, t);
      a.fma(a, b.mul(b)).sqrt().add(FloatVector.fromArray(S, sum, t)).intoArray(sum, t);
    }
  }
}
