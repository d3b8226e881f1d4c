package mer4j.audio;

import java.util.Arrays;

/** Resamples a signal that comes in pieces, with a {@link PolyphaseFilter}. Not thread-safe. */
final class PolyphaseStream implements ResamplingStream {
  private final PolyphaseFilter filter;
  private final SampleReceiver receiver;

  private final PolyphaseKernel kernel;
  private final float[] x;
  private final float[] out;
  private final PolyphaseKernel.Work work;
  private int filled;
  private long taken;
  private long given;

  /**
   * @param filter what to do
   * @param receiver takes the outputs
   */
  PolyphaseStream(PolyphaseFilter filter, SampleReceiver receiver) {
    this.filter = filter;
    this.receiver = receiver;
    kernel = filter.kernel();
    x = new float[kernel.inputs() + kernel.context()];
    out = new float[kernel.outputs() + PolyphaseKernel.OVERHANG];
    work = kernel.work();
    filled = filter.before();
  }

  @Override
  public void accept(float[] samples, int count) {
    taken += count;
    for (int done = 0; done < count; ) {
      int part = Math.min(count - done, x.length - filled);
      System.arraycopy(samples, done, x, filled, part);
      filled += part;
      done += part;
      if (filled == x.length) {
        compute(kernel.outputs());
        pass(kernel.outputs());
        drop();
      }
    }
  }

  @Override
  public void finish() {
    long wanted = Math.ceilDiv(taken * filter.phases(), filter.step());
    long rounded = (2 * taken * filter.phases() + filter.step()) / (2L * filter.step());
    while (given < wanted) {
      Arrays.fill(x, filled, x.length, 0);
      int count = (int) Math.min(wanted - given, kernel.outputs());
      compute(count);
      if (given + count == wanted && rounded < wanted) {
        out[count - 1] = 0;
      }
      pass(count);
      drop();
    }
  }

  private void drop() {
    int kept = Math.max(0, filled - kernel.inputs());
    System.arraycopy(x, filled - kept, x, 0, kept);
    filled = kept;
  }

  private void compute(int count) {
    work.run(x, out, count);
    if (given == 0) {
      var design = filter.design();
      int behind = (int) Math.min(taken, x.length - filter.before());
      for (int n = 0; n < count && design.ringsBeforeStart(n); n++) {
        out[n] -= (float) design.ringingBeforeStart(x, filter.before(), behind, n);
      }
    }
  }

  private void pass(int count) {
    receiver.accept(out, count);
    given += count;
  }
}
