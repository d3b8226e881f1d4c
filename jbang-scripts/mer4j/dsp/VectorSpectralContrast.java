package mer4j.dsp;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Means of the greatest and of the smallest magnitudes of a band, on blocks of frames with the
 * Vector API.
 *
 * <p>Every value passes through the list of the greatest so far, which falls: at each place the
 * greater of the two stays and the smaller goes on. Values that are not negative have the order of
 * their bits read as integers, whose greater one takes a single instruction.
 */
final class VectorSpectralContrast {
  private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
  private static final VectorSpecies<Integer> INTS = Lanes.INTS;
  private static final int LANES = FLOATS.length();
  private static final int FRAMES = FrameBlock.FRAMES;

  private final int[] kept;

  /**
   * @param most greatest number of values that are averaged
   */
  VectorSpectralContrast(int most) {
    kept = new int[most * LANES];
  }

  /** Means of the q greatest values of rows {@code from} to {@code to}, for all frames. */
  void greatest(float[] magnitude, int from, int to, int q, float[] means, int at) {
    for (int lane = 0; lane < FRAMES; lane += LANES) {
      Arrays.fill(kept, 0, q * LANES, Integer.MIN_VALUE);
      int row = from;
      for (; row + 3 < to; row += 4) {
        insertGreatest(magnitude, row * FRAMES + lane, kept, q);
      }
      for (; row < to; row++) {
        insertOneGreatest(magnitude, row * FRAMES + lane, kept, q);
      }
      mean(q, means, at + lane);
    }
  }

  /** Means of the q smallest values of rows {@code from} to {@code to}, for all frames. */
  void smallest(float[] magnitude, int from, int to, int q, float[] means, int at) {
    for (int lane = 0; lane < FRAMES; lane += LANES) {
      Arrays.fill(kept, 0, q * LANES, Integer.MAX_VALUE);
      int row = from;
      for (; row + 3 < to; row += 4) {
        insertSmallest(magnitude, row * FRAMES + lane, kept, q);
      }
      for (; row < to; row++) {
        insertOneSmallest(magnitude, row * FRAMES + lane, kept, q);
      }
      mean(q, means, at + lane);
    }
  }

  /** Four values at a time, so that the list is read and written once for them. */
  private static void insertGreatest(float[] magnitude, int at, int[] kept, int q) {
    var a = FloatVector.fromArray(FLOATS, magnitude, at).reinterpretAsInts();
    var b = FloatVector.fromArray(FLOATS, magnitude, at + FRAMES).reinterpretAsInts();
    var c = FloatVector.fromArray(FLOATS, magnitude, at + 2 * FRAMES).reinterpretAsInts();
    var d = FloatVector.fromArray(FLOATS, magnitude, at + 3 * FRAMES).reinterpretAsInts();
    for (int place = 0; place < q * LANES; place += LANES) {
      var here = IntVector.fromArray(INTS, kept, place);
      var next = here.max(a);
      a = here.min(a);
      here = next.max(b);
      b = next.min(b);
      next = here.max(c);
      c = here.min(c);
      here = next.max(d);
      d = next.min(d);
      here.intoArray(kept, place);
    }
  }

  private static void insertOneGreatest(float[] magnitude, int at, int[] kept, int q) {
    var a = FloatVector.fromArray(FLOATS, magnitude, at).reinterpretAsInts();
    for (int place = 0; place < q * LANES; place += LANES) {
      var here = IntVector.fromArray(INTS, kept, place);
      here.max(a).intoArray(kept, place);
      a = here.min(a);
    }
  }

  private static void insertSmallest(float[] magnitude, int at, int[] kept, int q) {
    var a = FloatVector.fromArray(FLOATS, magnitude, at).reinterpretAsInts();
    var b = FloatVector.fromArray(FLOATS, magnitude, at + FRAMES).reinterpretAsInts();
    var c = FloatVector.fromArray(FLOATS, magnitude, at + 2 * FRAMES).reinterpretAsInts();
    var d = FloatVector.fromArray(FLOATS, magnitude, at + 3 * FRAMES).reinterpretAsInts();
    for (int place = 0; place < q * LANES; place += LANES) {
      var here = IntVector.fromArray(INTS, kept, place);
      var next = here.min(a);
      a = here.max(a);
      here = next.min(b);
      b = next.max(b);
      next = here.min(c);
      c = here.max(c);
      here = next.min(d);
      d = next.max(d);
      here.intoArray(kept, place);
    }
  }

  private static void insertOneSmallest(float[] magnitude, int at, int[] kept, int q) {
    var a = FloatVector.fromArray(FLOATS, magnitude, at).reinterpretAsInts();
    for (int place = 0; place < q * LANES; place += LANES) {
      var here = IntVector.fromArray(INTS, kept, place);
      here.min(a).intoArray(kept, place);
      a = here.max(a);
    }
  }

  private void mean(int q, float[] means, int at) {
    for (int lane = 0; lane < LANES; lane++) {
      double sum = 0;
      for (int place = 0; place < q; place++) {
        sum += Float.intBitsToFloat(kept[place * LANES + lane]);
      }
      means[at + lane] = (float) (sum / q);
    }
  }
}
