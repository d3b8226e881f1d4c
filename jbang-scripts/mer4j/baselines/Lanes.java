package mer4j.baselines;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Runs numbered pieces of work side by side. What a piece computes may depend on its number only,
 * so results are the same on any number of threads.
 */
final class Lanes {
  private Lanes() {}

  /**
   * Runs {@code work} for 0 to {@code count - 1} on at most {@code jobs} threads.
   *
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  static void run(int count, int jobs, IntConsumer work) {
    if (jobs <= 1 || count <= 1) {
      for (int i = 0; i < count; i++) {
        checkInterrupt();
        work.accept(i);
      }
      return;
    }
    var next = new AtomicInteger();
    var stop = new AtomicBoolean();
    try (var pool = Executors.newFixedThreadPool(Math.min(jobs, count), Lanes::daemon)) {
      var futures = new java.util.ArrayList<java.util.concurrent.Future<?>>();
      for (int t = 0; t < Math.min(jobs, count); t++) {
        futures.add(
            pool.submit(
                () -> {
                  for (int i; !stop.get() && (i = next.getAndIncrement()) < count; ) {
                    work.accept(i);
                  }
                }));
      }
      for (var future : futures) {
        try {
          future.get();
        } catch (InterruptedException e) {
          stop.set(true);
          pool.shutdownNow();
          Thread.currentThread().interrupt();
          throw new java.util.concurrent.CancellationException("interrupted");
        } catch (ExecutionException e) {
          stop.set(true);
          if (e.getCause() instanceof RuntimeException cause) {
            throw cause;
          }
          throw new IllegalStateException(e.getCause());
        }
      }
    }
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(null, work, "baselines", 16L << 20);
    thread.setDaemon(true);
    return thread;
  }

  private static void checkInterrupt() {
    if (Thread.currentThread().isInterrupted()) {
      throw new java.util.concurrent.CancellationException("interrupted");
    }
  }
}
