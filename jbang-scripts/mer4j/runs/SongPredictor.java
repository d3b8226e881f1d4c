package mer4j.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import mer4j.audio.AudioLoader;
import mer4j.audio.MonoSignal;
import mer4j.eval.ClipClassifier;
import mer4j.features.FeatureExtractor;

/**
 * Predicts the emotion of songs of any length with a model of clips. The song is cut into windows
 * as long as the clips the model has seen; the features of each window are computed from its sound
 * alone, as they were in training, because tuning, tempo and the decibel floor depend on the whole
 * clip. A song shorter than a window is one window.
 */
public final class SongPredictor {
  /** Samples from one frame to the next. */
  private static final int HOP = 512;

  private static final double SHORTEST_HOP = 0.01;
  private static final double LONGEST_HOP = 3600;

  private final ClipClassifier model;
  private final double hopSeconds;

  /**
   * @param model what to ask
   * @param hopSeconds time from one window to the next, 0.01 to 3600
   * @throws IllegalArgumentException if the time is out of that range
   */
  public SongPredictor(ClipClassifier model, double hopSeconds) {
    if (!(hopSeconds >= SHORTEST_HOP && hopSeconds <= LONGEST_HOP)) {
      throw new IllegalArgumentException(
          "hop must be %s to %s s, not %s".formatted(SHORTEST_HOP, LONGEST_HOP, hopSeconds));
    }
    this.model = model;
    this.hopSeconds = hopSeconds;
  }

  /**
   * Predicts one song.
   *
   * @throws IOException naming the file, if it cannot be decoded or a feature of the model is not
   *     defined for it
   */
  public SongPrediction predict(Path song) throws IOException {
    var settings = model.card().features();
    var signal =
        settings.sampleRate() == 0
            ? AudioLoader.loadNative(song)
            : AudioLoader.load(song, settings.sampleRate());
    try {
      return predict(song, signal);
    } catch (IllegalArgumentException e) {
      throw new IOException(song + ": " + e.getMessage(), e);
    }
  }

  private SongPrediction predict(Path song, MonoSignal signal) {
    var card = model.card();
    int length = signal.samples().length;
    int rate = signal.sampleRate();
    int window = (card.frames() - 1) * HOP;
    var starts = starts(length, window, (int) Math.round(hopSeconds * rate));
    var times = new double[starts.length];
    var probabilities = new double[starts.length][];
    var extractor = new FeatureExtractor(card.features());
    for (int w = 0; w < starts.length; w++) {
      int end = starts.length == 1 ? length : starts[w] + window;
      var part = Arrays.copyOfRange(signal.samples(), starts[w], end);
      times[w] = (starts[w] + end) / 2.0 / rate;
      probabilities[w] = model.probabilities(extractor.extract(part, rate));
    }
    double seconds = (double) length / rate;
    return new SongPrediction(
        song, card.classes(), seconds, signal.truncated(), times, probabilities);
  }

  /** First samples of the windows; the last one ends with the song where half a step is left. */
  static int[] starts(int length, int window, int hop) {
    if (length <= window) {
      return new int[] {0};
    }
    int whole = (length - window) / hop + 1;
    int rest = (length - window) % hop;
    boolean last = rest > hop / 2;
    var starts = new int[whole + (last ? 1 : 0)];
    for (int w = 0; w < whole; w++) {
      starts[w] = w * hop;
    }
    if (last) {
      starts[whole] = length - window;
    }
    return starts;
  }
}
