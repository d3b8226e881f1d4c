package mer4j.runs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mer4j.data.Split;
import mer4j.data.SplitFacts;
import mer4j.eval.Protocol;
import mer4j.nn.RecurrentKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkFoldTest {
  /** 900 clips of four classes by 225 artists, some of whom have clips of two classes. */
  private static final int[] LABELS = IntStream.range(0, 900).map(i -> i / 225).toArray();

  private static final int[] ARTISTS =
      IntStream.range(0, 900).map(i -> (i * 7 + 3) % 225).toArray();

  private static Split fold(String name) {
    var facts = SplitFacts.of(LABELS, ARTISTS);
    return NetworkProtocol.split(
        facts, Protocol.LEAK_FREE, NetworkDivision.USUAL.testing(NetworkFold.parse(name)));
  }

  private static HashSet<Integer> artists(int[] rows) {
    return IntStream.of(rows)
        .mapToObj(row -> ARTISTS[row])
        .collect(Collectors.toCollection(HashSet::new));
  }

  @Test
  void everyClipIsTestedInOneOfTheFoldsAndNoArtistIsOnTwoSides() {
    var tested = new HashSet<Integer>();
    for (int k = 1; k <= 5; k++) {
      var split = fold(k + "/5");
      IntStream.of(split.test()).forEach(row -> assertTrue(tested.add(row)));
      assertEquals(180, split.test().length, 10);
      assertEquals(90, split.validation().length, 10);
      assertEquals(900, split.train().length + split.validation().length + split.test().length);
      var known = artists(split.train());
      artists(split.test()).forEach(artist -> assertFalse(known.contains(artist)));
      artists(split.validation()).forEach(artist -> assertFalse(known.contains(artist)));
      artists(split.validation())
          .forEach(artist -> assertFalse(artists(split.test()).contains(artist)));
    }
    assertEquals(900, tested.size());
  }

  @Test
  void withoutAFoldTheFirstOfTenIsTested() {
    var facts = SplitFacts.of(LABELS, ARTISTS);
    var usual = NetworkProtocol.split(facts, Protocol.LEAK_FREE);
    assertEquals(
        IntStream.of(fold("1/10").test()).boxed().toList(),
        IntStream.of(usual.test()).boxed().toList());
    assertEquals("fold1", NetworkProtocol.name(facts, Protocol.LEAK_FREE, NetworkDivision.USUAL));
    var third = NetworkFold.parse("3/5");
    assertEquals(
        "fold3",
        NetworkProtocol.name(facts, Protocol.LEAK_FREE, NetworkDivision.USUAL.testing(third)));
  }

  @Test
  void anotherSeedDrawsAnotherDivision() {
    var facts = SplitFacts.of(LABELS, ARTISTS);
    for (var protocol : Protocol.values()) {
      var usual = NetworkProtocol.split(facts, protocol);
      var other = NetworkProtocol.split(facts, protocol, NetworkDivision.USUAL.seeded(603));
      var again = NetworkProtocol.split(facts, protocol, NetworkDivision.USUAL.seeded(603));
      assertArrayEquals(other.test(), again.test());
      assertArrayEquals(other.train(), again.train());
      assertFalse(Arrays.equals(usual.test(), other.test()), protocol.label());
      assertEquals(usual.test().length, other.test().length, 10);
    }
    var other = NetworkDivision.USUAL.seeded(603);
    assertEquals("seed603", NetworkProtocol.name(facts, Protocol.AS_PUBLISHED, other));
    assertEquals("seed603-fold1", NetworkProtocol.name(facts, Protocol.LEAK_FREE, other));
  }

  @Test
  void aFoldThatCannotBeIsRefused() {
    var error = assertThrows(IllegalArgumentException.class, () -> fold("1/200"));
    assertTrue(error.getMessage().contains("at most 10"), error.getMessage());
    var options =
        NetworkOptions.of(RecurrentKind.RNN, "embedded", Protocol.AS_PUBLISHED, Path.of("run"));
    var told =
        assertThrows(IllegalArgumentException.class, () -> options.testing(new NetworkFold(1, 5)));
    assertTrue(told.getMessage().contains("as-published has one division"), told.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "0/5", "6/5", "1/1", "a/5", "-1/5", "1/5/2", "9999/99999"})
  void otherFormsAreRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> NetworkFold.parse(text));
  }
}
