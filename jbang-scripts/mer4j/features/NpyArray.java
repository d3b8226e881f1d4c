package mer4j.features;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * An array read from a NumPy file, in C order.
 *
 * @param shape length of each axis; empty for a single number
 * @param dtype NumPy's name of the element type: {@code <f4 <f8 <c8 <i2 <i4 <i8}
 * @param data the elements, little-endian
 */
public record NpyArray(int[] shape, String dtype, ByteBuffer data) {
  /** The element types understood, by NumPy's names. */
  public static final List<String> TYPES = List.of("<f4", "<f8", "<c8", "<i2", "<i4", "<i8");

  /** Keeps a little-endian view of {@code data} from its position to its limit. */
  public NpyArray {
    data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (!TYPES.contains(dtype)) {
      throw new IllegalArgumentException("element type " + dtype + " is not one of " + TYPES);
    }
    long bytes = bytesPerElement(dtype);
    for (int length : shape) {
      bytes = Math.multiplyExact(bytes, (long) length);
    }
    if (bytes != data.remaining()) {
      throw new IllegalArgumentException(
          "shape "
              + Arrays.toString(shape)
              + " of "
              + dtype
              + " takes "
              + bytes
              + " bytes, not "
              + data.remaining());
    }
  }

  /** Bytes that one element takes; a complex number is one element. */
  static int bytesPerElement(String dtype) {
    return dtype.charAt(2) - '0';
  }

  /** Number of elements; a complex number is one element. */
  public int size() {
    return data.remaining() / bytesPerElement(dtype);
  }

  /**
   * All elements in C order as floats. Complex numbers give two floats each, real part first;
   * doubles are rounded.
   */
  public float[] floats() {
    if (dtype.equals("<f4") || dtype.equals("<c8")) {
      var values = new float[data.remaining() / Float.BYTES];
      view().asFloatBuffer().get(values);
      return values;
    }
    var wide = doubles();
    var values = new float[wide.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) wide[i];
    }
    return values;
  }

  /** All elements in C order as doubles; complex numbers give two each, real part first. */
  public double[] doubles() {
    var in = view();
    boolean complex = dtype.equals("<c8");
    var values = new double[complex ? 2 * size() : size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (dtype) {
            case "<f8" -> in.getDouble();
            case "<i2" -> in.getShort();
            case "<i4" -> in.getInt();
            case "<i8" -> in.getLong();
            default -> in.getFloat();
          };
    }
    return values;
  }

  /**
   * All elements in C order as integers.
   *
   * @throws IllegalArgumentException if they are not integers
   * @throws ArithmeticException if one does not fit into an int
   */
  public int[] ints() {
    if (dtype.charAt(1) != 'i') {
      throw new IllegalArgumentException("an array of " + dtype + " does not hold integers");
    }
    var in = view();
    var values = new int[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (dtype) {
            case "<i2" -> in.getShort();
            case "<i4" -> in.getInt();
            default -> Math.toIntExact(in.getLong());
          };
    }
    return values;
  }

  /**
   * The array as features of a clip.
   *
   * @throws IllegalArgumentException unless it is a real matrix (rows, frames)
   */
  public FeatureMatrix matrix() {
    if (shape.length != 2 || dtype.charAt(1) != 'f') {
      throw new IllegalArgumentException(
          "features are a matrix of floats, not " + Arrays.toString(shape) + " of " + dtype);
    }
    return new FeatureMatrix(shape[0], shape[1], floats());
  }

  private ByteBuffer view() {
    return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }
}
