package mer4j.dsp;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Finds the local maxima of a block of spectra that {@link TuningEstimator} uses. */
final class VectorPeaks {
  private static final VectorSpecies<Float> SPECIES = Lanes.FLOATS;
  private static final int LANES = SPECIES.length();
  private static final int FRAMES = FrameBlock.FRAMES;

  private final float[] least = new float[FRAMES];
  private final long[] masks;

  /**
   * @param bins number of bins that may be maxima
   */
  VectorPeaks(int bins) {
    masks = new long[bins * (FRAMES / LANES)];
  }

  /**
   * Marks the maxima of rows {@code low} to {@code high} that exceed a share of their frame's
   * greatest value. Frame {@code g * LANES + i} of row {@code low + k} is bit i of mask {@code k *
   * (16 / LANES) + g}.
   */
  long[] find(float[] spectra, int low, int high, float share) {
    for (int lane = 0; lane < FRAMES; lane += LANES) {
      greatest(spectra, lane, share, least);
      mark(spectra, low, high, lane, least, masks);
    }
    return masks;
  }

  /** Number of masks of a row. */
  static int masksPerRow() {
    return FRAMES / LANES;
  }

  private static void greatest(float[] spectra, int lane, float share, float[] least) {
    var most = FloatVector.zero(SPECIES);
    var most2 = FloatVector.zero(SPECIES);
    int at = lane;
    // Values that are not negative have the order of their bits.
    var bits = most.reinterpretAsInts();
    var bits2 = most2.reinterpretAsInts();
    for (; at + FRAMES < spectra.length; at += 2 * FRAMES) {
      bits = bits.max(FloatVector.fromArray(SPECIES, spectra, at).reinterpretAsInts());
      bits2 = bits2.max(FloatVector.fromArray(SPECIES, spectra, at + FRAMES).reinterpretAsInts());
    }
    if (at < spectra.length) {
      bits = bits.max(FloatVector.fromArray(SPECIES, spectra, at).reinterpretAsInts());
    }
    bits.max(bits2).reinterpretAsFloats().mul(share).intoArray(least, lane);
  }

  private static void mark(
      float[] spectra, int low, int high, int lane, float[] least, long[] masks) {
    var threshold = FloatVector.fromArray(SPECIES, least, lane);
    int mask = lane / LANES;
    for (int k = low; k < high; k++, mask += FRAMES / LANES) {
      int at = k * FRAMES + lane;
      var here = FloatVector.fromArray(SPECIES, spectra, at);
      var before = FloatVector.fromArray(SPECIES, spectra, at - FRAMES);
      var after = FloatVector.fromArray(SPECIES, spectra, at + FRAMES);
      var peak =
          here.compare(VectorOperators.GT, threshold)
              .and(here.compare(VectorOperators.GT, before))
              .and(here.compare(VectorOperators.GE, after));
      masks[mask] = peak.toLong();
    }
  }
}
