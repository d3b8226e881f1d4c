package mer4j.recurrent;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.function.Supplier;

/**
 * Lets the processor take subnormal numbers (below 1.2e-38) for zero during a piece of work.
 *
 * <p>The gradient of the last frame's loss fades as it goes back in time; over a thousand frames it
 * passes through the subnormal range, where every multiplication takes the processor over a hundred
 * cycles. On real clips at the study's size one LSTM step of Deeplearning4j took 67 s without and 7
 * s with flushing. Nothing of that size can be seen in a weight.
 *
 * <p>Done through the C library's floating-point environment, on Linux on x86-64 (bits 6 and 15 of
 * MXCSR; Intel 64 manual, volume 1, 10.2.3); elsewhere nothing happens, and training is only
 * slower. Java's own arithmetic on the thread is affected too, so keep the scope around native
 * work.
 */
public final class FlushToZero {
  private static final int MXCSR = 28; // offset in fenv_t
  private static final int SIZE = 32; // of fenv_t
  private static final int FLUSH = 0x8040; // results and operands

  private static final MethodHandle GET = function("fegetenv");
  private static final MethodHandle SET = function("fesetenv");

  private FlushToZero() {}

  private static MethodHandle function(String name) {
    if (!System.getProperty("os.name").equals("Linux")
        || !System.getProperty("os.arch").equals("amd64")) {
      return null;
    }
    var linker = Linker.nativeLinker();
    var type = FunctionDescriptor.of(JAVA_INT, ADDRESS);
    return linker
        .defaultLookup()
        .find(name)
        .map(address -> linker.downcallHandle(address, type))
        .orElse(null);
  }

  /** Whether this machine can do it. */
  public static boolean supported() {
    return GET != null && SET != null;
  }

  /** Does the work on the calling thread, flushing; then the thread is as it was before. */
  public static <T> T during(Supplier<T> work) {
    int before = change(FLUSH);
    try {
      return work.get();
    } finally {
      change(before);
    }
  }

  /** Sets the flushing bits to these; returns the ones before. */
  private static int change(int bits) {
    if (!supported()) {
      return 0;
    }
    try (var arena = Arena.ofConfined()) {
      MemorySegment environment = arena.allocate(SIZE, 16);
      int failed = (int) GET.invokeExact(environment);
      int word = environment.get(JAVA_INT, MXCSR);
      environment.set(JAVA_INT, MXCSR, word & ~FLUSH | bits);
      if (failed == 0) {
        failed = (int) SET.invokeExact(environment);
      }
      return failed == 0 ? word & FLUSH : 0;
    } catch (Throwable e) {
      throw new AssertionError(e); // both functions only fill and read the memory given
    }
  }
}
