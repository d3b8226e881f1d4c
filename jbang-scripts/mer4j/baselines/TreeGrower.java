package mer4j.baselines;

import java.util.Arrays;
import java.util.SplittableRandom;
import mer4j.eval.SampleMatrix;

/**
 * Grows one tree of a forest. At every node columns are drawn without replacement; drawing goes on
 * past the set number while all drawn columns are constant in the node, as scikit-learn does.
 */
final class TreeGrower {
  /** Up to so many values comparing is the fastest way to sort. */
  private static final int FEW = 64;

  private final SampleMatrix x;
  private final int[] labels;
  private final int classes;
  private final int[] weights;
  private final int perSplit;
  private final int minLeaf;
  private final SplittableRandom random;
  private final int[] columns;
  private final int[] values;
  private final RadixOrder order;

  private int nodes;
  private int[] column = new int[64];
  private float[] threshold = new float[64];
  private int[] left = new int[64];
  private int[] right = new int[64];
  private float[] shares;

  private int bestColumn;
  private float bestThreshold;
  private double bestScore;

  TreeGrower(TrainingSet set, int[] weights, int perSplit, int minLeaf, SplittableRandom random) {
    this.x = set.x();
    this.labels = set.labels();
    this.classes = set.classes();
    this.weights = weights;
    this.perSplit = perSplit;
    this.minLeaf = minLeaf;
    this.random = random;
    this.values = new int[weights.length];
    this.order = new RadixOrder(weights.length);
    this.columns = new int[x.columns()];
    Arrays.setAll(columns, j -> j);
    this.shares = new float[64 * classes];
  }

  DecisionTree grow() {
    int[] rows =
        java.util.stream.IntStream.range(0, weights.length).filter(i -> weights[i] > 0).toArray();
    grow(rows);
    return new DecisionTree(
        Arrays.copyOf(column, nodes),
        Arrays.copyOf(threshold, nodes),
        Arrays.copyOf(left, nodes),
        Arrays.copyOf(right, nodes),
        Arrays.copyOf(shares, nodes * classes));
  }

  private int grow(int[] rows) {
    int node = nodes++;
    ensureRoom();
    var counts = new double[classes];
    double total = 0;
    for (int row : rows) {
      counts[labels[row]] += weights[row];
      total += weights[row];
    }
    boolean pure = false;
    for (int k = 0; k < classes; k++) {
      shares[node * classes + k] = (float) (counts[k] / total);
      pure |= counts[k] == total;
    }
    column[node] = -1;
    if (pure || rows.length < 2 || total < 2 * minLeaf || !split(rows, counts, total)) {
      return node;
    }
    int chosen = bestColumn;
    float at = bestThreshold;
    int[] below = Arrays.stream(rows).filter(row -> x.at(row, chosen) <= at).toArray();
    int[] above = Arrays.stream(rows).filter(row -> x.at(row, chosen) > at).toArray();
    column[node] = chosen;
    threshold[node] = at;
    int leftNode = grow(below);
    left[node] = leftNode;
    int rightNode = grow(above);
    right[node] = rightNode;
    return node;
  }

  private void ensureRoom() {
    if (nodes > column.length) {
      int size = column.length * 2;
      column = Arrays.copyOf(column, size);
      threshold = Arrays.copyOf(threshold, size);
      left = Arrays.copyOf(left, size);
      right = Arrays.copyOf(right, size);
      shares = Arrays.copyOf(shares, size * classes);
    }
  }

  private boolean split(int[] rows, double[] counts, double total) {
    bestScore = Double.NEGATIVE_INFINITY;
    bestColumn = -1;
    var keys = new long[rows.length];
    boolean varied = false;
    for (int drawn = 0; drawn < columns.length && (drawn < perSplit || !varied); drawn++) {
      int other = drawn + random.nextInt(columns.length - drawn);
      int candidate = columns[other];
      columns[other] = columns[drawn];
      columns[drawn] = candidate;
      sort(rows, candidate, keys);
      if (keys[0] >> 32 == keys[keys.length - 1] >> 32) {
        continue;
      }
      varied = true;
      scan(rows, keys, counts, total, candidate);
    }
    return bestColumn >= 0;
  }

  private void sort(int[] rows, int candidate, long[] keys) {
    if (rows.length < FEW) {
      for (int i = 0; i < rows.length; i++) {
        keys[i] = (long) key(x.at(rows[i], candidate)) << 32 | i;
      }
      Arrays.sort(keys);
      return;
    }
    for (int i = 0; i < rows.length; i++) {
      values[i] = key(x.at(rows[i], candidate));
    }
    int[] sorted = order.of(values, 0, rows.length);
    for (int i = 0; i < rows.length; i++) {
      keys[i] = (long) values[sorted[i]] << 32 | sorted[i];
    }
  }

  /**
   * Tries every threshold of one column; the score to raise is the sum of squared class weights.
   */
  private void scan(int[] rows, long[] keys, double[] counts, double total, int candidate) {
    var below = new double[classes];
    var above = counts.clone();
    double belowTotal = 0;
    double belowSquares = 0;
    double aboveSquares = 0;
    for (double count : counts) {
      aboveSquares += count * count;
    }
    for (int i = 0; i + 1 < keys.length; i++) {
      int row = rows[(int) keys[i]];
      int label = labels[row];
      double weight = weights[row];
      belowSquares += weight * (2 * below[label] + weight);
      aboveSquares -= weight * (2 * above[label] - weight);
      below[label] += weight;
      above[label] -= weight;
      belowTotal += weight;
      long here = keys[i] >> 32;
      long next = keys[i + 1] >> 32;
      double aboveTotal = total - belowTotal;
      if (here == next || belowTotal < minLeaf || aboveTotal < minLeaf) {
        continue;
      }
      double score = belowSquares / belowTotal + aboveSquares / aboveTotal;
      if (score > bestScore) {
        bestScore = score;
        bestColumn = candidate;
        bestThreshold = between(value(here), value(next));
      }
    }
  }

  private static float between(float low, float high) {
    float middle = low / 2 + high / 2;
    return middle >= low && middle < high ? middle : low;
  }

  /** An integer in the order of the floats; both zeros are one. */
  private static int key(float value) {
    int bits = Float.floatToIntBits(value + 0f);
    return bits ^ (bits >> 31 & 0x7fffffff);
  }

  private static float value(long key) {
    int bits = (int) key;
    return Float.intBitsToFloat(bits ^ (bits >> 31 & 0x7fffffff));
  }
}
