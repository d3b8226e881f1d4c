package mer4j.runs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import mer4j.ProgressListener;
import mer4j.audio.WavFile;
import mer4j.data.Datasets;
import mer4j.data.SplitFacts;
import mer4j.eval.Protocol;
import mer4j.eval.ResultTables;
import mer4j.features.ExtractionSettings;
import mer4j.features.FeatureExtractor;
import mer4j.nn.NetworkDefaults;
import mer4j.nn.RecurrentKind;
import mer4j.nn.Scaling;
import mer4j.recurrent.Cell;
import mer4j.recurrent.Workers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on a folder of short sounds: two classes that differ in pitch and loudness. */
class NetworkRunTest {
  private static final int PER_CLASS = 12;

  @TempDir static Path shared;

  private static Path music;

  @BeforeAll
  static void compose() throws IOException {
    music = shared.resolve("music");
    var random = new Random(3);
    for (int clip = 0; clip < 2 * PER_CLASS; clip++) {
      var samples = new float[22050 / 2];
      double frequency = (clip % 2 == 0 ? 220 : 1760) * (1 + .2 * random.nextDouble());
      for (int i = 0; i < samples.length; i++) {
        samples[i] =
            (float) (.2 * Math.sin(2 * Math.PI * frequency * i / 22050))
                + .02f * (float) random.nextGaussian();
      }
      var folder = Files.createDirectories(music.resolve(clip % 2 == 0 ? "low" : "high"));
      WavFile.write(folder.resolve("clip" + clip + ".wav"), samples, 22050);
    }
  }

  private static NetworkOptions options(
      Protocol protocol, Integer epochs, Path output, boolean resume) {
    return new NetworkOptions(
        RecurrentKind.RNN,
        music.toString(),
        false,
        protocol,
        its -> its.epochs(epochs).batch(8).learningRate(1e-2).hidden(8).frameStep(4).seed(3),
        output,
        resume,
        2,
        2);
  }

  private static NetworkOutcome run(NetworkOptions options) throws Exception {
    try (var run = NetworkRun.prepare(options, ProgressListener.NONE)) {
      return run.train(ProgressListener.NONE);
    }
  }

  @Test
  void optionsThatAreNotGivenAreTheDefaults() {
    var options = NetworkOptions.of(RecurrentKind.LSTM, "4q", Protocol.AS_PUBLISHED, shared);
    assertEquals(250, options.settings("4q", 204, 4).training().epochs());
    var small =
        options
            .with(its -> its.hidden(16).epochs(5))
            .with(its -> its.frameStep(8))
            .settings("4q", 204, 4);
    assertEquals(16, small.hidden());
    assertEquals(8, small.reading().frameStep());
    assertEquals(5, small.training().epochs());
    assertEquals(128, small.training().batch());
  }

  @Test
  void aNetworkOfAnotherSizeOrTimeIsNotTheStudys() {
    var study = NetworkOptions.of(RecurrentKind.LSTM, "4q", Protocol.AS_PUBLISHED, shared);
    assertEquals(List.of(), study.deviations("4q", study.settings("4q", 204, 4)));
    var other =
        study.with(
            its ->
                its.scaling(Scaling.ROWS)
                    .epochs(80)
                    .batch(64)
                    .learningRate(.01)
                    .patience(20)
                    .hidden(4)
                    .frameStep(2));
    assertEquals(
        List.of(
            "scaler rows",
            "epochs 80",
            "batch 64",
            "learning-rate 0.01",
            "patience 20",
            "hidden 4",
            "frame-step 2"),
        other.deviations("4q", other.settings("4q", 204, 4)));
  }

  @Test
  void leavesEverythingThatARunPromises() throws Exception {
    var output = shared.resolve("run");
    int before = Workers.threads();
    Workers.setThreads(3);
    var outcome = run(options(Protocol.LEAK_FREE, 12, output, false));
    assertEquals(3, Workers.threads(), "a run's own number is for itself");
    Workers.setThreads(before);
    var results = ResultTables.readResults(output.resolve("results.csv"));
    assertEquals(1, results.size());
    assertEquals("RNN", results.getFirst().model());
    assertEquals("leak-free", results.getFirst().protocol());
    assertEquals(12, outcome.accuracies().get("validation").length);
    assertEquals(outcome.history().getLast().trainLoss(), outcome.losses().get("training")[11]);
    assertTrue(outcome.summary().contains("95 % interval " + outcome.interval()));
    assertTrue(outcome.interval().low() < outcome.result().accuracy());
    assertTrue(results.getFirst().accuracy() >= .75, "accuracy " + results.getFirst().accuracy());
    var predictions = ResultTables.readPredictions(output.resolve("predictions.csv"));
    assertEquals(outcome.predictions().size(), predictions.size());
    var lines = Files.readAllLines(output.resolve("metrics.csv"));
    assertEquals(
        "epoch,train_loss,train_accuracy,validation_loss,validation_accuracy,seconds",
        lines.getFirst());
    assertEquals(13, lines.size());
    var report = Files.readString(output.resolve("report.md"));
    assertTrue(report.contains("95 % interval"), report);

    // the saved model judges a test clip as the run did
    var classifier = SavedModels.load(output);
    var dataset = Datasets.open(music.toString());
    var first = predictions.getFirst();
    var clip =
        dataset.clips().stream().filter(c -> c.id().equals(first.clip())).findFirst().orElseThrow();
    var signal = mer4j.audio.AudioLoader.load(clip.audio(), 22050);
    var matrix =
        new FeatureExtractor(ExtractionSettings.study())
            .extract(signal.samples(), signal.sampleRate());
    assertArrayEquals(first.scores(), classifier.probabilities(matrix), 1e-5);

    // an existing folder is not overwritten, other options do not resume
    assertThrows(
        IllegalArgumentException.class, () -> run(options(Protocol.LEAK_FREE, 12, output, false)));
    var changed =
        assertThrows(
            IllegalArgumentException.class,
            () -> run(options(Protocol.LEAK_FREE, 13, output, true)));
    assertTrue(changed.getMessage().contains("--epochs"), changed.getMessage());
    var one =
        new NetworkOptions(
            RecurrentKind.RNN,
            music.toString(),
            false,
            Protocol.LEAK_FREE,
            options(Protocol.LEAK_FREE, 12, output, true).changes(),
            output,
            true,
            2,
            1);
    var threads = assertThrows(IllegalArgumentException.class, () -> run(one));
    assertTrue(threads.getMessage().contains("--threads is 2 there"), threads.getMessage());
  }

  @Test
  void aNetworkOfGatedUnitsIsNamedSo() throws Exception {
    var output = shared.resolve("gru");
    var outcome =
        run(options(Protocol.LEAK_FREE, 1, output, false).with(its -> its.cell(Cell.GRU)));
    assertEquals("GRU", ResultTables.readResults(output.resolve("results.csv")).getFirst().model());
    assertEquals("GRU", outcome.predictions().getFirst().model());
    try (var classifier = SavedModels.load(output)) {
      assertEquals("GRU", classifier.card().model());
    }
  }

  @Test
  void aStoppedRunResumesToTheSameResult() throws Exception {
    var whole = run(options(Protocol.AS_PUBLISHED, 4, shared.resolve("whole"), false));
    var output = shared.resolve("stopped");
    try (var run =
        NetworkRun.prepare(
            options(Protocol.AS_PUBLISHED, 4, output, false), ProgressListener.NONE)) {
      assertThrows(
          InterruptedException.class,
          () ->
              run.train(
                  (done, total, message) -> {
                    if (message.startsWith("epoch 3/")) {
                      Thread.currentThread().interrupt();
                    }
                  }));
    }
    var resumed = run(options(Protocol.AS_PUBLISHED, 4, output, true));
    assertEquals(4, resumed.history().size());
    for (int i = 0; i < whole.predictions().size(); i++) {
      assertArrayEquals(whole.predictions().get(i).scores(), resumed.predictions().get(i).scores());
    }
    assertEquals(
        withoutSeconds(shared.resolve("whole/metrics.csv")),
        withoutSeconds(output.resolve("metrics.csv")));
  }

  private static String withoutSeconds(Path file) throws IOException {
    return Files.readString(file).replaceAll(",[^,\\n]*\\n", "\n");
  }

  @Test
  void wrongOptionsAreToldBeforeAnythingIsDone() {
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                NetworkRun.prepare(
                    options(Protocol.LEAK_FREE, 0, shared.resolve("none"), false),
                    (done, total, message) -> {
                      throw new AssertionError("started");
                    }));
    assertTrue(error.getMessage().contains("epochs must be at least 1, not 0"));
  }

  @Test
  void theStudysSplitAndTheLeakFreeOne() throws IOException {
    var dataset = Datasets.open(music.toString());
    var groups = dataset.groups();
    var leakFree =
        NetworkProtocol.split(SplitFacts.of(dataset.labels(), groups), Protocol.LEAK_FREE);
    var trained = new HashSet<Integer>();
    IntStream.of(leakFree.train()).forEach(i -> trained.add(groups[i]));
    IntStream.concat(IntStream.of(leakFree.validation()), IntStream.of(leakFree.test()))
        .forEach(i -> assertTrue(!trained.contains(groups[i])));
    int n = leakFree.train().length + leakFree.validation().length + leakFree.test().length;
    assertEquals(2 * PER_CLASS, n);

    // 900 clips, 225 of each class in a row: the study's test part
    var labels = IntStream.range(0, 900).map(i -> i / 225).toArray();
    var study = NetworkProtocol.split(SplitFacts.of(labels, labels), Protocol.AS_PUBLISHED);
    assertEquals(720, study.train().length);
    assertEquals(90, study.validation().length);
    var test = IntStream.of(study.test()).sorted().limit(8).toArray();
    assertArrayEquals(new int[] {1, 4, 9, 36, 41, 52, 73, 76}, test);
  }

  @Test
  void defaultsAreTheStudysForItsSets() {
    var lstm = NetworkDefaults.of("4q", Protocol.AS_PUBLISHED, RecurrentKind.LSTM, 204, 4);
    assertEquals(250, lstm.training().epochs());
    assertEquals(3e-4, lstm.training().learningRate());
    assertEquals(128, lstm.hidden());
    assertTrue(lstm.architecture().randomInitialState());
    assertEquals(0, lstm.training().clipNorm());
    var brnn = NetworkDefaults.of("jamendo", Protocol.AS_PUBLISHED, RecurrentKind.BRNN, 204, 59);
    assertEquals(.1, brnn.architecture().dropout());
    assertEquals(20, brnn.training().clipNorm());
    var honest = NetworkDefaults.of("4q", Protocol.LEAK_FREE, RecurrentKind.LSTM, 204, 4);
    assertTrue(
        honest.reading().masked()
            && honest.training().bestEpoch()
            && !honest.architecture().randomInitialState());
  }
}
