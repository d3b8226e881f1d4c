package mer4j.baselines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import mer4j.features.Npy;

/**
 * A forest as flat arrays, all trees one after another; children are counted from a tree's root.
 */
final class ForestFiles {
  private ForestFiles() {}

  static void save(Path folder, RandomForest forest) throws IOException {
    var trees = forest.trees();
    int nodes = Arrays.stream(trees).mapToInt(DecisionTree::nodes).sum();
    var sizes = new int[trees.length];
    var column = new int[nodes];
    var left = new int[nodes];
    var right = new int[nodes];
    var threshold = new float[nodes];
    var shares = new float[nodes * forest.classes()];
    int at = 0;
    for (int t = 0; t < trees.length; t++) {
      int n = trees[t].nodes();
      sizes[t] = n;
      System.arraycopy(trees[t].column(), 0, column, at, n);
      System.arraycopy(trees[t].left(), 0, left, at, n);
      System.arraycopy(trees[t].right(), 0, right, at, n);
      System.arraycopy(trees[t].threshold(), 0, threshold, at, n);
      System.arraycopy(trees[t].shares(), 0, shares, at * forest.classes(), n * forest.classes());
      at += n;
    }
    Npy.writeInt(folder.resolve("tree_nodes.npy"), new int[] {sizes.length}, sizes);
    Npy.writeInt(folder.resolve("node_column.npy"), new int[] {nodes}, column);
    Npy.writeInt(folder.resolve("node_left.npy"), new int[] {nodes}, left);
    Npy.writeInt(folder.resolve("node_right.npy"), new int[] {nodes}, right);
    Npy.writeFloat(folder.resolve("node_threshold.npy"), new int[] {nodes}, threshold);
    Npy.writeFloat(folder.resolve("node_shares.npy"), new int[] {nodes, forest.classes()}, shares);
  }

  /**
   * @throws IllegalArgumentException if the arrays do not fit together
   */
  static RandomForest load(Path folder, int classes) throws IOException {
    int[] sizes = BaselineFiles.array(folder, "tree_nodes", 1).ints();
    int[] column = BaselineFiles.array(folder, "node_column", 1).ints();
    int[] left = BaselineFiles.array(folder, "node_left", 1).ints();
    int[] right = BaselineFiles.array(folder, "node_right", 1).ints();
    float[] threshold = BaselineFiles.array(folder, "node_threshold", 1).floats();
    float[] shares = BaselineFiles.array(folder, "node_shares", 2).floats();
    int nodes = column.length;
    if (Arrays.stream(sizes).sum() != nodes
        || left.length != nodes
        || right.length != nodes
        || threshold.length != nodes
        || shares.length != nodes * classes) {
      throw new IllegalArgumentException("the arrays of its trees differ in length");
    }
    var trees = new DecisionTree[sizes.length];
    int at = 0;
    for (int t = 0; t < trees.length; t++) {
      int end = at + sizes[t];
      trees[t] =
          new DecisionTree(
              Arrays.copyOfRange(column, at, end),
              Arrays.copyOfRange(threshold, at, end),
              Arrays.copyOfRange(left, at, end),
              Arrays.copyOfRange(right, at, end),
              Arrays.copyOfRange(shares, at * classes, end * classes));
      check(trees[t]);
      at = end;
    }
    return new RandomForest(trees, classes);
  }

  /** Children come after their parents, so no damaged file can make a walk endless. */
  private static void check(DecisionTree tree) {
    for (int node = 0; node < tree.nodes(); node++) {
      if (tree.column()[node] >= 0
          && (tree.left()[node] <= node
              || tree.right()[node] <= node
              || tree.left()[node] >= tree.nodes()
              || tree.right()[node] >= tree.nodes())) {
        throw new IllegalArgumentException("a tree's node points to no later node");
      }
    }
  }
}
