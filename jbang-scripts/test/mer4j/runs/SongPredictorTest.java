package mer4j.runs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import mer4j.audio.WavFile;
import mer4j.eval.ClipClassifier;
import mer4j.eval.ModelCard;
import mer4j.features.ExtractionSettings;
import mer4j.features.FeatureMatrix;
import mer4j.plots.PredictionFigure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SongPredictorTest {
  private static final int RATE = 22_050;
  private static final int FRAMES = 44; // one second, and the frame that ends it
  private static final int WINDOW = (FRAMES - 1) * 512;

  @TempDir Path folder;

  /** Says how loud a clip is: 1 for full scale. */
  private static final class Loudness implements ClipClassifier {
    final List<Integer> frames = new ArrayList<>();

    @Override
    public ModelCard card() {
      return new ModelCard(
          "baseline",
          "loudness",
          List.of("loud", "soft"),
          ExtractionSettings.parse("rms", Integer.toString(RATE)),
          FRAMES,
          "none",
          "none",
          new TreeMap<>());
    }

    @Override
    public double[] probabilities(FeatureMatrix clip) {
      frames.add(clip.frames());
      double sum = 0;
      for (float value : clip.values()) {
        sum += value / clip.frames();
      }
      return new double[] {sum, 1 - sum};
    }
  }

  private Path song(double seconds, double loudFrom) throws IOException {
    var samples = new float[(int) (seconds * RATE)];
    for (int i = (int) (loudFrom * RATE); i < samples.length; i++) {
      samples[i] = (float) (.9 * Math.sin(i * .3));
    }
    var file = folder.resolve("song.wav");
    WavFile.write(file, samples, RATE);
    return file;
  }

  @Test
  void aSongThatGrowsLoudIsFollowedOverTime() throws IOException {
    var model = new Loudness();
    var prediction = new SongPredictor(model, .5).predict(song(6, 3));
    assertEquals(11, prediction.times().length);
    assertTrue(prediction.windows()[0][0] < .01, "soft at first");
    assertTrue(prediction.windows()[10][0] > .6, "loud at last");
    assertTrue(model.frames.stream().allMatch(n -> n == FRAMES), model.frames.toString());
    assertEquals(WINDOW / 2.0 / RATE, prediction.times()[0], 1e-9);
    assertEquals(1, prediction.probabilities()[0] + prediction.probabilities()[1], 1e-9);
    assertEquals(6, prediction.seconds(), 1e-9);
  }

  @Test
  void aShortSongIsOneWindow() throws IOException {
    var model = new Loudness();
    var prediction = new SongPredictor(model, .5).predict(song(.4, 0));
    assertEquals(1, prediction.windows().length);
    assertEquals(List.of(1 + (int) (.4 * RATE) / 512), model.frames);
    assertEquals(.2, prediction.times()[0], 1e-4);
  }

  @Test
  void windowsStepOnAndTheLastEndsWithTheSong() {
    assertArrayEquals(new int[] {0}, SongPredictor.starts(100, 100, 10));
    assertArrayEquals(new int[] {0, 10, 20}, SongPredictor.starts(120, 100, 10));
    assertArrayEquals(new int[] {0, 10, 18}, SongPredictor.starts(118, 100, 10));
    assertArrayEquals(new int[] {0}, SongPredictor.starts(103, 100, 10));
  }

  @Test
  void badInputIsNamed() throws IOException {
    for (double hop : new double[] {0, -1, 1e-9, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(IllegalArgumentException.class, () -> new SongPredictor(new Loudness(), hop));
    }
    var text = Files.writeString(folder.resolve("text.mp3"), "not a sound");
    var error =
        assertThrows(IOException.class, () -> new SongPredictor(new Loudness(), 1).predict(text));
    assertTrue(error.getMessage().contains("text.mp3"), error.getMessage());
  }

  @Test
  void machinesGetWhatPeopleGet() throws IOException {
    var predictions = List.of(new SongPredictor(new Loudness(), .5).predict(song(3, 0)));
    var csv = PredictionFormat.of(false, true).print(predictions).split("\n");
    assertEquals("song,seconds,status,predicted,loud,soft", csv[0]);
    assertTrue(csv[1].contains(",3.000,ok,loud,"), csv[1]);
    var json = new ObjectMapper().readTree(PredictionFormat.of(true, false).print(predictions));
    assertEquals("loud", json.get(0).get("predicted").asText());
    assertEquals(predictions.getFirst().times().length, json.get(0).get("windows").size());
    assertTrue(PredictionFormat.of(false, false).print(predictions).contains("loud"));
    assertThrows(IllegalArgumentException.class, () -> PredictionFormat.of(true, true));
  }

  @Test
  void aFigureIsOneSongInAPngFile() {
    PredictionFigure.check(null, 5);
    PredictionFigure.check(Path.of("a.PNG"), 1);
    assertThrows(IllegalArgumentException.class, () -> PredictionFigure.check(Path.of("a.jpg"), 1));
    assertThrows(IllegalArgumentException.class, () -> PredictionFigure.check(Path.of("a.png"), 2));
  }

  @Test
  void theFigureShowsWaveAndWindows() throws IOException {
    var prediction = new SongPredictor(new Loudness(), .5).predict(song(3, 0));
    assertEquals(240 + 320, PredictionFigure.of(prediction).image().getHeight());
  }
}
