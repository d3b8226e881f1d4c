package mer4j.nn;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Which time steps of which clips are true frames, the others being padding. */
final class StepMask {
  private final boolean[][] valid;
  private final int[] first;
  private final int[] last;
  private final int[] count;
  private int total;

  private StepMask(int clips, int time) {
    valid = new boolean[time][clips];
    first = new int[clips];
    last = new int[clips];
    count = new int[clips];
  }

  /**
   * Reads a mask; steps may be missing anywhere, not only at the end.
   *
   * @param mask {@code [clips][time]}, 0 for padding; null where all steps are true frames
   * @throws IllegalArgumentException if it has another shape
   */
  static StepMask of(INDArray mask, int clips, int time) {
    var result = new StepMask(clips, time);
    double[] values = null;
    if (mask != null) {
      if (mask.rank() != 2 || mask.size(0) != clips || mask.size(1) != time) {
        throw new IllegalArgumentException(
            "the mask must be of shape [%d, %d] ([clips, time]), not %s"
                .formatted(clips, time, java.util.Arrays.toString(mask.shape())));
      }
      boolean real = mask.dataType() == DataType.FLOAT || mask.dataType() == DataType.DOUBLE;
      var view = StepView.of(real ? mask : mask.castTo(DataType.FLOAT));
      values = view.newStep();
      view.read(0, values);
    }
    for (int t = 0; t < time; t++) {
      for (int b = 0; b < clips; b++) {
        if (values == null || values[b * time + t] != 0) {
          result.add(t, b);
        }
      }
    }
    return result;
  }

  private void add(int step, int clip) {
    valid[step][clip] = true;
    if (count[clip]++ == 0) {
      first[clip] = step;
    }
    last[clip] = step;
    total++;
  }

  /**
   * Makes sure that every clip has a true frame, since there is no pooling over nothing.
   *
   * @throws IllegalArgumentException naming the first clip that has none
   */
  StepMask requireFrames() {
    for (int b = 0; b < count.length; b++) {
      if (count[b] == 0) {
        throw new IllegalArgumentException(
            "clip " + b + " of the batch has no valid time step: its mask is 0 throughout");
      }
    }
    return this;
  }

  /** For each clip, whether the step is a true frame; not to be changed. */
  boolean[] step(int step) {
    return valid[step];
  }

  int first(int clip) {
    return first[clip];
  }

  int last(int clip) {
    return last[clip];
  }

  int count(int clip) {
    return count[clip];
  }

  /** Number of true frames of all clips together. */
  int total() {
    return total;
  }
}
