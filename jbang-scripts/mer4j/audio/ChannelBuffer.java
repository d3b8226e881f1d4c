package mer4j.audio;

import java.util.Arrays;

/** Collects decoded frames in growing arrays, one per channel. */
final class ChannelBuffer implements SampleSink {
  private static final int SMALLEST_CAPACITY = 1 << 12;

  /** Longest Java array that every virtual machine can make. */
  private static final int LIMIT = Integer.MAX_VALUE - 8;

  private final float[][] kept;
  private float[] scratch = new float[0];
  private int length;

  /**
   * @param channels of the frames to come
   * @param expected how many samples there will probably be
   */
  ChannelBuffer(int channels, long expected) {
    kept = new float[channels][Math.clamp(expected, SMALLEST_CAPACITY, LIMIT)];
  }

  @Override
  public void append(FrameView frame) {
    int count = frame.count();
    reserve(count);
    if (frame.isPlanar()) {
      for (int c = 0; c < kept.length; c++) {
        frame.read(c, kept[c], length, count);
      }
    } else {
      int total = count * kept.length;
      if (scratch.length < total) {
        scratch = new float[total];
      }
      frame.read(0, scratch, 0, total);
      for (int c = 0; c < kept.length; c++) {
        var channel = kept[c];
        for (int i = 0, j = c; i < count; i++, j += kept.length) {
          channel[length + i] = scratch[j];
        }
      }
    }
    length += count;
  }

  private void reserve(int count) {
    if (count > LIMIT - length) {
      throw new OutOfMemoryError("more samples than an array can hold");
    }
    if (count > kept[0].length - length) {
      int capacity = (int) Math.min(LIMIT, Math.max((long) length + count, 2L * kept[0].length));
      for (int c = 0; c < kept.length; c++) {
        kept[c] = Arrays.copyOf(kept[c], capacity);
      }
    }
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void cutTo(long newLength) {
    length = (int) Math.min(length, newLength);
  }

  @Override
  public void finish() {
    for (int c = 0; c < kept.length; c++) {
      kept[c] = kept[c].length == length ? kept[c] : Arrays.copyOf(kept[c], length);
    }
  }

  /** The samples, {@code [channel][frame]}, once the buffer is finished. */
  float[][] samples() {
    return kept;
  }
}
