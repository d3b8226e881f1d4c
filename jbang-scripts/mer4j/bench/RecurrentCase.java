package mer4j.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What a recurrent layer is timed at.
 *
 * @param kind rnn, lstm or gru; with a b in front in both directions
 * @param time steps
 * @param features per frame
 * @param units per direction
 * @param clips in the batch
 * @param training whole training steps; else passes forward
 */
public record RecurrentCase(
    String kind, int time, int features, int units, int clips, boolean training) {
  /** The layer at the study's size: the first case of all. */
  static final RecurrentCase STUDY = new RecurrentCase("lstm", 1295, 204, 128, 128, true);

  private static final List<String> KINDS = List.of("lstm", "blstm", "rnn");

  /** The cases that are compared, the longest steps first. */
  static List<RecurrentCase> all() {
    var cases = new ArrayList<RecurrentCase>();
    for (var kind : KINDS) {
      cases.add(new RecurrentCase(kind, 1295, 204, 128, 128, true));
    }
    for (var kind : KINDS) {
      cases.add(new RecurrentCase(kind, 1000, 204, 128, 128, true));
    }
    for (var kind : KINDS) {
      cases.add(new RecurrentCase(kind, 100, 40, 64, 32, true));
    }
    for (var kind : KINDS) {
      cases.add(new RecurrentCase(kind, 1295, 204, 128, 1, false));
    }
    return cases;
  }

  /** The size as programs take it: {@code time,features,units,clips}. */
  public String size() {
    return time + "," + features + "," + units + "," + clips;
  }

  /** {@code training} or {@code inference}. */
  public String work() {
    return training ? "training" : "inference";
  }

  /** Whether a step takes so long that a few must do. */
  boolean isLarge() {
    return (long) time * clips > 50_000;
  }

  /**
   * Reads a case.
   *
   * @param kind as above
   * @param size {@code time,features,units,clips}
   * @param work {@code training} or {@code inference}
   * @throws IllegalArgumentException naming what cannot be read
   */
  static RecurrentCase parse(String kind, String size, String work) {
    var numbers = size.split(",");
    if (numbers.length != 4 || !size.matches("[1-9]\\d{0,6}(,[1-9]\\d{0,6}){3}")) {
      throw new IllegalArgumentException("a size is time,features,units,clips, not " + size);
    }
    return new RecurrentCase(
        kind,
        Integer.parseInt(numbers[0]),
        Integer.parseInt(numbers[1]),
        Integer.parseInt(numbers[2]),
        Integer.parseInt(numbers[3]),
        work.equals("training"));
  }
}
