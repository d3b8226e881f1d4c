package mer4j.recurrent;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which steps of which clips of a batch are true ones; the others are padding. A layer runs over
 * the true steps of a clip as if there were no others.
 */
public final class Steps {
  private final int time;
  private final int[] counts;
  private final int[][] places; // null where the true steps are the first ones

  private Steps(int time, int[] counts, int[][] places) {
    this.time = time;
    this.counts = counts;
    this.places = places;
  }

  /** All steps of all clips. */
  public static Steps all(int clips, int time) {
    var counts = new int[clips];
    Arrays.fill(counts, time);
    return new Steps(time, counts, null);
  }

  /**
   * The first steps of each clip.
   *
   * @param lengths number of true steps of each clip
   * @param time steps of the batch
   * @throws IllegalArgumentException if a length is below 0 or above {@code time}
   */
  public static Steps first(int[] lengths, int time) {
    for (int length : lengths) {
      if (length < 0 || length > time) {
        throw new IllegalArgumentException("a length must be 0 to " + time + ", not " + length);
      }
    }
    return new Steps(time, lengths.clone(), null);
  }

  /**
   * Any steps.
   *
   * @param valid {@code [clips][time]}
   */
  public static Steps of(boolean[][] valid) {
    var places = new int[valid.length][];
    for (int clip = 0; clip < valid.length; clip++) {
      var own = valid[clip];
      places[clip] = IntStream.range(0, own.length).filter(t -> own[t]).toArray();
    }
    boolean first =
        Arrays.stream(places).allMatch(p -> p.length == 0 || p[p.length - 1] == p.length - 1);
    var counts = Arrays.stream(places).mapToInt(p -> p.length).toArray();
    return new Steps(valid[0].length, counts, first ? null : places);
  }

  /** Number of clips. */
  public int clips() {
    return counts.length;
  }

  /** Steps of the batch, true or not. */
  public int time() {
    return time;
  }

  /** Number of true steps of a clip. */
  public int count(int clip) {
    return counts[clip];
  }

  /** Whether there is padding behind the true steps only. */
  boolean areFirst() {
    return places == null;
  }

  /** Place in time of a clip's {@code i}-th true step, from 0. */
  int place(int clip, int i) {
    return places == null ? i : places[clip][i];
  }
}
