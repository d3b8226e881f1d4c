package mer4j.baselines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicReference;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.openblas.presets.openblas_nolapack;

/**
 * The one door to OpenBLAS: the few dense routines that the baselines need, the version check, and
 * what Smile needs to find the same library.
 *
 * <p>Two traps are closed here. OpenBLAS 0.3.19, which Deeplearning4j brings, solves triangular
 * double systems wrongly on AVX-512 machines, so 0.3.30 must be the one loaded ({@link #config()}
 * says). And LAPACK can overflow the default stack of a Java thread and end the virtual machine, so
 * factorisations run on a thread with a large stack of their own. OpenBLAS itself is kept at one
 * thread; callers run several calls side by side, which gives the same bits on any number of cores.
 */
public final class NativeBlas {
  /** Version that the project is checked with. */
  public static final String VERSION = "0.3.30";

  private static final long STACK_BYTES = 64L << 20;
  private static boolean loaded;
  private static boolean smileReady;

  private NativeBlas() {}

  /** Loads OpenBLAS, once, and keeps it at one thread per call. */
  public static synchronized void load() {
    if (!loaded) {
      Loader.load(openblas.class);
      openblas_nolapack.blas_set_num_threads(1);
      loaded = true;
    }
  }

  /** What the loaded OpenBLAS says of itself, such as {@code OpenBLAS 0.3.30 ... SkylakeX}. */
  public static String config() {
    load();
    try (var arena = Arena.ofConfined()) {
      var symbol = SymbolLookup.libraryLookup(library(), arena).find("openblas_get_config");
      var call =
          Linker.nativeLinker()
              .downcallHandle(symbol.orElseThrow(), FunctionDescriptor.of(ValueLayout.ADDRESS));
      var text = (MemorySegment) call.invokeExact();
      return text.reinterpret(1024).getString(0).strip();
    } catch (Throwable e) {
      throw new IllegalStateException("OpenBLAS does not tell its version: " + e.getMessage(), e);
    }
  }

  /**
   * Lets Smile find this OpenBLAS; call it before the first Smile class that solves systems. Smile
   * asks the system for {@code libopenblas.so}, but the bundled file calls itself {@code
   * libopenblas.so.0}. The system's loader also accepts a library already loaded under the name it
   * asks for, so a copy with the shortened inner name is loaded. Linux only; elsewhere an OpenBLAS
   * of the system's own is used.
   */
  public static synchronized void prepareSmile() {
    load();
    if (smileReady || !Loader.getPlatform().startsWith("linux")) {
      return;
    }
    try {
      var original = library();
      var copy = original.resolveSibling("smile-openblas.so");
      if (!Files.exists(copy)) {
        var temporary = Files.createTempFile(original.getParent(), "openblas", ".tmp");
        Files.write(temporary, renamed(Files.readAllBytes(original)));
        Files.move(temporary, copy, StandardCopyOption.ATOMIC_MOVE);
      }
      System.load(copy.toString());
      smileReady = true;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare OpenBLAS for Smile: " + e.getMessage(), e);
    }
  }

  private static Path library() throws IOException {
    return Loader.cacheResource(
            "/org/bytedeco/openblas/" + Loader.getPlatform() + "/libopenblas.so.0")
        .toPath();
  }

  private static byte[] renamed(byte[] image) {
    var name = "libopenblas.so.0\0".getBytes(StandardCharsets.US_ASCII);
    next:
    for (int i = 1; i < image.length - name.length; i++) {
      for (int k = 0; k < name.length; k++) {
        if (image[i + k] != name[k]) {
          continue next;
        }
      }
      image[i + name.length - 3] = 0;
      image[i + name.length - 2] = 0;
    }
    return image;
  }

  /**
   * Adds {@code a * a'} to the upper triangle of {@code c}.
   *
   * @param a {@code [n][k]}, row by row
   * @param c {@code [n][n]}
   */
  static void addGram(int n, int k, DoublePointer a, DoublePointer c) {
    openblas.cblas_dsyrk(
        openblas.CblasRowMajor, openblas.CblasUpper, openblas.CblasNoTrans, n, k, 1, a, k, 1, c, n);
  }

  /**
   * Adds {@code a * b'} to {@code c}.
   *
   * @param a {@code [m][k]}
   * @param b {@code [n][k]}
   * @param c {@code [m][n]}
   */
  static void addProduct(int m, int n, int k, DoublePointer a, DoublePointer b, DoublePointer c) {
    openblas.cblas_dgemm(
        openblas.CblasRowMajor,
        openblas.CblasNoTrans,
        openblas.CblasTrans,
        m,
        n,
        k,
        1,
        a,
        k,
        b,
        k,
        1,
        c,
        n);
  }

  /**
   * A product of matrices in single precision, outside the heap, row by row: {@code c = a * b +
   * beta * c}.
   *
   * @param transposed whether {@code a} is stored as {@code [k][m]}
   * @param a {@code [m][k]}
   * @param b {@code [k][n]}
   * @param beta 0 or 1
   * @param c {@code [m][n]}
   */
  static void multiply(
      boolean transposed,
      int m,
      int n,
      int k,
      MemorySegment a,
      MemorySegment b,
      float beta,
      MemorySegment c) {
    openblas.cblas_sgemm(
        openblas.CblasRowMajor,
        transposed ? openblas.CblasTrans : openblas.CblasNoTrans,
        openblas.CblasNoTrans,
        m,
        n,
        k,
        1,
        floats(a),
        transposed ? m : k,
        floats(b),
        n,
        beta,
        floats(c),
        n);
  }

  private static FloatPointer floats(MemorySegment segment) {
    var bytes = segment.asByteBuffer().order(ByteOrder.nativeOrder());
    return new FloatPointer(bytes.asFloatBuffer());
  }

  /**
   * Eigenvalues and eigenvectors of a symmetric matrix (LAPACK dsyevd).
   *
   * @param a {@code n * n} values of which the upper triangle is read; replaced by the
   *     eigenvectors, one a column
   * @return the eigenvalues, rising
   */
  static double[] symmetricEigen(double[] a, int n) {
    var values = new double[n];
    run(
        "dsyevd",
        () ->
            openblas.LAPACKE_dsyevd(
                openblas.LAPACK_ROW_MAJOR, (byte) 'V', (byte) 'U', n, a, n, values));
    return values;
  }

  /**
   * Solves a symmetric positive definite system (LAPACK dposv).
   *
   * @param a {@code n * n} values; overwritten
   * @param b {@code n * k} right-hand sides, row by row; replaced by the solution
   */
  static void solvePositiveDefinite(double[] a, int n, double[] b, int k) {
    run(
        "dposv",
        () -> openblas.LAPACKE_dposv(openblas.LAPACK_ROW_MAJOR, (byte) 'U', n, k, a, n, b, k));
  }

  /**
   * Solves a general square system (LAPACK dgesv).
   *
   * @param a {@code n * n} values; overwritten
   * @param b {@code n * k} right-hand sides, row by row; replaced by the solution
   */
  static void solve(double[] a, int n, double[] b, int k) {
    run(
        "dgesv",
        () -> openblas.LAPACKE_dgesv(openblas.LAPACK_ROW_MAJOR, n, k, a, n, new int[n], b, k));
  }

  private static void run(String routine, java.util.function.IntSupplier call) {
    load();
    var failure = new AtomicReference<Throwable>();
    var thread =
        new Thread(
            null,
            () -> {
              int info = call.getAsInt();
              if (info != 0) {
                throw new ArithmeticException(routine + " failed with code " + info);
              }
            },
            "openblas-" + routine,
            STACK_BYTES);
    thread.setUncaughtExceptionHandler((t, e) -> failure.set(e));
    thread.start();
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure.get() instanceof RuntimeException e) {
      throw e;
    } else if (failure.get() != null) {
      throw new IllegalStateException(failure.get());
    }
  }
}
