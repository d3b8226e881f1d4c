package mer4j.baselines;

import mer4j.eval.SampleMatrix;

/**
 * A binary decision tree in flat arrays, node 0 its root.
 *
 * @param column column asked at each node, or -1 at a leaf
 * @param threshold a sample goes left if its value is at most this
 * @param left left child of each node
 * @param right right child of each node
 * @param shares share of each class at each node, {@code [nodes * classes]}
 */
record DecisionTree(int[] column, float[] threshold, int[] left, int[] right, float[] shares) {
  /** Number of nodes. */
  int nodes() {
    return column.length;
  }

  /** Adds the class shares of the leaf that a sample falls into. */
  void addShares(SampleMatrix x, int row, double[] into) {
    int node = 0;
    while (column[node] >= 0) {
      node = x.at(row, column[node]) <= threshold[node] ? left[node] : right[node];
    }
    for (int k = 0; k < into.length; k++) {
      into[k] += shares[node * into.length + k];
    }
  }
}
