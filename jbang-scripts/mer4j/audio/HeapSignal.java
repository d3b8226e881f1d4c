package mer4j.audio;

import java.util.Arrays;

/** A signal in an array. */
record HeapSignal(float[] samples) implements Signal {
  @Override
  public long length() {
    return samples.length;
  }

  @Override
  public void read(long from, float[] into, int offset, int count) {
    long first = Math.clamp(from, 0, samples.length);
    long end = Math.clamp(from + count, first, samples.length);
    int before = Math.clamp(-from, 0, count);
    int inside = (int) (end - first);
    Arrays.fill(into, offset, offset + before, 0);
    System.arraycopy(samples, (int) first, into, offset + before, inside);
    Arrays.fill(into, offset + before + inside, offset + count, 0);
  }
}
