package mer4j.dsp;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link MelFilterBank} on blocks of frames, with the Vector API. */
final class VectorMelFilterBank {
  private static final VectorSpecies<Float> SPECIES = Lanes.FLOATS;
  private static final int FRAMES = FrameBlock.FRAMES;

  private VectorMelFilterBank() {}

  static void apply(int[] start, float[][] weights, float[] power, float[] mel) {
    for (int band = 0; band < weights.length; band++) {
      for (int lane = 0; lane < FRAMES; lane += SPECIES.length()) {
        apply(weights[band], power, start[band] * FRAMES + lane, mel, band * FRAMES + lane);
      }
    }
  }

  private static void apply(float[] weights, float[] power, int from, float[] mel, int to) {
    // Two sums, so that additions need not wait for each other.
    var even = FloatVector.zero(SPECIES);
    var odd = FloatVector.zero(SPECIES);
    int at = from;
    int i = 0;
    for (; i + 1 < weights.length; i += 2, at += 2 * FRAMES) {
      var here = FloatVector.fromArray(SPECIES, power, at);
      var next = FloatVector.fromArray(SPECIES, power, at + FRAMES);
      even = here.fma(FloatVector.broadcast(SPECIES, weights[i]), even);
      odd = next.fma(FloatVector.broadcast(SPECIES, weights[i + 1]), odd);
    }
    if (i < weights.length) {
      var here = FloatVector.fromArray(SPECIES, power, at);
      even = here.fma(FloatVector.broadcast(SPECIES, weights[i]), even);
    }
    even.add(odd).intoArray(mel, to);
  }
}
