package mer4j.eval;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How an experiment divides its data and what it may learn from test data. */
public enum Protocol {
  /** The study's own choices, its faults included. */
  AS_PUBLISHED("as-published"),
  /** Splits grouped by artist, everything fitted on training data only, cross-validated. */
  LEAK_FREE("leak-free");

  private final String label;

  Protocol(String label) {
    this.label = label;
  }

  /** Its name in options and result files. */
  public String label() {
    return label;
  }

  /**
   * The protocol of that name.
   *
   * @throws IllegalArgumentException naming the allowed ones
   */
  public static Protocol parse(String text) {
    for (var protocol : values()) {
      if (protocol.label.equals(text)) {
        return protocol;
      }
    }
    throw new IllegalArgumentException(
        "unknown protocol '"
            + text
            + "'; allowed: "
            + Arrays.stream(values()).map(Protocol::label).collect(Collectors.joining(", ")));
  }

  @Override
  public String toString() {
    return label;
  }
}
