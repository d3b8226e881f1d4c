package mer4j.dsp;

/**
 * Tells whether kernels may use the Vector API. Where it is missing, as in a virtual machine
 * started without {@code --add-modules jdk.incubator.vector}, the plain versions of the kernels do
 * the work: they are the specification of the others.
 */
final class VectorApi {
  /** Whether the virtual machine was started with the Vector API. */
  static final boolean PRESENT = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

  private VectorApi() {}
}
