package mer4j.dsp;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The sums of {@link OnsetStrength#rise} over a block of frames, with the Vector API. */
final class VectorOnsetStrength {
  private static final VectorSpecies<Double> DOUBLES = Lanes.DOUBLES;
  private static final VectorSpecies<Float> FLOATS = Lanes.FLOAT_HALF;
  private static final int LANES = DOUBLES.length();
  private static final int FRAMES = FrameBlock.FRAMES;

  private VectorOnsetStrength() {}

  /**
   * Sums over all bands of the rises from each frame to the next.
   *
   * @param before the block before, by row; its last frame counts
   * @param levels the block, by row
   * @param sums receives the rise to each frame of the block, {@code [16]}
   */
  static void rises(float[] before, float[] levels, double[] sums) {
    double toFirst = 0;
    for (int row = 0; row < levels.length; row += FRAMES) {
      toFirst += Math.max(0, levels[row] - before[row + FRAMES - 1]);
    }
    for (int i = 1; i < FRAMES; i++) {
      sums[i] = Math.max(0, levels[i] - levels[i - 1]);
    }
    for (int lane = 0; lane < FRAMES; lane += LANES) {
      addRows(levels, lane, sums);
    }
    sums[0] = toFirst;
  }

  /** Adds all rows but the first. A row's first frame is compared with another row's last one. */
  private static void addRows(float[] levels, int lane, double[] sums) {
    var sum = DoubleVector.fromArray(DOUBLES, sums, lane);
    var zero = FloatVector.zero(FLOATS);
    for (int at = FRAMES + lane; at < levels.length; at += FRAMES) {
      var here = FloatVector.fromArray(FLOATS, levels, at);
      var rise = here.sub(FloatVector.fromArray(FLOATS, levels, at - 1));
      rise = rise.blend(zero, rise.lt(zero));
      sum = sum.add(rise.convertShape(VectorOperators.F2D, DOUBLES, 0));
    }
    sum.intoArray(sums, lane);
  }
}
