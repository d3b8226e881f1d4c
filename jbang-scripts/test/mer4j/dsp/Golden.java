package mer4j.dsp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import mer4j.TestData;

/**
 * A reference array read from a {@code .npy} file. The kernels' tests have a reader of their own
 * because {@code dsp} lies below the package whose reader the library uses.
 *
 * @param shape lengths of the axes
 * @param values all values in C order
 */
record Golden(int[] shape, double[] values) {
  private static final Pattern HEADER =
      Pattern.compile("'descr': '([^']+)'.*'shape': \\(([^)]*)\\)", Pattern.DOTALL);

  /** A committed reference array, by its name under {@code golden} without the ending. */
  static Golden of(String name) throws IOException {
    return read(TestData.golden(name + ".npy"));
  }

  /** An array of the folder shared beside the project; skips the test where it is missing. */
  static Golden shared(String name) throws IOException {
    return read(TestData.shared("golden/" + name + ".npy"));
  }

  private static Golden read(Path file) throws IOException {
    var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int headerLength = bytes.getShort(8);
    var header = new String(bytes.array(), 10, headerLength, StandardCharsets.US_ASCII);
    var match = HEADER.matcher(header);
    if (!match.find()) {
      throw new IOException("no npy header in " + file);
    }
    int[] shape =
        Arrays.stream(match.group(2).split(","))
            .map(String::strip)
            .filter(s -> !s.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    var values = new double[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    bytes.position(10 + headerLength);
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (match.group(1)) {
            case "<f4" -> bytes.getFloat();
            case "<f8" -> bytes.getDouble();
            case "<i4" -> bytes.getInt();
            case "<i2" -> bytes.getShort();
            default -> throw new IOException(match.group(1) + " in " + file);
          };
    }
    return new Golden(shape, values);
  }

  /** The values as floats, for signals. */
  float[] floats() {
    var floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** Rows of a matrix, transposed to {@code [frames][rows]}. */
  double[][] frames(int fromRow, int toRow) {
    int frames = shape[1];
    var result = new double[frames][toRow - fromRow];
    for (int row = fromRow; row < toRow; row++) {
      for (int t = 0; t < frames; t++) {
        result[t][row - fromRow] = values[row * frames + t];
      }
    }
    return result;
  }
}
