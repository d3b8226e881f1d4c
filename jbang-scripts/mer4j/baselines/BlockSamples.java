package mer4j.baselines;

import java.util.Arrays;
import java.util.List;
import mer4j.eval.SampleMatrix;
import mer4j.features.ClipDescriptors;

/**
 * Labelled samples whose columns come in blocks.
 *
 * @param x samples
 * @param blocks of columns, side by side from the first column to the last
 * @param labels class of each sample
 * @param groups what must not be torn apart when samples are divided, per sample
 * @param classes number of classes
 */
public record BlockSamples(
    SampleMatrix x, List<ClipDescriptors.Block> blocks, int[] labels, int[] groups, int classes) {
  /**
   * @throws IllegalArgumentException if sizes do not fit together
   */
  public BlockSamples {
    blocks = List.copyOf(blocks);
    int at = 0;
    for (var block : blocks) {
      if (block.from() != at || block.to() <= at) {
        throw new IllegalArgumentException(block + " does not begin at column " + at);
      }
      at = block.to();
    }
    if (at != x.columns() || labels.length != x.rows() || groups.length != x.rows()) {
      throw new IllegalArgumentException(
          "%d x %d values, %d labels, %d groups and blocks of %d columns do not fit together"
              .formatted(x.rows(), x.columns(), labels.length, groups.length, at));
    }
  }

  /** Some of the samples, in the given order. */
  public BlockSamples select(int[] rows) {
    return new BlockSamples(
        x.select(rows), blocks, pick(labels, rows), pick(groups, rows), classes);
  }

  private static int[] pick(int[] values, int[] rows) {
    return Arrays.stream(rows).map(row -> values[row]).toArray();
  }

  /** Column after the last one of each block. */
  int[] ends() {
    return blocks.stream().mapToInt(ClipDescriptors.Block::to).toArray();
  }

  /**
   * Which columns are not in the named blocks.
   *
   * @throws IllegalArgumentException for an unknown name, listing the allowed ones
   */
  boolean[] outside(List<String> names) {
    var outside = new boolean[x.columns()];
    Arrays.fill(outside, true);
    for (var name : names) {
      var block =
          blocks.stream()
              .filter(b -> b.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "unknown block '%s'; allowed: %s"
                              .formatted(
                                  name,
                                  String.join(
                                      ", ",
                                      blocks.stream().map(ClipDescriptors.Block::name).toList()))));
      Arrays.fill(outside, block.from(), block.to(), false);
    }
    return outside;
  }
}
