package mer4j.audio;

import java.util.Arrays;

/**
 * A signal that is written once, from its start to its end, and then read: in memory while it is
 * short, in a {@link ScratchFile} when it is long. What is read is the same in both cases.
 *
 * <p>Not thread-safe.
 */
public final class ScratchSignal implements Signal, AutoCloseable {
  /** Samples kept in memory at most, unless another limit is given: 16 MB, three minutes. */
  public static final int HEAP_LIMIT = 1 << 22;

  private static final int SMALLEST_CAPACITY = 1 << 12;

  /** Samples written to or read from the file at once. */
  private static final int WINDOW = 1 << 15;

  /** Part of a window that lies before the sample asked for: frames overlap. */
  private static final int BEHIND = WINDOW / 4;

  private final int heapLimit;
  private float[] samples;
  private long length;

  private ScratchFile file;

  // Of a signal in a file: samples[0] is sample number `start`, `filled` of them are there.
  private long start;
  private int filled;
  private boolean unwritten;

  private ScratchSignal(long expectedLength, int heapLimit) {
    this.heapLimit = heapLimit;
    int capacity = Math.clamp(expectedLength, SMALLEST_CAPACITY, Math.max(WINDOW, heapLimit));
    samples = new float[expectedLength > heapLimit ? SMALLEST_CAPACITY : capacity];
  }

  /**
   * An empty signal.
   *
   * @param expectedLength how many samples will probably be appended; saves copying if it is right
   */
  public static ScratchSignal create(long expectedLength) {
    return create(expectedLength, HEAP_LIMIT);
  }

  /**
   * An empty signal with its own limit.
   *
   * @param expectedLength how many samples will probably be appended
   * @param heapLimit number of samples above which they go to a file
   */
  public static ScratchSignal create(long expectedLength, int heapLimit) {
    return new ScratchSignal(expectedLength, heapLimit);
  }

  /**
   * Adds samples at the end.
   *
   * @param values holds them, from its first element
   * @param count how many
   * @throws java.io.UncheckedIOException if there is no room left for a long signal
   */
  public void append(float[] values, int count) {
    if (file == null && length + count > heapLimit) {
      moveToFile();
    }
    if (file == null) {
      reserve((int) length + count);
      System.arraycopy(values, 0, samples, (int) length, count);
      length += count;
      return;
    }
    if (!unwritten) {
      start = length;
      filled = 0;
      unwritten = true;
    }
    for (int done = 0; done < count; ) {
      if (filled == WINDOW) {
        flush();
        start = length;
        filled = 0;
        unwritten = true;
      }
      int part = Math.min(count - done, WINDOW - filled);
      System.arraycopy(values, done, samples, filled, part);
      filled += part;
      length += part;
      done += part;
    }
  }

  private void reserve(int capacity) {
    if (capacity > samples.length) {
      long doubled = Math.min(2L * samples.length, heapLimit);
      samples = Arrays.copyOf(samples, (int) Math.max(doubled, capacity));
    }
  }

  private void moveToFile() {
    file = new ScratchFile();
    file.write(0, samples, 0, (int) length);
    samples = new float[WINDOW];
  }

  private void flush() {
    if (unwritten) {
      file.write(start, samples, 0, filled);
      unwritten = false;
    }
  }

  /** Makes room for so many samples, so that appending them copies none already there. */
  void expect(long total) {
    if (file == null && total <= heapLimit && total > samples.length) {
      samples = Arrays.copyOf(samples, (int) total);
    }
  }

  /** Forgets all samples, for the next signal; keeps the memory, but no file. */
  public void clear() {
    length = 0;
    start = 0;
    filled = 0;
    unwritten = false;
    if (file != null) {
      file.close();
      file = null;
    }
  }

  /**
   * All samples in an array, which is no copy if it just holds them.
   *
   * @throws OutOfMemoryError if they are more than an array can hold
   */
  float[] toArray() {
    if (file != null) {
      throw new OutOfMemoryError("more samples than an array can hold");
    }
    return samples.length == length ? samples : Arrays.copyOf(samples, (int) length);
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void read(long from, float[] into, int offset, int count) {
    long first = Math.clamp(from, 0, length);
    int before = Math.clamp(-from, 0, count);
    int inside = (int) (Math.clamp(from + count, first, length) - first);
    Arrays.fill(into, offset, offset + before, 0);
    if (inside > 0) {
      readInside(first, into, offset + before, inside);
    }
    Arrays.fill(into, offset + before + inside, offset + count, 0);
  }

  private void readInside(long first, float[] into, int offset, int count) {
    if (file == null) {
      System.arraycopy(samples, (int) first, into, offset, count);
      return;
    }
    flush();
    if (count > WINDOW - BEHIND) {
      file.read(first, into, offset, count);
      return;
    }
    if (first < start || first + count > start + filled) {
      start = Math.max(0, first - BEHIND);
      filled = (int) Math.min(WINDOW, length - start);
      file.read(start, samples, 0, filled);
    }
    System.arraycopy(samples, (int) (first - start), into, offset, count);
  }

  /** Gives memory and file free; the signal is not to be used after this. */
  @Override
  public void close() {
    samples = null;
    if (file != null) {
      file.close();
    }
  }
}
