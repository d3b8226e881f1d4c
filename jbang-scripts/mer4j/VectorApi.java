package mer4j;

/**
 * Whether kernels use Java's Vector API. It is an incubating module that a virtual machine has only
 * where it was started with {@code --add-modules jdk.incubator.vector}; without it the plain forms
 * of the kernels, which are their specification, do the same work.
 */
public final class VectorApi {
  /** System property that, set to {@code true}, chooses the plain kernels. */
  public static final String PLAIN = "mer4j.plain";

  /** Whether the module is there and not refused. */
  public static final boolean AVAILABLE =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
          && !Boolean.getBoolean(PLAIN);

  private VectorApi() {}
}
