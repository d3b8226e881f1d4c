package mer4j.data;

import java.util.List;

/**
 * A clip of an augmented set, as its table has it.
 *
 * @param cells its row, see {@link #COLUMNS}
 */
record AugmentedClip(List<String> cells) {
  /** What stands for the variant of a recording. */
  static final String ORIGINAL = "original";

  static final List<String> COLUMNS =
      List.of(
          "Song",
          "Quadrant",
          "Group",
          "Source",
          "Variant",
          "File",
          "SampleRate",
          "Samples",
          "Clipped",
          "Bytes",
          "SHA256");

  String id() {
    return cells.get(0);
  }

  String label() {
    return cells.get(1);
  }

  String group() {
    return cells.get(2);
  }

  String source() {
    return cells.get(3);
  }

  String file() {
    return cells.get(5);
  }

  long bytes() {
    return Long.parseLong(cells.get(9));
  }

  String sha256() {
    return cells.get(10);
  }

  /** Whether a line is a row, not one cut off by a crash. */
  static boolean is(List<String> cells) {
    return cells.size() == COLUMNS.size()
        && cells.get(9).matches("\\d{1,18}")
        && cells.get(10).matches("[0-9a-f]{64}");
  }
}
