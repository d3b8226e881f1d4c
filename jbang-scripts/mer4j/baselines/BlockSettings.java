package mer4j.baselines;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Settings of a {@link BlockMachine}.
 *
 * @param blocks names of the blocks it sees
 * @param c bound on every sample's weight
 * @param width gamma of the radial kernel, in units of 1 over the total variance of the scaled
 *     columns, which is scikit-learn's {@code gamma="scale"}
 */
public record BlockSettings(List<String> blocks, double c, double width) {
  /**
   * @throws IllegalArgumentException if there is no block or a number is not positive
   */
  public BlockSettings {
    blocks = List.copyOf(blocks);
    if (blocks.isEmpty() || !(c > 0) || !(width > 0)) {
      throw new IllegalArgumentException(
          "blocks %s, C %s and width %s are no settings".formatted(blocks, c, width));
    }
  }

  /**
   * Every combination, in order of sets, then widths, then C.
   *
   * @param sets names of blocks
   */
  public static List<BlockSettings> grid(List<List<String>> sets, double[] cs, double[] widths) {
    var grid = new ArrayList<BlockSettings>();
    for (var set : sets) {
      for (double width : widths) {
        for (double c : cs) {
          grid.add(new BlockSettings(set, c, width));
        }
      }
    }
    return grid;
  }

  /** Such as {@code mel+mfcc, C 3, width 0.5}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s, C %s, width %s", String.join("+", blocks), c, width);
  }
}
