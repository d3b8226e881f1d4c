package mer4j.baselines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import mer4j.features.Npy;

/** Boosted stumps as flat arrays, one entry a round. */
final class BoostFiles {
  private BoostFiles() {}

  static void save(Path folder, AdaBoost boost) throws IOException {
    var stumps = boost.stumps();
    int[] shape = {stumps.size()};
    Npy.writeInt(
        folder.resolve("stump_column.npy"),
        shape,
        stumps.stream().mapToInt(Stump::column).toArray());
    Npy.writeInt(
        folder.resolve("stump_below.npy"), shape, stumps.stream().mapToInt(Stump::below).toArray());
    Npy.writeInt(
        folder.resolve("stump_above.npy"), shape, stumps.stream().mapToInt(Stump::above).toArray());
    Npy.writeDouble(
        folder.resolve("stump_threshold.npy"),
        shape,
        stumps.stream().mapToDouble(Stump::threshold).toArray());
    Npy.writeDouble(folder.resolve("votes.npy"), shape, boost.votes());
  }

  /**
   * @param columns number of columns of the samples
   * @throws IllegalArgumentException if the arrays do not fit together
   */
  static AdaBoost load(Path folder, int classes, int columns) throws IOException {
    int[] column = BaselineFiles.array(folder, "stump_column", 1).ints();
    int[] below = BaselineFiles.array(folder, "stump_below", 1).ints();
    int[] above = BaselineFiles.array(folder, "stump_above", 1).ints();
    double[] threshold = BaselineFiles.array(folder, "stump_threshold", 1).doubles();
    double[] votes = BaselineFiles.array(folder, "votes", 1).doubles();
    int n = column.length;
    if (below.length != n || above.length != n || threshold.length != n) {
      throw new IllegalArgumentException("the arrays of its stumps differ in length");
    }
    BaselineFiles.checkRange("a stump's column", column, columns);
    BaselineFiles.checkRange("a stump's class", below, classes);
    BaselineFiles.checkRange("a stump's class", above, classes);
    var stumps =
        IntStream.range(0, n)
            .mapToObj(i -> new Stump(column[i], threshold[i], below[i], above[i]))
            .toList();
    return new AdaBoost(stumps, votes, classes);
  }
}
