package mer4j.nn;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import mer4j.ProgressListener;
import mer4j.data.Split;

/**
 * Trains a recurrent network: batches in a new order every epoch, AdamW, clipping, evaluation after
 * every epoch, a state on disk from which training goes on to the same weights.
 */
public final class TrainingLoop {
  /** Most values of one evaluation batch: bounds the memory of evaluation to that of training. */
  private static final long EVALUATION_VALUES = 16L << 20;

  private final NetworkSettings settings;
  private final FrameSource source;
  private final int[] labels;
  private final Split split;
  private final FrameScaler scaler;

  /**
   * Prepares training.
   *
   * @param settings of the network and its training
   * @param source all clips of the data set
   * @param labels class of each clip
   * @param split which clips to train and validate on; the test part is not looked at
   * @param scaler fitted on the training part
   * @throws IllegalArgumentException if labels, split and settings do not fit each other
   */
  public TrainingLoop(
      NetworkSettings settings, FrameSource source, int[] labels, Split split, FrameScaler scaler) {
    if (labels.length != source.clips()) {
      throw new IllegalArgumentException(
          labels.length + " labels for " + source.clips() + " clips");
    }
    for (int label : labels) {
      if (label < 0 || label >= settings.classes()) {
        throw new IllegalArgumentException(
            "label " + label + " is not one of " + settings.classes() + " classes");
      }
    }
    if (split.train().length < 2) {
      throw new IllegalArgumentException(
          "training needs at least 2 clips, not " + split.train().length);
    }
    this.settings = settings;
    this.source = source;
    this.labels = labels.clone();
    this.split = split;
    this.scaler = scaler;
  }

  /**
   * Trains to the last epoch.
   *
   * @param states folder for the state after each epoch; null for none
   * @param resume whether to go on from the state there, if there is one
   * @param listener told of each epoch; on resuming also of the finished ones, at once
   * @param progress told after each batch; units are batches
   * @throws InterruptedException if the thread is interrupted, within a batch; the state of the
   *     last whole epoch stays
   * @throws IllegalArgumentException if the state is of other settings or data
   * @throws IllegalStateException if the loss is not finite
   */
  public TrainingResult run(
      Path states, boolean resume, EpochListener listener, ProgressListener progress)
      throws IOException, InterruptedException {
    var model = RecurrentModel.create(settings);
    var updater = model.updater();
    var history = new ArrayList<EpochMetrics>();
    var best = model.weights();
    int bestEpoch = 0;
    var fingerprint = fingerprint();
    var state = states != null && resume ? TrainingState.latest(states).orElse(null) : null;
    if (state != null) {
      if (!state.fingerprint().equals(fingerprint)) {
        throw new IllegalArgumentException(
            "cannot resume: the state in " + states + " is of other settings or data");
      }
      model.setWeights(state.weights());
      updater.restore(state.first(), state.second(), state.steps());
      history.addAll(state.history());
      best = state.best();
      bestEpoch = state.bestEpoch();
      for (var epoch : history) {
        listener.finished(epoch);
      }
    }
    try (var reader = new BatchReader(settings, source, scaler)) {
      while (history.size() < settings.training().epochs()) {
        int epoch = history.size() + 1;
        long start = System.nanoTime();
        var passed = trainEpoch(model, updater, reader, epoch, history, progress);
        double validation = accuracy(model, reader, split.validation());
        double seconds = (System.nanoTime() - start) / 1e9;
        history.add(new EpochMetrics(epoch, passed[0], passed[1], validation, seconds));
        boolean better =
            bestEpoch == 0 || validation > history.get(bestEpoch - 1).validationAccuracy();
        if (better || !settings.training().bestEpoch() || split.validation().length == 0) {
          bestEpoch = epoch;
          best = model.weights();
        }
        if (states != null) {
          new TrainingState(
                  fingerprint,
                  List.copyOf(history),
                  updater.steps(),
                  model.weights(),
                  updater.first(),
                  updater.second(),
                  bestEpoch,
                  best)
              .save(states);
        }
        listener.finished(history.getLast());
      }
    }
    model.setWeights(best);
    return new TrainingResult(model, scaler, List.copyOf(history), bestEpoch);
  }

  /** One pass over the training clips; returns mean loss and accuracy. */
  private double[] trainEpoch(
      RecurrentModel model,
      AdamW updater,
      BatchReader reader,
      int epoch,
      List<EpochMetrics> history,
      ProgressListener progress)
      throws InterruptedException {
    long seed = Seeds.mix(settings.seed(), epoch);
    var batches = batches(split.train(), seed);
    double loss = 0;
    int correct = 0;
    int seen = 0;
    for (int i = 0; i < batches.size(); i++) {
      stopIfInterrupted();
      var clips = batches.get(i);
      var truth = Arrays.stream(clips).map(clip -> labels[clip]).toArray();
      var gradient = model.gradient(reader.read(clips), truth, Seeds.mix(seed, i));
      if (!Double.isFinite(gradient.loss())) {
        throw new IllegalStateException(
            "the loss is not finite in epoch "
                + epoch
                + ", batch "
                + (i + 1)
                + "; a learning rate below "
                + settings.training().learningRate()
                + " may help");
      }
      model.step(gradient, updater);
      loss += gradient.loss();
      correct += gradient.correct();
      seen += clips.length;
      progress.update(
          (long) (epoch - 1) * batches.size() + i + 1,
          (long) settings.training().epochs() * batches.size(),
          message(epoch, loss / (i + 1), (double) correct / seen, history));
    }
    return new double[] {loss / batches.size(), (double) correct / seen};
  }

  private String message(int epoch, double loss, double accuracy, List<EpochMetrics> history) {
    var text =
        String.format(
            Locale.ROOT,
            "epoch %d/%d loss %.3f accuracy %.3f",
            epoch,
            settings.training().epochs(),
            loss,
            accuracy);
    return history.isEmpty() || split.validation().length == 0
        ? text
        : text
            + String.format(
                Locale.ROOT, " validation %.3f", history.getLast().validationAccuracy());
  }

  /**
   * The training clips in a new order, in batches; a single clip left over joins the last batch.
   */
  private List<int[]> batches(int[] clips, long seed) {
    var order = clips.clone();
    var random = new SplittableRandom(seed);
    for (int i = order.length - 1; i > 0; i--) { // Fisher and Yates
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    var batches = new ArrayList<int[]>();
    for (int from = 0; from < order.length; ) {
      int to = Math.min(from + settings.training().batch(), order.length);
      to = order.length - to == 1 ? order.length : to; // batch normalisation needs two
      batches.add(Arrays.copyOfRange(order, from, to));
      from = to;
    }
    return batches;
  }

  private double accuracy(RecurrentModel model, BatchReader reader, int[] clips)
      throws InterruptedException {
    if (clips.length == 0) {
      return Double.NaN;
    }
    var probabilities = predict(model, reader, clips);
    int correct = 0;
    for (int i = 0; i < clips.length; i++) {
      int best = 0;
      for (int k = 1; k < settings.classes(); k++) {
        best = probabilities[i][k] > probabilities[i][best] ? k : best;
      }
      correct += best == labels[clips[i]] ? 1 : 0;
    }
    return (double) correct / clips.length;
  }

  /**
   * Class probabilities of the given clips under a trained network.
   *
   * @return {@code [clips][classes]}
   * @throws InterruptedException if the thread is interrupted, within a batch
   */
  public static double[][] predict(
      RecurrentModel model, FrameSource source, FrameScaler scaler, int[] clips)
      throws InterruptedException {
    try (var reader = new BatchReader(model.settings(), source, scaler)) {
      return predict(model, reader, clips);
    }
  }

  private static double[][] predict(RecurrentModel model, BatchReader reader, int[] clips)
      throws InterruptedException {
    var settings = model.settings();
    long perClip = (long) reader.time() * settings.inputs();
    int size =
        Math.clamp(EVALUATION_VALUES / perClip, 1, Math.max(32, settings.training().batch()));
    var all = new double[clips.length][];
    for (int from = 0; from < clips.length; from += size) {
      stopIfInterrupted();
      var part = Arrays.copyOfRange(clips, from, Math.min(from + size, clips.length));
      var probabilities = model.probabilities(reader.read(part), settings.seed());
      System.arraycopy(probabilities, 0, all, from, part.length);
    }
    return all;
  }

  private static void stopIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("training was stopped");
    }
  }

  /** Identifies settings, labels, split and, through the fitted scaler, the training features. */
  private String fingerprint() {
    var json = Json.MAPPER.createObjectNode();
    ObjectNode options = Json.MAPPER.valueToTree(settings);
    json.set("settings", options);
    json.set("labels", Json.MAPPER.valueToTree(labels));
    json.set("train", Json.MAPPER.valueToTree(split.train()));
    json.set("validation", Json.MAPPER.valueToTree(split.validation()));
    json.set("scaler", Json.MAPPER.valueToTree(scaler));
    json.put("frames", source.frames());
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(json.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every Java platform has SHA-256
    }
  }
}
