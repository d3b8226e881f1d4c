package mer4j.notebook;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import mer4j.audio.AudioLoader;
import mer4j.audio.Augmentation;
import mer4j.data.Clip;
import mer4j.data.Dataset;
import mer4j.data.Datasets;
import mer4j.plots.ScatterChart;

/** What every notebook needs: the data set it runs on and a way to listen to a clip. */
public final class Notebook {
  /** Environment variable that chooses the data set. */
  public static final String DATASET = "MER4J_DATASET";

  private static final String DEFAULT = "embedded";

  /** Long enough to get the mood of a clip, short enough for a notebook. */
  private static final int SECONDS = 5;

  private Notebook() {}

  /**
   * Opens the data set that {@code MER4J_DATASET} names, the embedded corpus where it is not set.
   * The embedded corpus is composed on first use.
   *
   * @throws IOException if its files cannot be read
   */
  public static Dataset dataset() throws IOException {
    var name = System.getenv().getOrDefault(DATASET, DEFAULT);
    return Datasets.open(name, false, new CellProgress("composing the embedded corpus"));
  }

  /**
   * The first seconds of a clip as a player, for the embedded corpus only: a notebook keeps what it
   * plays, and other recordings are not the project's to pass on.
   *
   * @return an {@link AudioPlayer}, or for another data set a sentence with the file's name
   * @throws IOException naming the file, if it cannot be decoded
   */
  public static Object player(Dataset dataset, Clip clip) throws IOException {
    if (!dataset.name().equals(DEFAULT)) {
      return "To listen, open " + clip.audio().getFileName() + ": notebooks do not keep its sound.";
    }
    var caption = clip.id() + ", labelled " + dataset.classes().get(clip.label());
    var signal = AudioLoader.loadNative(clip.audio());
    return player(signal.samples(), signal.sampleRate(), caption);
  }

  /**
   * The same of a clip that was changed.
   *
   * @param augmentation what is done to the clip
   * @param seed of what is drawn
   * @throws IOException naming the file, if it cannot be decoded
   */
  public static Object player(Dataset dataset, Clip clip, Augmentation augmentation, long seed)
      throws IOException {
    if (!dataset.name().equals(DEFAULT)) {
      return player(dataset, clip);
    }
    var signal = AudioLoader.loadNative(clip.audio());
    var changed = augmentation.apply(signal.samples(), signal.sampleRate(), seed);
    return player(changed, signal.sampleRate(), clip.id() + ", " + augmentation);
  }

  private static AudioPlayer player(float[] samples, int sampleRate, String caption) {
    int length = Math.min(samples.length, SECONDS * sampleRate);
    return new AudioPlayer(Arrays.copyOf(samples, length), sampleRate, caption);
  }

  /**
   * The clips in the plane of valence and arousal, where the set's tables have these columns.
   *
   * @return a chart, or for another data set a sentence that says what it lacks
   */
  public static Object valenceArousalPlane(Dataset dataset) {
    var table = dataset.table();
    if (!table.columnNames().containsAll(List.of("Valence", "Arousal"))) {
      return dataset.name() + " has a quadrant for each clip, but no valence and arousal.";
    }
    return ScatterChart.of(
        dataset.name() + ", " + dataset.size() + " clips",
        "valence",
        "arousal",
        table.numberColumn("Valence").asDoubleArray(),
        table.numberColumn("Arousal").asDoubleArray(),
        dataset.labels(),
        dataset.classes());
  }
}
