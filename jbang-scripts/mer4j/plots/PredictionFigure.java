package mer4j.plots;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import mer4j.audio.AudioLoader;
import mer4j.runs.SongPrediction;

/** A song's waveform over the probabilities of its windows. */
public final class PredictionFigure {
  private PredictionFigure() {}

  /**
   * Says before any work whether a figure can be drawn into a file.
   *
   * @param file where to, or null for no figure
   * @param songs how many songs there are
   * @throws IllegalArgumentException if its name does not end in .png, or for more than one song
   */
  public static void check(Path file, int songs) {
    if (file == null) {
      return;
    }
    if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      throw new IllegalArgumentException("figures are PNG files, so " + file + " must end in .png");
    }
    if (songs > 1) {
      throw new IllegalArgumentException("a figure shows one song, given " + songs);
    }
  }

  /**
   * Draws one song.
   *
   * @throws IOException naming the file, if it cannot be decoded again
   */
  public static Figure of(SongPrediction prediction) throws IOException {
    var name = prediction.song().getFileName().toString();
    var signal = AudioLoader.loadNative(prediction.song());
    int windows = prediction.times().length;
    return Figure.column(
        WaveformChart.of(name, signal.samples(), signal.sampleRate()),
        EmotionOverTimeChart.of(
            "Emotion of " + name + ", " + (windows == 1 ? "one window" : windows + " windows"),
            prediction.classes(),
            prediction.times(),
            prediction.windows(),
            prediction.seconds()));
  }
}
