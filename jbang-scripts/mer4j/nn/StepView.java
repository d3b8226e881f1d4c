package mer4j.nn;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reads and writes the activations {@code [clips][features][time]} of a layer one time step at a
 * time, whatever their order in memory; {@code [clips][features]} counts as one step. Values are
 * handed over as doubles, feature by feature: those of one feature for all clips lie together, as
 * they do in Deeplearning4j's recurrent activations, so that a step is one copy there.
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
    row = new float[isDense() && !wide ? Math.multiplyExact(clips, features) : 0];
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

  /** Whether the values of one step lie together in memory, clips innermost. */
  private boolean isDense() {
    return (clips == 1 || clipStride == 1) && (features == 1 || featureStride == clips);
  }

  /** Copies a step; feature f of clip b comes to {@code f * clips + b}. */
  void read(int step, double[] into) {
    long start = step * timeStride;
    int size = clips * features;
    if (isDense() && wide) {
      MemorySegment.copy(memory, ValueLayout.JAVA_DOUBLE, start * Double.BYTES, into, 0, size);
    } else if (isDense()) {
      MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, start * Float.BYTES, row, 0, size);
      for (int i = 0; i < size; i++) {
        into[i] = row[i];
      }
    } else {
      for (int f = 0; f < features; f++) {
        for (int b = 0; b < clips; b++) {
          into[f * clips + b] = value(start + f * featureStride + b * clipStride);
        }
      }
    }
  }

  /** One value. */
  double get(int clip, int feature, int step) {
    return value(clip * clipStride + feature * featureStride + step * timeStride);
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
    if (isDense() && wide) {
      MemorySegment.copy(from, 0, memory, ValueLayout.JAVA_DOUBLE, start * Double.BYTES, size);
    } else if (isDense()) {
      for (int i = 0; i < size; i++) {
        row[i] = (float) from[i];
      }
      MemorySegment.copy(row, 0, memory, ValueLayout.JAVA_FLOAT, start * Float.BYTES, size);
    } else {
      for (int f = 0; f < features; f++) {
        for (int b = 0; b < clips; b++) {
          set(start + f * featureStride + b * clipStride, from[f * clips + b]);
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
