package mer4j.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What must be known of clips to divide them into training and test data.
 *
 * @param labels class of each clip
 * @param groups what must not be torn apart (artists), per clip
 * @param sources for each clip the row of the recording it was made from, its own row if it is an
 *     original
 * @param official the set's own division, whose parts share no artist and which tests recordings
 *     only; empty parts if it has none
 * @param balanced whether the study filled its classes up to equal size by {@link Balancing}
 */
public record SplitFacts(
    int[] labels, int[] groups, int[] sources, Split official, boolean balanced) {
  /**
   * @throws IllegalArgumentException if lengths differ or a source is not an original
   */
  public SplitFacts {
    if (groups.length != labels.length || sources.length != labels.length) {
      throw new IllegalArgumentException(
          "%d labels, %d groups and %d sources do not fit together"
              .formatted(labels.length, groups.length, sources.length));
    }
    for (int source : sources) {
      if (source < 0 || source >= sources.length || sources[source] != source) {
        throw new IllegalArgumentException("row " + source + " is not an original clip");
      }
    }
  }

  /** Originals only, without an official division. */
  public static SplitFacts of(int[] labels, int[] groups) {
    var none = new Split(new int[0], new int[0], new int[0]);
    return new SplitFacts(labels, groups, IntStream.range(0, labels.length).toArray(), none, false);
  }

  /** The facts of a data set. */
  static SplitFacts of(List<Clip> clips, int[] groups, boolean balanced) {
    var ids = clips.stream().map(Clip::id).toList();
    var row = new java.util.HashMap<String, Integer>();
    IntStream.range(0, ids.size()).forEach(i -> row.put(ids.get(i), i));
    var sources =
        IntStream.range(0, ids.size())
            .map(i -> row.getOrDefault(clips.get(i).source(), i)) // the original may be left out
            .toArray();
    var labels = clips.stream().mapToInt(Clip::label).toArray();
    var official =
        new Split(
            part(clips, Clip.Part.TRAIN),
            part(clips, Clip.Part.VALIDATION),
            part(clips, Clip.Part.TEST));
    return new SplitFacts(labels, groups, sources, official, balanced);
  }

  private static int[] part(List<Clip> clips, Clip.Part part) {
    return IntStream.range(0, clips.size()).filter(i -> clips.get(i).part() == part).toArray();
  }

  /** Whether the set has a division of its own. */
  public boolean hasOfficial() {
    return official.train().length > 0 && official.test().length > 0;
  }

  /** Whether some clips were made from others. */
  public boolean augmented() {
    return originals().length < labels.length;
  }

  /** Rows of the recordings, ascending. */
  public int[] originals() {
    return IntStream.range(0, sources.length).filter(i -> sources[i] == i).toArray();
  }

  /**
   * The same clips without those made from others, in their order; {@link #originals} are their
   * rows here.
   */
  public SplitFacts originalsOnly() {
    var rows = originals();
    return of(Splits.pick(labels, rows), Splits.pick(groups, rows));
  }

  /**
   * Turns a division of {@link #originalsOnly} into one of all clips without a leak: what was made
   * from a training clip is learned from too, validation and test stay recordings.
   *
   * @param split rows of {@code originalsOnly()}
   * @return rows of all clips; training rows ascending
   */
  public Split withVariants(Split split) {
    var rows = originals();
    var learned = new boolean[labels.length];
    for (int row : split.train()) {
      learned[rows[row]] = true;
    }
    var train = IntStream.range(0, labels.length).filter(i -> learned[sources[i]]).toArray();
    return new Split(
        augmented() ? train : Splits.pick(rows, split.train()),
        Splits.pick(rows, split.validation()),
        Splits.pick(rows, split.test()));
  }

  /**
   * Share of test rows that have a relative among the training rows: the same clip, its original,
   * or another clip made from its original. What such a row tests is memory.
   */
  public double leaked(Split split) {
    var known = new boolean[labels.length];
    for (int row : split.train()) {
      known[sources[row]] = true;
    }
    return Arrays.stream(split.test()).filter(row -> known[sources[row]]).count()
        / (double) split.test().length;
  }

  /**
   * What a classifier scores on average that knows its training clips by heart, and what was made
   * from them, and guesses elsewhere.
   *
   * @param classes number of classes
   */
  public double memorized(Split split, int classes) {
    double leaked = leaked(split);
    return leaked + (1 - leaked) / classes;
  }
}
