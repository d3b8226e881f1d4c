package mer4j.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    var file = folder.resolve("a.npy");
    var values = new float[] {1, -2.5f, Float.NaN, Float.MIN_VALUE, 3e38f, 0};
    Npy.write(file, new FeatureMatrix(2, 3, values));
    var matrix = Npy.read(file).matrix();
    assertEquals(2, matrix.rows());
    assertEquals(3, matrix.frames());
    assertArrayEquals(values, matrix.values());

    Npy.writeDouble(file, new int[] {3}, new double[] {1, Math.PI, -1e300});
    assertArrayEquals(new double[] {1, Math.PI, -1e300}, Npy.read(file).doubles());
    Npy.writeInt(file, new int[] {2, 1, 2}, new int[] {1, 2, Integer.MIN_VALUE, 4});
    assertArrayEquals(new int[] {1, 2, Integer.MIN_VALUE, 4}, Npy.read(file).ints());
    assertArrayEquals(new int[] {2, 1, 2}, Npy.read(file).shape());
    Npy.writeComplex(file, new int[] {1, 2}, new float[] {1, 2, 3, 4});
    assertEquals("<c8", Npy.read(file).dtype());
    assertArrayEquals(new float[] {1, 2, 3, 4}, Npy.read(file).floats());
    Npy.writeFloat(file, new int[] {12, 0}, new float[0]);
    assertEquals(0, Npy.read(file).matrix().frames());
    Npy.writeFloat(file, new int[0], new float[] {7});
    assertArrayEquals(new float[] {7}, Npy.read(file).floats());
  }

  @Test
  void longArraysGoThroughSeveralChunks() throws IOException {
    var file = folder.resolve("long.npy");
    var random = new SplittableRandom(1);
    var values = new float[200_001];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    Npy.writeFloat(file, new int[] {values.length}, values);
    assertArrayEquals(values, Npy.read(file).floats());
  }

  @Test
  void headerIsNumPysAndAligned() throws IOException {
    var file = folder.resolve("h.npy");
    Npy.write(file, new FeatureMatrix(204, 1, new float[204]));
    var bytes = Files.readAllBytes(file);
    assertEquals(128 + 204 * 4, bytes.length);
    assertEquals('\n', bytes[127]);
    var header = new String(bytes, 10, 118, StandardCharsets.US_ASCII).strip();
    assertEquals("{'descr': '<f4', 'fortran_order': False, 'shape': (204, 1), }", header);
  }

  @Test
  void corruptFilesAreNamed() throws IOException {
    var file = folder.resolve("broken.npy");
    Npy.write(file, new FeatureMatrix(3, 4, new float[12]));
    var good = Files.readAllBytes(file);

    rejects(file, new byte[0], "magic");
    rejects(file, "not an array at all".getBytes(StandardCharsets.US_ASCII), "magic");
    for (int length = 1; length < good.length; length++) {
      rejects(file, Arrays.copyOf(good, length), "");
    }
    rejects(file, Arrays.copyOf(good, good.length + 1), "takes 48 bytes, the file holds 49");
    rejects(file, replace(good, "False", "True "), "Fortran order");
    rejects(file, replace(good, "<f4", "|O8"), "'|O8' is not supported");
    rejects(file, replace(good, "<f4", ">f4"), "'>f4' is not supported");
    rejects(file, replace(good, "(3, 4)", "(3,-4)"), "shape");
    rejects(file, replace(good, "(3, 4), }", "(99999999"), "");
    rejects(file, replace(good, "descr", "descx"), "element type");
    var version = good.clone();
    version[6] = 9;
    rejects(file, version, "version 9");
    var missing = folder.resolve("missing.npy");
    var e = assertThrows(IOException.class, () -> Npy.read(missing));
    assertTrue(e.toString().contains("missing.npy"));
  }

  @Test
  void randomDamageNeverEscapesAsAnotherException() throws IOException {
    var file = folder.resolve("fuzz.npy");
    Npy.write(file, new FeatureMatrix(3, 4, new float[12]));
    var good = Files.readAllBytes(file);
    var random = new SplittableRandom(42);
    for (int round = 0; round < 2000; round++) {
      var bytes = good.clone();
      for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
        bytes[random.nextInt(128)] = (byte) random.nextInt(256);
      }
      Files.write(file, bytes);
      assertDoesNotThrow(
          () -> {
            try {
              Npy.read(file);
            } catch (IOException expected) {
              assertTrue(expected.getMessage().contains("fuzz.npy"), expected.getMessage());
            }
          });
    }
  }

  @Test
  void wrongShapesAreRefusedBeforeWriting() {
    var file = folder.resolve("x.npy");
    assertThrows(
        IllegalArgumentException.class, () -> Npy.writeFloat(file, new int[] {2}, new float[3]));
    assertThrows(
        IllegalArgumentException.class, () -> Npy.writeComplex(file, new int[] {2}, new float[3]));
  }

  private static void rejects(Path file, byte[] content, String reason) throws IOException {
    Files.write(file, content);
    var e = assertThrows(IOException.class, () -> Npy.read(file));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    assertTrue(e.getMessage().contains(reason), e.getMessage());
  }

  private static byte[] replace(byte[] bytes, String from, String to) {
    var text = new String(bytes, StandardCharsets.ISO_8859_1);
    var result = text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(bytes.length, result.length);
    return result;
  }
}
