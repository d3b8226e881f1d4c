package mer4j.audio;

import java.util.Arrays;

/** Halves the sample rate of a signal that comes in pieces, with {@link RateHalving}. */
final class HalvingStream implements ResamplingStream {
  /** Outputs computed at once. */
  private static final int OUTPUTS = 1 << 12;

  /** More inputs than {@link RateHalving} looks at beyond those it halves, on either side. */
  private static final int CONTEXT = 1 << 10;

  private final SampleReceiver receiver;
  private final RateHalving halving = new RateHalving();
  private final float[] x = new float[2 * OUTPUTS + 2 * CONTEXT];
  private final float[] out = new float[OUTPUTS];
  private long start = -CONTEXT;
  private int filled = CONTEXT;
  private long given;

  HalvingStream(SampleReceiver receiver) {
    this.receiver = receiver;
  }

  /** What is at hand of the signal: {@code x} begins with its sample number {@code start}. */
  private final Signal window =
      new Signal() {
        @Override
        public long length() {
          return start + filled;
        }

        @Override
        public void read(long from, float[] into, int offset, int count) {
          int at = (int) (from - start);
          int there = Math.clamp(filled - at, 0, count);
          System.arraycopy(x, at, into, offset, there);
          Arrays.fill(into, offset + there, offset + count, 0);
        }
      };

  @Override
  public void accept(float[] samples, int count) {
    for (int done = 0; done < count; ) {
      int part = Math.min(count - done, x.length - filled);
      System.arraycopy(samples, done, x, filled, part);
      filled += part;
      done += part;
      if (filled == x.length) {
        give(OUTPUTS);
        System.arraycopy(x, 2 * OUTPUTS, x, 0, 2 * CONTEXT);
        start += 2 * OUTPUTS;
        filled = 2 * CONTEXT;
      }
    }
  }

  @Override
  public void finish() {
    long wanted = (start + filled + 1) / 2;
    // Two rounds at most: the window holds some more samples than one halves.
    while (given < wanted) {
      give((int) Math.min(OUTPUTS, wanted - given));
    }
  }

  private void give(int count) {
    halving.read(window, given, out, 0, count);
    receiver.accept(out, count);
    given += count;
  }
}
