package mer4j.recurrent;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The clips of a batch that one thread works on in one direction, longest first, so that those not
 * yet over at a step are the first ones.
 */
final class Rows {
  private final int[] clips;
  private final Steps steps;
  private final boolean reversed;
  private final boolean neighbours;

  private Rows(int[] clips, Steps steps, boolean reversed, boolean neighbours) {
    this.clips = clips;
    this.steps = steps;
    this.reversed = reversed;
    this.neighbours = neighbours;
  }

  /** Shares clips out so that each part has about as many steps to do. */
  static Rows[] share(Steps steps, boolean reversed, int parts) {
    int clips = steps.clips();
    boolean equal =
        steps.areFirst()
            && IntStream.range(1, clips).allMatch(c -> steps.count(c) == steps.count(0));
    var order =
        IntStream.range(0, clips)
            .boxed()
            .sorted(Comparator.comparingInt(clip -> -steps.count(clip)))
            .mapToInt(Integer::intValue)
            .toArray();
    var shares = new Rows[parts];
    for (int p = 0; p < parts; p++) {
      int first = p;
      var part =
          equal // neighbours in memory
              ? IntStream.range(clips * p / parts, clips * (p + 1) / parts)
              : IntStream.iterate(first, i -> i < clips, i -> i + parts).map(i -> order[i]);
      shares[p] = new Rows(part.toArray(), steps, reversed, equal);
    }
    return shares;
  }

  int count() {
    return clips.length;
  }

  /** Whether the rows are clips next to each other that are at the same place at every step. */
  boolean areNeighbours() {
    return neighbours;
  }

  /** Place of a row in the batch. */
  int clip(int row) {
    return clips[row];
  }

  /** Number of true steps of the longest. */
  int time() {
    return steps.count(clips[0]);
  }

  /** Place in time of a row's {@code t}-th step in the order in which they are read. */
  int place(int row, int t) {
    int clip = clips[row];
    return steps.place(clip, reversed ? steps.count(clip) - 1 - t : t);
  }

  /** Number of rows that have a {@code t}-th step, given that {@code before} had the one before. */
  int active(int t, int before) {
    int rows = before;
    while (rows > 0 && steps.count(clips[rows - 1]) <= t) {
      rows--;
    }
    return rows;
  }

  /** Sets what a view holds for the padding of a row to zero. */
  void clearPadding(Sequences view, int row) {
    int clip = clips[row];
    int next = 0;
    for (int i = 0; i < steps.count(clip); i++) {
      int place = steps.place(clip, i);
      view.clear(clip, next, place);
      next = place + 1;
    }
    view.clear(clip, next, steps.time());
  }
}
