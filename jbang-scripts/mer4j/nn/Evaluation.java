package mer4j.nn;

import java.util.Arrays;

/**
 * How well a network tells clips.
 *
 * @param loss mean cross-entropy in nats; NaN without clips
 * @param accuracy share told right; NaN without clips
 */
record Evaluation(double loss, double accuracy) {
  /** Most values of one batch (256 MB), whatever the clips' length. */
  private static final long VALUES = 64L << 20;

  /** Fewest clips of one batch where training takes fewer. */
  private static final int CLIPS = 32;

  /** Least probability that counts, so that one clip told utterly wrong gives a finite loss. */
  private static final double LEAST = 1e-12;

  /**
   * Judges the given clips.
   *
   * @param labels class of every clip of the source
   * @throws InterruptedException if the thread is interrupted, within a batch
   */
  static Evaluation of(RecurrentModel model, BatchReader reader, int[] labels, int[] clips)
      throws InterruptedException {
    if (clips.length == 0) {
      return new Evaluation(Double.NaN, Double.NaN);
    }
    var probabilities = probabilities(model, reader, clips);
    double loss = 0;
    int correct = 0;
    for (int i = 0; i < clips.length; i++) {
      var own = probabilities[i];
      int best = 0;
      for (int k = 1; k < own.length; k++) {
        best = own[k] > own[best] ? k : best;
      }
      int truth = labels[clips[i]];
      loss -= Math.log(Math.max(LEAST, own[truth]));
      correct += best == truth ? 1 : 0;
    }
    return new Evaluation(loss / clips.length, (double) correct / clips.length);
  }

  /**
   * Class probabilities of the given clips, in batches no larger than training's, so that
   * evaluation needs no more memory.
   *
   * @return {@code [clips][classes]}
   * @throws InterruptedException if the thread is interrupted, within a batch
   */
  static double[][] probabilities(RecurrentModel model, BatchReader reader, int[] clips)
      throws InterruptedException {
    var settings = model.settings();
    long perClip = (long) reader.time() * settings.inputs();
    int size = Math.clamp(VALUES / perClip, 1, Math.max(CLIPS, settings.training().batch()));
    var all = new double[clips.length][];
    for (int from = 0; from < clips.length; from += size) {
      stopIfInterrupted();
      var part = Arrays.copyOfRange(clips, from, Math.min(from + size, clips.length));
      var probabilities = model.probabilities(reader.read(part), settings.seed());
      System.arraycopy(probabilities, 0, all, from, part.length);
    }
    return all;
  }

  /** To be called between batches. */
  static void stopIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("training was stopped");
    }
  }
}
