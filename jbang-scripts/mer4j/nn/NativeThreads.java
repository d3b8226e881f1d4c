package mer4j.nn;

import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Keeps the native libraries to one thread, also where nobody set {@code OMP_NUM_THREADS}: the
 * arrays of one time step are too small to share, and sums in a fixed order make training
 * repeatable to the bit.
 */
public final class NativeThreads {
  private static boolean done;

  private NativeThreads() {}

  /** Limits them, from now on. */
  public static synchronized void limit() {
    if (!done) {
      Nd4j.getExecutioner(); // loads the backend first
      NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
      openblas.blas_set_num_threads(1);
      done = true;
    }
  }
}
