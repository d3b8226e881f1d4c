package mer4j.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import mer4j.TestData;

/** Reads the lists that scikit-learn and NumPy returned. */
final class GoldenSplits {
  private GoldenSplits() {}

  static List<String> lines(String name) {
    var file = TestData.golden("splits/" + name + ".csv");
    try {
      var all = Files.readAllLines(file);
      return all.subList(1, all.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int[] column(String name, int column) {
    return lines(name).stream().mapToInt(l -> Integer.parseInt(l.split(",")[column])).toArray();
  }

  /** Labels of the study's order: four blocks of 225. */
  static int[] labels900() {
    return java.util.stream.IntStream.range(0, 900).map(i -> i / 225).toArray();
  }
}
