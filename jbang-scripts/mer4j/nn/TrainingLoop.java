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
import mer4j.ProgressListener;
import mer4j.data.Split;

/**
 * Trains a recurrent network: batches in a new order every epoch, AdamW, clipping, evaluation after
 * every epoch, a state on disk from which training goes on to the same weights.
 */
public final class TrainingLoop {
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
    if (settings.training().patience() > 0 && split.validation().length == 0) {
      throw new IllegalArgumentException("early stopping needs validation clips");
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
   * Trains to the last epoch, or until validation accuracy has not risen for as many epochs as the
   * settings have patience.
   *
   * <p>A state goes on under another number of threads too, as on another machine, but then ends in
   * other last bits than without the stop.
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
    int chosen = 0;
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
      chosen = state.bestEpoch();
      for (var epoch : history) {
        listener.finished(epoch);
      }
    }
    try (var reader = new BatchReader(settings, source, scaler)) {
      while (!finished(history)) {
        history.add(epoch(model, updater, reader, history, progress));
        var weights = model.weights();
        if (chosen(history) == history.size()) {
          chosen = history.size();
          best = weights;
        }
        if (states != null) {
          var past = List.copyOf(history);
          var first = updater.first();
          var second = updater.second();
          new TrainingState(
                  fingerprint, past, updater.steps(), weights, first, second, chosen, best)
              .save(states);
        }
        listener.finished(history.getLast());
      }
    } finally {
      model.close(); // of what its steps needed; who uses it next has batches of other sizes
    }
    model.setWeights(best);
    return new TrainingResult(model, scaler, List.copyOf(history), chosen);
  }

  private boolean finished(List<EpochMetrics> history) {
    int patience = settings.training().patience();
    return history.size() >= settings.training().epochs()
        || patience > 0 && history.size() - TrainingResult.best(history) >= patience;
  }

  /** The epoch whose weights would be taken if training ended now. */
  private int chosen(List<EpochMetrics> history) {
    boolean best = settings.training().bestEpoch() && split.validation().length > 0;
    return best ? TrainingResult.best(history) : history.size();
  }

  /** Trains for an epoch and evaluates. */
  private EpochMetrics epoch(
      RecurrentModel model,
      AdamW updater,
      BatchReader reader,
      List<EpochMetrics> history,
      ProgressListener progress)
      throws InterruptedException {
    long start = System.nanoTime();
    int epoch = history.size() + 1;
    var passed = trainEpoch(model, updater, reader, epoch, history, progress);
    var validation = Evaluation.of(model, reader, labels, split.validation());
    return new EpochMetrics(
        epoch,
        passed.loss(),
        passed.accuracy(),
        validation.loss(),
        validation.accuracy(),
        (System.nanoTime() - start) / 1e9);
  }

  /** One pass over the training clips; returns mean loss and accuracy. */
  private Evaluation trainEpoch(
      RecurrentModel model,
      AdamW updater,
      BatchReader reader,
      int epoch,
      List<EpochMetrics> history,
      ProgressListener progress)
      throws InterruptedException {
    long seed = Seeds.mix(settings.seed(), epoch);
    var batches = EpochOrder.batches(split.train(), settings.training().batch(), seed);
    double loss = 0;
    int correct = 0;
    int seen = 0;
    for (int i = 0; i < batches.size(); i++) {
      Evaluation.stopIfInterrupted();
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
    return new Evaluation(loss / batches.size(), (double) correct / seen);
  }

  private String message(int epoch, double loss, double accuracy, List<EpochMetrics> history) {
    var text =
        String.format(
            Locale.ROOT,
            "epoch %d/%d loss %.3f acc %.3f",
            epoch,
            settings.training().epochs(),
            loss,
            accuracy);
    return history.isEmpty() || split.validation().length == 0
        ? text
        : text + String.format(Locale.ROOT, " val %.3f", history.getLast().validationAccuracy());
  }

  /**
   * Class probabilities of the given clips under a trained network, in evaluation mode.
   *
   * @param model the network
   * @param source all clips of the data set
   * @param scaler the one that the network was trained with
   * @param clips index of each clip in the source
   * @return {@code [clips][classes]}, in the order of {@code clips}
   * @throws InterruptedException if the thread is interrupted, within a batch
   * @throws IllegalArgumentException if the source has other feature rows than the network takes
   * @throws IllegalStateException naming the clip whose features are not finite
   */
  public static double[][] predict(
      RecurrentModel model, FrameSource source, FrameScaler scaler, int[] clips)
      throws InterruptedException {
    try (var reader = new BatchReader(model.settings(), source, scaler)) {
      return Evaluation.probabilities(model, reader, clips);
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
