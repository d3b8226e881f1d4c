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

  /** Whether the {@code t}-th steps of some rows lie in one piece. */
  private boolean oneBlock(Rows rows) {
    return clipStride == values && rows.areNeighbours();
  }

  /** Copies the {@code t}-th step of the first {@code n} rows into {@code [n][values]}. */
  void read(Rows rows, int t, int n, float[] into) {
    if (oneBlock(rows)) {
      long at = at(rows.clip(0), rows.place(0, t));
      MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, at, into, 0, n * values);
      return;
    }
    for (int r = 0; r < n; r++) {
      long at = at(rows.clip(r), rows.place(r, t));
      MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, at, into, r * values, values);
    }
  }

  /** Copies the first {@code n} rows of an array, {@code stride} apart, over the t-th step. */
  void write(Rows rows, int t, int n, float[] source, int stride) {
    write(rows, t, n, source, stride, false);
  }

  /** The same; or adds them to what is there. */
  void write(Rows rows, int t, int n, float[] source, int stride, boolean add) {
    if (stride == values && oneBlock(rows) && !add) {
      long at = at(rows.clip(0), rows.place(0, t));
      MemorySegment.copy(source, 0, memory, ValueLayout.JAVA_FLOAT, at, n * values);
      return;
    }
    for (int r = 0; r < n; r++) {
      long at = at(rows.clip(r), rows.place(r, t));
      if (add) {
        add(at, source, r * stride);
      } else {
        MemorySegment.copy(source, r * stride, memory, ValueLayout.JAVA_FLOAT, at, values);
      }
    }
  }

  private void add(long at, float[] source, int from) {
    for (int v = 0; v < values; v++) {
      long place = at + (long) v * Float.BYTES;
      float sum = memory.get(ValueLayout.JAVA_FLOAT, place) + source[from + v];
      memory.set(ValueLayout.JAVA_FLOAT, place, sum);
    }
  }

  /** Copies an array over one step of a clip. */
  void write(int clip, int step, float[] source, int from) {
    MemorySegment.copy(source, from, memory, ValueLayout.JAVA_FLOAT, at(clip, step), values);
  }

  /** Sets the steps of a clip from {@code first} to {@code end} to zero. */
  void clear(int clip, int first, int end) {
    for (int step = first; step < end; step++) {
      memory.asSlice(at(clip, step), (long) values * Float.BYTES).fill((byte) 0);
    }
  }
}
