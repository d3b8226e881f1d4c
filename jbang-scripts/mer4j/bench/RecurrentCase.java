package mer4j.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a recurrent layer is timed at.
 *
 * @param kind rnn, lstm or gru; with a b in front in both directions
 * @param time steps
 * @param features per frame
 * @param units per direction
 * @param clips in the batch
 * @param work what a step is
 * @param fed the data set whose clips the layer is fed with, as {@link StudyFrames} prepares them;
 *     {@link #NOISE} for random numbers
 */
public record RecurrentCase(
    String kind, int time, int features, int units, int clips, Work work, String fed) {
  /** What a layer is fed with where it is no data set. */
  public static final String NOISE = "noise";

  /** What a step is. */
  public enum Work {
    /** Forward, back through time from a gradient of all states, AdamW. */
    TRAINING,
    /** The same from a gradient of the last state only, as where the last one is read. */
    LAST,
    /** Forward. */
    INFERENCE;

    /** As tables and programs have it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Work parse(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  /** A step of the study's LSTM, which reads the last state: the first case of all. */
  static final RecurrentCase STUDY = new RecurrentCase("lstm", 1295, 204, 128, 128, Work.LAST);

  private static final List<String> KINDS = List.of("lstm", "blstm", "rnn");

  /** Fed with random numbers. */
  public RecurrentCase(String kind, int time, int features, int units, int clips, Work work) {
    this(kind, time, features, units, clips, work, NOISE);
  }

  /**
   * The cases that are compared, the longest steps first.
   *
   * @param dataset fed to the study's LSTM in one of them
   */
  static List<RecurrentCase> all(String dataset) {
    var cases = new ArrayList<>(List.of(STUDY, STUDY.fedWith(dataset)));
    for (var kind : KINDS) {
      cases.add(new RecurrentCase(kind, 1295, 204, 128, 128, Work.TRAINING));
    }
    for (var kind : KINDS) {
      cases.add(new RecurrentCase(kind, 1000, 204, 128, 128, Work.TRAINING));
    }
    for (var kind : KINDS) {
      cases.add(new RecurrentCase(kind, 100, 40, 64, 32, Work.TRAINING));
    }
    for (var kind : KINDS) {
      cases.add(new RecurrentCase(kind, 1295, 204, 128, 1, Work.INFERENCE));
    }
    return cases;
  }

  /** The same fed with a data set, or with {@link #NOISE}. */
  public RecurrentCase fedWith(String dataset) {
    return new RecurrentCase(kind, time, features, units, clips, work, dataset);
  }

  /** Whether this is a step of the study's LSTM, whatever it is fed with. */
  boolean isTheStudys() {
    return fedWith(NOISE).equals(STUDY);
  }

  /** Whether the layer is fed with clips. */
  boolean hasClips() {
    return !fed.equals(NOISE);
  }

  /** The case in a line: kind, size, work, and the data set that it is fed with. */
  public String label() {
    return kind + " " + size() + " " + work + (hasClips() ? ", clips of " + fed : "");
  }

  /** The size as programs take it: {@code time,features,units,clips}. */
  public String size() {
    return time + "," + features + "," + units + "," + clips;
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
   * @param work {@code training}, {@code last} or {@code inference}
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
        Work.parse(work));
  }
}
