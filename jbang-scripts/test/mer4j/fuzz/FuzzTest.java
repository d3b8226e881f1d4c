package mer4j.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A short round of fuzzing with a fixed seed, and what longer rounds have found. */
class FuzzTest {
  private static final long SEED = 2026;
  private static final int FILES = 250;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(FuzzTarget.class)
  void tinyFilesAreReadOrRefusedInOneLine(FuzzTarget target) {
    for (var text :
        List.of("", "null", "{}", "[]", "1", "\"\"", "\n", ",", "\u0000", "[".repeat(99_999))) {
      target.test(text.getBytes(StandardCharsets.UTF_8), folder);
    }
  }

  @ParameterizedTest
  @EnumSource(FuzzTarget.class)
  void damagedFilesAreReadOrRefusedInOneLine(FuzzTarget target) throws IOException {
    var mutator = new Mutator(SEED);
    var seeds = target.seeds();
    for (var seed : seeds) {
      target.test(seed, folder);
    }
    for (int i = 0; i < FILES; i++) {
      target.test(mutator.damaged(seeds), folder);
    }
  }

  /** Inputs in base 64; each made a reader fail in another way than it may. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NPY     | k05VTVBZAQBXAHYAeydkZXNjcic6ICc2PGk0Cixdk05VTVAgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJzR9
          DESCRIPTOR | AAAAIgAgOSI=
          METRICS | ZXBvY2gsbG81CiJvNQoiLDAuMjUKEixOYU4sMC41
          METRICS | ZXBvY2gsbG9zc/8KMSwwLjUK
          """)
  void whatWasFoundOnceStaysRight(FuzzTarget target, String input) {
    target.test(Base64.getDecoder().decode(input), folder);
  }

  /** A damaged row may hold the end of a line within its quotes. */
  @Test
  void aDamagedRowIsToldInOneLine() {
    var header = "clip,source,source_sha256,npy_sha256,sample_rate,samples,frames,status,settings";
    var text = header + "\n\"b\nc\",,,,,,,,\n";
    FuzzTarget.MANIFEST.test(text.getBytes(StandardCharsets.UTF_8), folder);
  }
}
