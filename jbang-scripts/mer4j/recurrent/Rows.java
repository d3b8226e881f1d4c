package mer4j.recurrent;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The clips of a batch that one thread works on, longest first, so that those not yet over at a
 * step are the first ones.
 */
final class Rows {
  private final int[] clips;
  private final int[] lengths;

  private Rows(int[] clips, int[] allLengths) {
    this.clips = clips;
    lengths = Arrays.stream(clips).map(clip -> allLengths[clip]).toArray();
  }

  /** Shares clips out so that each part has about as many steps to do. */
  static Rows[] share(int[] lengths, int parts) {
    int clips = lengths.length;
    boolean equal = Arrays.stream(lengths).allMatch(length -> length == lengths[0]);
    var shares = new Rows[parts];
    if (equal) {
      for (int p = 0; p < parts; p++) {
        int from = (int) ((long) clips * p / parts);
        int to = (int) ((long) clips * (p + 1) / parts);
        shares[p] = new Rows(IntStream.range(from, to).toArray(), lengths);
      }
    } else {
      var order =
          IntStream.range(0, clips)
              .boxed()
              .sorted(Comparator.comparingInt(clip -> -lengths[clip]))
              .mapToInt(Integer::intValue)
              .toArray();
      for (int p = 0; p < parts; p++) {
        int first = p;
        shares[p] =
            new Rows(
                IntStream.iterate(first, i -> i < clips, i -> i + parts)
                    .map(i -> order[i])
                    .toArray(),
                lengths);
      }
    }
    return shares;
  }

  int count() {
    return clips.length;
  }

  /** Place of a row in the batch. */
  int clip(int row) {
    return clips[row];
  }

  int length(int row) {
    return lengths[row];
  }

  /** Steps of the longest. */
  int time() {
    return lengths[0];
  }

  /** Number of rows that have a step {@code t}, given that {@code before} had the one before it. */
  int active(int t, int before) {
    int rows = before;
    while (rows > 0 && lengths[rows - 1] <= t) {
      rows--;
    }
    return rows;
  }
}
