package mer4j.nn;

import java.util.ArrayList;
import java.util.List;
import mer4j.features.ExtractionSettings;

/**
 * Feature rows that are power and are taken in decibels, 10 log10(max(1e-10, power)), before they
 * are scaled.
 *
 * @param ranges of neighbouring rows, none of them empty
 */
public record DecibelRows(List<Range> ranges) {
  /** No rows at all. */
  public static final DecibelRows NONE = new DecibelRows(List.of());

  /**
   * Neighbouring rows.
   *
   * @param from first row
   * @param to row after the last
   */
  public record Range(int from, int to) {
    /**
     * @throws IllegalArgumentException if the range is empty or begins below 0
     */
    public Range {
      if (from < 0 || to <= from) {
        throw new IllegalArgumentException("no rows from " + from + " to " + to);
      }
    }
  }

  /** Keeps a copy. */
  public DecibelRows {
    ranges = List.copyOf(ranges);
  }

  /** The rows of features whose unit is power: the mel spectrum. */
  public static DecibelRows powerOf(ExtractionSettings features) {
    var ranges = new ArrayList<Range>();
    int row = 0;
    for (var feature : features.stacked()) {
      if (feature.unit().equals("power")) {
        ranges.add(new Range(row, row + feature.rows()));
      }
      row += feature.rows();
    }
    return new DecibelRows(ranges);
  }

  /**
   * Takes the rows of some frames in decibels, in place.
   *
   * @param values {@code [frame][row]}
   * @param at place of the first frame's first row
   * @param rows per frame
   * @param frames how many
   */
  void apply(float[] values, int at, int rows, int frames) {
    for (var range : ranges) {
      for (int t = 0; t < frames; t++) {
        int frame = at + t * rows;
        PowerLevels.decibels(values, frame + range.from, frame + range.to);
      }
    }
  }
}
