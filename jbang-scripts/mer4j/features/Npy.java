package mer4j.features;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import mer4j.CsvFile;

/**
 * Reads and writes NumPy's array files, format version 1.0 (NumPy enhancement proposal 1): ten
 * bytes of magic, version and header length, a header that is a Python dictionary padded to a
 * multiple of 64 bytes, then the elements. Little-endian, C order, nothing pickled.
 *
 * <p>From Python: {@code numpy.load("clip.npy")}. A writer here writes straight to the file it is
 * given; {@link FeatureStore} adds the temporary name and the renaming.
 */
public final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int PREFIX = 10;
  private static final int ALIGNMENT = 64;
  private static final int CHUNK = 1 << 16;

  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\s]*)\\)");

  private Npy() {}

  /** Writes features as {@code <f4}, shape (rows, frames). */
  public static void write(Path file, FeatureMatrix matrix) throws IOException {
    writeFloat(file, new int[] {matrix.rows(), matrix.frames()}, matrix.values());
  }

  /** Writes what comes before the numbers of a matrix. */
  static void writeHeader(OutputStream out, String dtype, int rows, int frames) throws IOException {
    out.write(header(dtype, new int[] {rows, frames}));
  }

  /** Writes features to a stream, byte for byte as {@link #write(Path, FeatureMatrix)} does. */
  public static void write(OutputStream out, FeatureMatrix matrix) throws IOException {
    int[] shape = {matrix.rows(), matrix.frames()};
    writeFloats(out, "<f4", shape, matrix.values());
  }

  /** Writes {@code <f4}; {@code values} in C order. */
  public static void writeFloat(Path file, int[] shape, float[] values) throws IOException {
    checkLength(shape, values.length, 1);
    try (var out = Files.newOutputStream(file)) {
      writeFloats(out, "<f4", shape, values);
    }
  }

  /** Writes {@code <c8}; two floats per element in {@code values}, real part first. */
  public static void writeComplex(Path file, int[] shape, float[] values) throws IOException {
    checkLength(shape, values.length, 2);
    try (var out = Files.newOutputStream(file)) {
      writeComplex(out, shape, values);
    }
  }

  /** Writes {@code <c8} to a stream; two floats per element, real part first. */
  public static void writeComplex(OutputStream out, int[] shape, float[] values)
      throws IOException {
    checkLength(shape, values.length, 2);
    writeFloats(out, "<c8", shape, values);
  }

  /** Writes {@code <f8}; {@code values} in C order. */
  public static void writeDouble(Path file, int[] shape, double[] values) throws IOException {
    checkLength(shape, values.length, 1);
    var data = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    data.asDoubleBuffer().put(values);
    writeBytes(file, "<f8", shape, data);
  }

  /** Writes {@code <i4}; {@code values} in C order. */
  public static void writeInt(Path file, int[] shape, int[] values) throws IOException {
    checkLength(shape, values.length, 1);
    var data = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    data.asIntBuffer().put(values);
    writeBytes(file, "<i4", shape, data);
  }

  /**
   * Reads a whole file.
   *
   * @throws IOException naming the file and what is wrong with it: not there, not NumPy's format,
   *     Fortran order, a pickled or unknown element type, fewer or more bytes than its shape says
   */
  public static NpyArray read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw corrupt(file, Files.exists(file) ? "it is not a file" : "it is not there");
    }
    try (var channel = FileChannel.open(file)) {
      long size = channel.size();
      var prefix = readFully(channel, (int) Math.min(size, PREFIX + 2));
      if (size < PREFIX || !Arrays.equals(MAGIC, 0, 6, prefix.array(), 0, 6)) {
        throw corrupt(file, "it does not begin with NumPy's magic bytes");
      }
      int version = prefix.get(6);
      if (version < 1 || version > 3 || (version > 1 && size < PREFIX + 2)) {
        throw corrupt(file, "format version " + version + " is unknown");
      }
      long headerLength =
          version == 1 ? prefix.getShort(8) & 0xffffL : prefix.getInt(8) & 0xffffffffL;
      int headerStart = version == 1 ? PREFIX : PREFIX + 2;
      if (headerStart + headerLength > size || headerLength > 1 << 20) {
        throw corrupt(file, "its header is cut off");
      }
      channel.position(headerStart);
      var header = StandardCharsets.UTF_8.decode(readFully(channel, (int) headerLength)).toString();
      var dtype = find(DESCR, header, file, "element type");
      if (find(ORDER, header, file, "order").equals("True")) {
        throw corrupt(file, "it is in Fortran order; save numpy.ascontiguousarray(x)");
      }
      if (!NpyArray.TYPES.contains(dtype)) {
        throw corrupt(
            file, "element type '" + dtype + "' is not supported; allowed: " + NpyArray.TYPES);
      }
      int[] shape = parseShape(find(SHAPE, header, file, "shape"), file);
      long expected = NpyArray.bytesPerElement(dtype);
      try {
        for (int length : shape) {
          expected = Math.multiplyExact(expected, (long) length);
        }
      } catch (ArithmeticException e) {
        throw corrupt(file, "shape " + Arrays.toString(shape) + " is too large");
      }
      long found = size - headerStart - headerLength;
      if (expected != found) {
        throw corrupt(
            file,
            "shape "
                + Arrays.toString(shape)
                + " of "
                + dtype
                + " takes "
                + expected
                + " bytes, the file holds "
                + found);
      }
      if (expected > Integer.MAX_VALUE - 8) {
        throw corrupt(file, expected + " bytes are more than can be read at once");
      }
      return new NpyArray(shape, dtype, readFully(channel, (int) expected));
    } catch (FileSystemException e) {
      throw corrupt(file, Objects.requireNonNullElse(e.getReason(), "access denied"));
    }
  }

  private static void writeBytes(Path file, String dtype, int[] shape, ByteBuffer data)
      throws IOException {
    try (var out = Files.newOutputStream(file)) {
      out.write(header(dtype, shape));
      out.write(data.array());
    }
  }

  private static void writeFloats(OutputStream out, String dtype, int[] shape, float[] values)
      throws IOException {
    out.write(header(dtype, shape));
    var chunk = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < values.length; at += CHUNK) {
      int count = Math.min(CHUNK, values.length - at);
      chunk.asFloatBuffer().put(values, at, count);
      out.write(chunk.array(), 0, count * Float.BYTES);
    }
  }

  private static byte[] header(String dtype, int[] shape) {
    var axes = Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    var tuple = shape.length == 1 ? "(" + axes + ",)" : "(" + axes + ")";
    var text = "{'descr': '" + dtype + "', 'fortran_order': False, 'shape': " + tuple + ", }";
    int unpadded = PREFIX + text.length() + 1;
    int length = Math.ceilDiv(unpadded, ALIGNMENT) * ALIGNMENT - PREFIX;
    var bytes = ByteBuffer.allocate(PREFIX + length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) length);
    bytes.put(text.getBytes(StandardCharsets.US_ASCII));
    Arrays.fill(bytes.array(), bytes.position(), bytes.capacity() - 1, (byte) ' ');
    bytes.put(bytes.capacity() - 1, (byte) '\n');
    return bytes.array();
  }

  private static void checkLength(int[] shape, int length, int perElement) {
    long product = perElement;
    for (int axis : shape) {
      product *= axis;
    }
    if (product != length) {
      throw new IllegalArgumentException(
          "shape " + Arrays.toString(shape) + " cannot hold " + length + " values");
    }
  }

  private static ByteBuffer readFully(FileChannel channel, int length) throws IOException {
    var buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
    return buffer.flip();
  }

  private static String find(Pattern pattern, String header, Path file, String what)
      throws IOException {
    var matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw corrupt(file, "its header names no " + what);
    }
    return CsvFile.quotable(matcher.group(1)); // It may be anything, and messages tell it.
  }

  private static int[] parseShape(String text, Path file) throws IOException {
    try {
      return Arrays.stream(text.split(","))
          .map(String::strip)
          .filter(axis -> !axis.isEmpty())
          .mapToInt(Integer::parseInt)
          .toArray();
    } catch (NumberFormatException e) {
      throw corrupt(file, "shape (" + text + ") is not one");
    }
  }

  private static IOException corrupt(Path file, String reason) {
    return new IOException("cannot read " + file + " as a NumPy array: " + reason);
  }
}
