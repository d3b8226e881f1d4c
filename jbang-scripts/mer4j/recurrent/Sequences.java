package mer4j.recurrent;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A view of a batch of sequences of vectors in memory: value v of clip b at time t lies at {@code
 * offset + b * clipStride + t * timeStride + v}, counted in floats. The memory must stay reachable
 * and open while the view is used.
 *
 * @param clips number of sequences
 * @param time steps of the longest
 * @param values per step
 */
public record Sequences(
    MemorySegment memory,
    long offset,
    int clips,
    int time,
    int values,
    long clipStride,
    long timeStride) {

  /**
   * @throws IllegalArgumentException if it reaches outside of the memory
   */
  public Sequences {
    if (clips < 1 || time < 1 || values < 1) {
      throw new IllegalArgumentException(
          "a batch has at least one clip, step and value, not "
              + clips
              + " x "
              + time
              + " x "
              + values);
    }
    long last = offset + (clips - 1) * clipStride + (time - 1) * timeStride + values;
    if (offset < 0 || clipStride < 0 || timeStride < 0 || last * Float.BYTES > memory.byteSize()) {
      throw new IllegalArgumentException(
          "the view ends at value " + last + " of " + memory.byteSize() / Float.BYTES);
    }
  }

  /** A dense array {@code [time][clips][values]}, the layout that is read and written fastest. */
  public static Sequences timeMajor(MemorySegment memory, int clips, int time, int values) {
    return new Sequences(memory, 0, clips, time, values, values, (long) clips * values);
  }

  /** A dense array {@code [clips][time][values]}. */
  public static Sequences clipMajor(MemorySegment memory, int clips, int time, int values) {
    return new Sequences(memory, 0, clips, time, values, (long) time * values, values);
  }

  /** Some of the values of each step: {@code count} from {@code first} on. */
  public Sequences part(int first, int count) {
    if (first < 0 || count < 1 || first + count > values) {
      throw new IllegalArgumentException(
          "values " + first + " to " + (first + count) + " of " + values);
    }
    return new Sequences(memory, offset + first, clips, time, count, clipStride, timeStride);
  }

  private long at(int clip, int step) {
    return (offset + clip * clipStride + step * timeStride) * Float.BYTES;
  }

  /** Copies one step of a clip into an array. */
  void read(int clip, int step, float[] into, int from) {
    MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, at(clip, step), into, from, values);
  }

  /** Copies an array over one step of a clip. */
  void write(int clip, int step, float[] source, int from) {
    MemorySegment.copy(source, from, memory, ValueLayout.JAVA_FLOAT, at(clip, step), values);
  }

  /** Adds an array to one step of a clip. */
  void add(int clip, int step, float[] source, int from) {
    long at = at(clip, step);
    for (int v = 0; v < values; v++) {
      long place = at + (long) v * Float.BYTES;
      float sum = memory.get(ValueLayout.JAVA_FLOAT, place) + source[from + v];
      memory.set(ValueLayout.JAVA_FLOAT, place, sum);
    }
  }

  /** Sets the steps of a clip from {@code first} to {@code end} to zero. */
  void clear(int clip, int first, int end) {
    for (int step = first; step < end; step++) {
      memory.asSlice(at(clip, step), (long) values * Float.BYTES).fill((byte) 0);
    }
  }
}
