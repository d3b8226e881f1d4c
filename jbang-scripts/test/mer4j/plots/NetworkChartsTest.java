package mer4j.plots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.IntStream;
import mer4j.eval.ModelResult;
import mer4j.eval.Prediction;
import mer4j.runs.MetricsLog;
import mer4j.runs.NetworkResult;
import mer4j.runs.NetworkResults;
import mer4j.runs.RunConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkChartsTest {
  @TempDir Path folder;

  /** A run with so many hits of ten; every step is told by its scaler. */
  private NetworkResult run(String model, long seed, String scaler, int hits) throws IOException {
    var metrics = folder.resolve("metrics.csv");
    Files.writeString(
        metrics,
        "epoch,train_loss,train_accuracy,validation_loss,validation_accuracy,seconds\n"
            + "1,1.4,.3,1.4,.3,20\n2,1.2,.5,1.3,.5,20\n");
    var options = new TreeMap<String, String>();
    options.put("dataset", "4q");
    options.put("scaler", scaler);
    var predictions =
        IntStream.range(0, 10)
            .mapToObj(i -> new Prediction(model, "s", "c" + i, 0, i < hits ? 0 : 1, new double[2]))
            .toList();
    var result = ModelResult.measure(model, "p", "s", predictions, 2, 1, 1, null);
    var config =
        new RunConfig("train_" + model.toLowerCase(Locale.ROOT), options, seed, new TreeMap<>());
    return new NetworkResult("run", config, result, predictions, MetricsLog.open(metrics));
  }

  @Test
  void everySeedIsAPointAndEveryStepHasItsMean() throws IOException {
    var runs =
        List.of(
            run("RNN", 1, "global", 3),
            run("RNN", 2, "global", 5),
            run("RNN", 1, "rows", 6),
            run("LSTM", 1, "rows", 7));
    var chart = StepChart.of(new NetworkResults("4q", runs), 4);
    var seeds = chart.getSeries("a seed, the first on top");
    assertArrayEquals(new double[] {.3, .5, .6, .7}, seeds.getXData(), 1e-12);
    // lines from above: RNN, its two steps, LSTM, its step
    // two seeds of one step lie on both sides of its middle, the first above
    assertArrayEquals(new double[] {4.15, 3.85, 3, 1}, seeds.getYData(), 1e-12);
    assertEquals("4Q, one correction at a time: a dot is a seed's 10 test clips", chart.getTitle());
    // 5 of 10: Wilson's interval is .237 to .763
    assertTrue(chart.getXAxisTitle().contains("about 26 points"), chart.getXAxisTitle());
    assertArrayEquals(
        new double[] {.4, .4}, chart.getSeries("mean over the seeds").getXData(), 1e-12);
    assertArrayEquals(new double[] {.7, .7}, chart.getSeries("mean 4").getXData(), 1e-12);
    assertThrows(
        IllegalArgumentException.class, () -> StepChart.of(new NetworkResults("4q", List.of()), 4));
  }

  @Test
  void panelsStandSideBySideARowPerNetwork() throws IOException {
    var runs = List.of(run("RNN", 1, "global", 3), run("LSTM", 1, "global", 3));
    var one = LearningCurvePanels.of(new NetworkResults("4q", runs.subList(0, 1)), 4).image();
    var two = LearningCurvePanels.of(new NetworkResults("4q", runs), 4).image();
    assertEquals(one.getWidth(), two.getWidth());
    assertEquals(2 * one.getHeight(), two.getHeight());
  }

  @Test
  void theThickLineIsAMeanOverNeighbours() {
    var few = new double[] {1, 2, 5};
    assertArrayEquals(few, LearningCurvePanels.smooth(few));
    var many = new double[100];
    many[0] = 2;
    many[50] = 3;
    var smooth = LearningCurvePanels.smooth(many);
    assertEquals(1, smooth[0], "of two at the end");
    assertEquals(1, smooth[49]);
    assertEquals(1, smooth[51]);
    assertEquals(0, smooth[52]);
  }
}
