package mer4j.plots;

import java.io.IOException;
import mer4j.audio.AudioLoader;
import mer4j.runs.SongPrediction;

/** A song's waveform over the probabilities of its windows. */
public final class PredictionFigure {
  private PredictionFigure() {}

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
