package mer4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomStateTest {
  @ParameterizedTest
  @ValueSource(ints = {42, 602, 1234})
  void equalsNumpy(int seed) {
    var words = new RandomState(seed);
    for (var line : GoldenSplits.lines("mt19937_words_seed" + seed)) {
      assertEquals(Long.parseLong(line), Integer.toUnsignedLong(words.nextInt32()));
    }
    var doubles = new RandomState(seed);
    for (var line : GoldenSplits.lines("doubles_seed" + seed)) {
      assertEquals(Double.parseDouble(line), doubles.randomSample());
    }
    var normals = new RandomState(seed);
    for (var line : GoldenSplits.lines("normals_seed" + seed)) {
      double expected = Double.parseDouble(line);
      assertEquals(expected, normals.standardNormal(), Math.ulp(expected));
    }
    assertArrayEquals(
        GoldenSplits.column("permutation20_seed" + seed, 0), new RandomState(seed).permutation(20));
  }

  @ParameterizedTest
  @ValueSource(ints = {42, 602, 1234})
  void drawsInSequenceAsNumpy(int seed) {
    var random = new RandomState(seed);
    for (var line : GoldenSplits.lines("choice_seed" + seed)) {
      var fields = line.split(",");
      var expected = Arrays.stream(fields[1].split(" ")).mapToInt(Integer::parseInt).toArray();
      var drawn =
          fields[0].startsWith("permutation")
              ? random.permutation(7)
              : random.choice(59, 5, fields[0].contains("True"));
      assertArrayEquals(expected, drawn, fields[0]);
    }
  }

  @Test
  void refusesWrongUse() {
    assertThrows(IllegalArgumentException.class, () -> new RandomState(-1));
    assertThrows(IllegalArgumentException.class, () -> new RandomState(1L << 32));
    assertThrows(IllegalArgumentException.class, () -> new RandomState(0).choice(3, 4, false));
    assertThrows(IllegalArgumentException.class, () -> new RandomState(0).nextInt(0));
  }
}
