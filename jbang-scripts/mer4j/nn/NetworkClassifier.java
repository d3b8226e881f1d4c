package mer4j.nn;

import java.io.IOException;
import java.nio.file.Path;
import mer4j.eval.ClipClassifier;
import mer4j.eval.ModelCard;
import mer4j.features.FeatureMatrix;

/**
 * A trained network that judges one clip at a time. Safe for use by several threads, one at a time.
 */
public final class NetworkClassifier implements ClipClassifier {
  private final NetworkCheckpoint checkpoint;
  private final int tempo;

  /** Wraps a network. */
  public NetworkClassifier(NetworkCheckpoint checkpoint) {
    this.checkpoint = checkpoint;
    var features = checkpoint.card().features();
    boolean has = features.stacked().stream().anyMatch(f -> f.name().equals("tempo"));
    tempo = has ? features.firstRow("tempo") : -1;
  }

  /**
   * Reads a network from a model's folder.
   *
   * @throws IOException naming the file that is missing, damaged or does not fit
   */
  public static ClipClassifier load(Path folder) throws IOException {
    return new NetworkClassifier(NetworkCheckpoint.load(folder));
  }

  @Override
  public ModelCard card() {
    return checkpoint.card();
  }

  /**
   * {@inheritDoc}
   *
   * <p>A network that starts from random states draws them from its seed, so that a clip always
   * gets the same answer.
   *
   * @throws IllegalArgumentException if the clip has other feature rows than the network takes
   * @throws IllegalStateException if one of its features is not finite
   */
  @Override
  public synchronized double[] probabilities(FeatureMatrix clip) {
    if (clip.rows() != card().features().rows()) {
      throw new IllegalArgumentException(
          "the network takes " + card().features().rows() + " rows, not " + clip.rows());
    }
    var model = checkpoint.model();
    var source = FrameSource.of(clip, card().frames(), tempo);
    try (var reader = new BatchReader(model.settings(), source, checkpoint.scaler())) {
      return model.probabilities(reader.read(new int[] {0}), model.settings().seed())[0];
    }
  }

  @Override
  public synchronized void close() {
    checkpoint.model().close();
  }
}
