package mer4j.nn;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reads and writes the activations {@code [clips][features][time]} of a layer one time step at a
 * time, whatever their order in memory; {@code [clips][features]} counts as one step. Values are
 * handed over as doubles, clip by clip: the features of a clip lie together, as they do in the
 * time-major arrays that our layers make, where a step is one copy. In the arrays of
 * Deeplearning4j's own recurrent layers, which have the clips together, it is one copy too, turned
 * on the way.
 */
final class StepView {
  private final INDArray array; // its memory is freed with it
  private final MemorySegment memory;
  private final boolean wide;
  private final int clips;
  private final int features;
  private final int time;
  private final long clipStride;
  private final long featureStride;
  private final long timeStride;
  private final boolean dense;
  private final float[] row;

  private StepView(INDArray array) {
    this.array = array;
    wide = array.dataType() == DataType.DOUBLE;
    clips = Math.toIntExact(array.size(0));
    features = Math.toIntExact(array.size(1));
    boolean sequence = array.rank() == 3;
    time = sequence ? Math.toIntExact(array.size(2)) : 1;
    clipStride = array.stride(0);
    featureStride = array.stride(1);
    timeStride = sequence ? array.stride(2) : 0;
    int width = wide ? Double.BYTES : Float.BYTES;
    long extent =
        1 + (clips - 1) * clipStride + (features - 1) * featureStride + (time - 1) * timeStride;
    // the address is that of the whole buffer, of which the array may be a part
    memory =
        MemorySegment.ofAddress(array.data().address() + array.offset() * width)
            .reinterpret(extent * width);
    dense = isDense();
    row = new float[dense && !wide ? Math.multiplyExact(clips, features) : 0];
  }

  /**
   * A view of an array of floats or doubles.
   *
   * @throws IllegalArgumentException if it has another type, or is neither a matrix nor a sequence
   */
  static StepView of(INDArray array) {
    if (array.rank() != 2 && array.rank() != 3) {
      throw new IllegalArgumentException(
          "activations must be [clips][features] or [clips][features][time], not of rank "
              + array.rank());
    }
    if (array.dataType() != DataType.FLOAT && array.dataType() != DataType.DOUBLE) {
      throw new IllegalArgumentException(
          "activations must be FLOAT or DOUBLE, not " + array.dataType());
    }
    return new StepView(array);
  }

  /**
   * An array for what a layer gives or hands back, time-major in memory.
   *
   * @param shape {@code [clips][features]} or {@code [clips][features][time]}
   */
  static INDArray create(
      LayerWorkspaceMgr workspaces, ArrayType kind, DataType type, long... shape) {
    if (shape.length == 2) {
      return workspaces.createUninitialized(kind, type, shape, 'c');
    }
    long[] timeMajor = {shape[2], shape[0], shape[1]};
    return workspaces.createUninitialized(kind, type, timeMajor, 'c').permute(1, 2, 0);
  }

  /** The same, filled with zeros. */
  static INDArray zeros(LayerWorkspaceMgr workspaces, ArrayType kind, DataType type, long[] shape) {
    long[] timeMajor = {shape[2], shape[0], shape[1]};
    return workspaces.create(kind, type, timeMajor, 'c').permute(1, 2, 0);
  }

  int clips() {
    return clips;
  }

  int features() {
    return features;
  }

  int time() {
    return time;
  }

  /** Room for the values of one step. */
  double[] newStep() {
    return new double[Math.multiplyExact(clips, features)];
  }

  /** Whether the values of one step fill a part of the memory, in either order. */
  private boolean isDense() {
    return inOrder() || (clipStride == 1 || clips == 1) && featureStride == clips;
  }

  private boolean inOrder() {
    return (features == 1 || featureStride == 1) && (clips == 1 || clipStride == features);
  }

  /** Copies a step; feature f of clip b comes to {@code b * features + f}. */
  void read(int step, double[] into) {
    long start = step * timeStride;
    int size = clips * features;
    if (dense && !wide) {
      MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, start * Float.BYTES, row, 0, size);
      if (inOrder()) {
        for (int i = 0; i < size; i++) {
          into[i] = row[i];
        }
      } else {
        for (int b = 0; b < clips; b++) {
          for (int f = 0; f < features; f++) {
            into[b * features + f] = row[f * clips + b];
          }
        }
      }
    } else {
      for (int b = 0; b < clips; b++) {
        for (int f = 0; f < features; f++) {
          into[b * features + f] = value(start + b * clipStride + f * featureStride);
        }
      }
    }
  }

  /** One value. */
  double get(int clip, int feature, int step) {
    return value(clip * clipStride + feature * featureStride + step * timeStride);
  }

  /** Stores one value. */
  void set(int clip, int feature, int step, double value) {
    set(clip * clipStride + feature * featureStride + step * timeStride, value);
  }

  private double value(long index) {
    return wide
        ? memory.getAtIndex(ValueLayout.JAVA_DOUBLE, index)
        : memory.getAtIndex(ValueLayout.JAVA_FLOAT, index);
  }

  /** Stores a step, in the order of {@link #read}. */
  void write(int step, double[] from) {
    long start = step * timeStride;
    int size = clips * features;
    if (dense && !wide) {
      if (inOrder()) {
        for (int i = 0; i < size; i++) {
          row[i] = (float) from[i];
        }
      } else {
        for (int b = 0; b < clips; b++) {
          for (int f = 0; f < features; f++) {
            row[f * clips + b] = (float) from[b * features + f];
          }
        }
      }
      MemorySegment.copy(row, 0, memory, ValueLayout.JAVA_FLOAT, start * Float.BYTES, size);
    } else {
      for (int b = 0; b < clips; b++) {
        for (int f = 0; f < features; f++) {
          set(start + b * clipStride + f * featureStride, from[b * features + f]);
        }
      }
    }
  }

  private void set(long index, double value) {
    if (wide) {
      memory.setAtIndex(ValueLayout.JAVA_DOUBLE, index, value);
    } else {
      memory.setAtIndex(ValueLayout.JAVA_FLOAT, index, (float) value);
    }
  }

  /** The array behind the view. */
  INDArray array() {
    return array;
  }
}
