package mer4j.baselines;

import java.util.Arrays;
import mer4j.eval.Classifier;
import mer4j.eval.DenseMatrix;
import mer4j.eval.SampleMatrix;

/**
 * A support vector machine with a radial kernel over blocks of columns that have the same say
 * ({@link BlockScaler}). Its scores are calibrated probabilities; the predicted class is the one
 * that wins most pairs, as in LIBSVM.
 */
public final class BlockMachine implements Classifier {
  /** Largest violation of the optimality conditions to stop at, scikit-learn's. */
  static final double TOLERANCE = 1e-3;

  private final BlockSettings settings;
  private final BlockScaler scaler;
  private final SupportVectorMachine machine;

  BlockMachine(BlockSettings settings, BlockScaler scaler, SupportVectorMachine machine) {
    this.settings = settings;
    this.scaler = scaler;
    this.machine = machine;
  }

  /**
   * Fits scaler, machine and calibration on the same samples.
   *
   * @param seed of the folds that probabilities are calibrated on
   * @param jobs threads to use
   * @throws IllegalArgumentException if fewer than two classes occur, or a block is unknown
   */
  public static BlockMachine fit(
      BlockSamples samples, BlockSettings settings, long seed, int jobs) {
    var scaler =
        BlockScaler.fit(samples.x(), samples.ends(), jobs)
            .without(samples.outside(settings.blocks()));
    var scaled = scaler.scale(samples.x());
    var options =
        new SupportVectorMachine.Options(
            true, settings.width() / variance(scaled), settings.c(), TOLERANCE);
    var set = TrainingSet.of(scaled, samples.labels(), samples.classes());
    return new BlockMachine(settings, scaler, SupportVectorMachine.fit(set, options, seed, jobs));
  }

  /** Sum of the columns' variances; 1 where nothing varies. */
  static double variance(DenseMatrix x) {
    double total = 0;
    for (int j = 0; j < x.columns(); j++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < x.rows(); i++) {
        sum += x.get(i, j);
        squares += x.get(i, j) * x.get(i, j);
      }
      total += squares / x.rows() - sum / x.rows() * (sum / x.rows());
    }
    return total > 0 ? total : 1;
  }

  /** What it was fitted with. */
  public BlockSettings settings() {
    return settings;
  }

  BlockScaler scaler() {
    return scaler;
  }

  SupportVectorMachine machine() {
    return machine;
  }

  @Override
  public int classes() {
    return machine.classes();
  }

  @Override
  public boolean probabilistic() {
    return true;
  }

  @Override
  public double[][] scores(SampleMatrix x) {
    return machine.probabilities(scaler.scale(x));
  }

  @Override
  public int[] predict(SampleMatrix x) {
    return machine.predict(scaler.scale(x));
  }

  /** As the machine's pairs vote, which need not be the likeliest class. */
  @Override
  public int[] predict(SampleMatrix x, double[][] scores) {
    return predict(x);
  }

  @Override
  public String toString() {
    return settings + ", " + Arrays.stream(scaler.factor()).filter(f -> f > 0).count() + " columns";
  }
}
