package mer4j.recurrent;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * The threads that share the clips of a batch, subnormal numbers flushed to zero on each. How many
 * there are decides in which order the gradients of the clips are added up, so the same number
 * gives the same bits.
 */
public final class Workers {
  private static final ExecutorService POOL =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          work -> {
            var thread = new Thread(work, "mer4j-recurrent");
            thread.setDaemon(true);
            return thread;
          });

  private static volatile int threads = Runtime.getRuntime().availableProcessors();

  private Workers() {}

  /** Number of threads used from now on; at first that of the available processors. */
  public static int threads() {
    return threads;
  }

  /**
   * Sets the number of threads, for all layers.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public static void setThreads(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("at least 1 thread is needed, not " + count);
    }
    threads = count;
  }

  /** Does {@code work} for 0 to {@code parts - 1}, side by side; returns when all are done. */
  static void run(int parts, IntConsumer work) {
    var others = new ArrayList<Future<?>>();
    for (int i = 1; i < parts; i++) {
      int part = i;
      others.add(POOL.submit(() -> flushed(work, part)));
    }
    Throwable failure = null;
    try {
      flushed(work, 0);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    boolean interrupted = false;
    for (var other : others) {
      while (true) { // the memory they write to must not be given up before they end
        try {
          other.get();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          failure = failure == null ? e.getCause() : failure;
          break;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure instanceof Error e) {
      throw e;
    } else if (failure instanceof RuntimeException e) {
      throw e;
    }
  }

  private static void flushed(IntConsumer work, int part) {
    FlushToZero.during(
        () -> {
          work.accept(part);
          return null;
        });
  }
}
