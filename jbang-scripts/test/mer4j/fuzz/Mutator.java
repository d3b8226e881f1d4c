package mer4j.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Makes damaged files from right ones; the same seed makes the same files. */
final class Mutator {
  private static final long[] NUMBERS = {
    0,
    1,
    2,
    127,
    128,
    255,
    256,
    32_767,
    32_768,
    65_535,
    65_536,
    0x7fffffffL,
    0x80000000L,
    0xfffffff0L,
    0xffffffffL,
    0x7fffffffffffffffL,
    -1
  };

  private static final List<String> WORDS =
      List.of(
          "\"",
          "\"\"",
          ",",
          "\n",
          "\r\n",
          "{",
          "}",
          "[",
          "]",
          ":",
          "'",
          "(",
          ")",
          "null",
          "true",
          "-1",
          "0",
          "1e999",
          "NaN",
          "-0.0",
          "99999999999999999999",
          "\uFEFF",
          "\u0000",
          "\\u0000",
          "\\ud800",
          "{}",
          "[]",
          "''",
          "<f8",
          "|O",
          ">f4",
          "(,)",
          "(2147483647, 2147483647)");

  private static final int LONGEST_INSERT = 300;
  private static final int LONGEST_FILE = 1 << 17;

  private final SplittableRandom random;

  Mutator(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** One of the files with one to eight damages. */
  byte[] damaged(List<byte[]> files) {
    var bytes = files.get(random.nextInt(files.size())).clone();
    for (int i = random.nextInt(1, 9); i > 0; i--) {
      bytes = once(bytes, files);
    }
    return bytes.length > LONGEST_FILE ? Arrays.copyOf(bytes, LONGEST_FILE) : bytes;
  }

  private byte[] once(byte[] bytes, List<byte[]> files) {
    if (bytes.length == 0) {
      return inserted(bytes, 0, word());
    }
    // Headers lie in front: half of the damage goes there.
    int reach = random.nextBoolean() ? bytes.length : Math.min(bytes.length, 128);
    int at = random.nextInt(reach);
    int length = 1 + random.nextInt(Math.min(LONGEST_INSERT, bytes.length - at));
    switch (random.nextInt(10)) {
      case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> bytes[at] = (byte) random.nextInt();
      case 3 -> number(bytes, at);
      case 4 -> {
        return inserted(bytes, at, word());
      }
      case 5 -> {
        return inserted(removed(bytes, at, length), at, word());
      }
      case 6 -> {
        return inserted(bytes, at, Arrays.copyOfRange(bytes, at, at + length));
      }
      case 7 -> {
        return removed(bytes, at, length);
      }
      case 8 -> {
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at) : removed(bytes, at, 1);
      }
      default -> {
        var other = files.get(random.nextInt(files.size()));
        int from = random.nextInt(other.length);
        int to = Math.min(other.length, from + LONGEST_INSERT);
        return inserted(bytes, at, Arrays.copyOfRange(other, from, to));
      }
    }
    return bytes;
  }

  private byte[] word() {
    var word = WORDS.get(random.nextInt(WORDS.size()));
    int times = random.nextInt(20) == 0 ? 3_000 : 1;
    return word.repeat(times).getBytes(StandardCharsets.UTF_8);
  }

  private void number(byte[] bytes, int at) {
    long value = NUMBERS[random.nextInt(NUMBERS.length)];
    int width = 1 << random.nextInt(4);
    boolean little = random.nextBoolean();
    for (int i = 0; i < width && at + i < bytes.length; i++) {
      bytes[at + i] = (byte) (value >> 8 * (little ? i : width - 1 - i));
    }
  }

  private static byte[] inserted(byte[] bytes, int at, byte[] piece) {
    var result = Arrays.copyOf(bytes, bytes.length + piece.length);
    System.arraycopy(piece, 0, result, at, piece.length);
    System.arraycopy(bytes, at, result, at + piece.length, bytes.length - at);
    return result;
  }

  private static byte[] removed(byte[] bytes, int at, int count) {
    int length = Math.min(count, bytes.length - at);
    var result = Arrays.copyOf(bytes, bytes.length - length);
    System.arraycopy(bytes, at + length, result, at, bytes.length - at - length);
    return result;
  }
}
