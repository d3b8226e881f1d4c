package mer4j.runs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import mer4j.ProgressListener;
import mer4j.baselines.DescriptorClassifier;
import mer4j.baselines.GradientBoosting;
import mer4j.baselines.RandomForest;
import mer4j.data.SplitFacts;
import mer4j.eval.DenseMatrix;
import mer4j.eval.ModelResult;
import mer4j.eval.Prediction;
import mer4j.eval.Protocol;
import mer4j.eval.ResultTables;
import mer4j.features.ClipDescriptors;
import mer4j.features.ExtractionSettings;
import mer4j.features.FeatureMatrix;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cross-validation of made-up clips in which the class shows in the key alone. */
class BestRunTest {
  private static final int CLIPS = 80;

  @TempDir static Path temporary;

  private static BestReport leakFree;

  @BeforeAll
  static void runBoth() throws IOException {
    leakFree = run("run", Protocol.LEAK_FREE);
    run("whole", Protocol.AS_PUBLISHED);
  }

  private static BaselineData data() {
    var random = new SplittableRandom(5);
    int columns = ClipDescriptors.columns();
    var values = new double[CLIPS * columns];
    var key = ClipDescriptors.blocks().getLast();
    var clips = new ArrayList<String>();
    for (int i = 0; i < CLIPS; i++) {
      clips.add("clip" + i);
      for (int j = 0; j < columns; j++) {
        boolean tells = j >= key.from() && j % 2 == i % 2;
        values[i * columns + j] = random.nextGaussian() + (tells ? 1.5 : 0);
      }
    }
    return new BaselineData(
        "made-up",
        List.of("even", "odd"),
        clips,
        IntStream.range(0, CLIPS).map(i -> i % 2).toArray(),
        IntStream.range(0, CLIPS).map(i -> i / 4).toArray(),
        new DenseMatrix(CLIPS, columns, values),
        ExtractionSettings.study(),
        431,
        "digest");
  }

  private static BestRun.Options options(Protocol protocol) {
    return new BestRun.Options(protocol, 2, 42, 2);
  }

  private static RunConfig config() {
    var options = new TreeMap<>(Map.of("protocol", "as-published", "repeats", "2"));
    return new RunConfig(
        "train_best", options, 42, new TreeMap<>(Map.of(Provenance.DATA, "digest")));
  }

  private static BestReport run(String name, Protocol protocol) throws IOException {
    try (var folder = RunFolder.create(temporary.resolve(name), config())) {
      return BestRun.run(data(), options(protocol), folder, ProgressListener.NONE, models());
    }
  }

  /** Few and small trees, so that the test is quick. */
  private static List<BestModel> models() {
    return BestModel.all(
        new RandomForest.Options(15, 0, 1), new GradientBoosting.Options(4, 2, 3, 0.5, 0.7));
  }

  @Test
  void theChoiceFindsWhatTells() throws IOException {
    var report = leakFree;
    var best = report.best();
    assertTrue(best.result().macroF1() > 0.9, report.toText());
    assertTrue(report.rows().getFirst().result().macroF1() < 0.75, "timbre says nothing here");
    assertEquals(
        List.of("PLAIN", "FOREST", "BOOST", "ENSEMBLE"), List.copyOf(report.leads().keySet()));
    assertTrue(report.leads().get("PLAIN").low() > 0, report.toText());
    assertEquals(20, report.choices().size());
    assertTrue(report.choices().stream().allMatch(c -> c.settings().blocks().contains("key")));
    assertEquals(2 * CLIPS, best.matrix().total());
    assertTrue(best.macroF1().low() <= best.result().macroF1());
    assertEquals(2, best.repeats().size());

    var path = temporary.resolve("run");
    var text = Files.readString(path.resolve("report.md"));
    assertTrue(text.contains("## What BEST chose") && text.contains("| even |"), text);
    var model = SavedModels.load(path);
    assertEquals(List.of("even", "odd"), model.card().classes());
    var loaded = (DescriptorClassifier) model;
    assertTrue(loaded.settings().blocks().contains("key"));
    var probabilities = model.probabilities(new FeatureMatrix(204, 50, new float[204 * 50]));
    assertEquals(1, probabilities[0] + probabilities[1], 1e-9);
  }

  @Test
  void aSavedModelGivesTheSameAnswers() throws IOException {
    var first = (DescriptorClassifier) SavedModels.load(temporary.resolve("run"));
    first.save(temporary.resolve("copy"));
    var second = SavedModels.load(temporary.resolve("copy"));
    var values = new float[204 * 90];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (1 + Math.sin(i));
    }
    var clip = new FeatureMatrix(204, 90, values);
    assertArrayEquals(first.probabilities(clip), second.probabilities(clip), 1e-12);
    Files.delete(temporary.resolve("copy/deviation.npy"));
    var error = assertThrows(IOException.class, () -> SavedModels.load(temporary.resolve("copy")));
    assertTrue(error.getMessage().contains("deviation.npy"), error.getMessage());
  }

  @Test
  void anInterruptedRunGoesOnToTheSameResult() throws IOException {
    var cut = temporary.resolve("cut");
    try (var folder = RunFolder.create(cut, config())) {
      ProgressListener stop =
          (done, total, message) -> {
            if (done == 7) {
              throw new CancellationException("stopped");
            }
          };
      assertThrows(
          CancellationException.class,
          () -> BestRun.run(data(), options(Protocol.AS_PUBLISHED), folder, stop, models()));
    }
    try (var folder = RunFolder.resume(cut, config())) {
      BestRun.run(data(), options(Protocol.AS_PUBLISHED), folder, ProgressListener.NONE, models());
    }
    for (var file : List.of("predictions.csv", "choices.csv")) {
      assertEquals(
          Files.readString(temporary.resolve("whole").resolve(file)),
          Files.readString(cut.resolve(file)));
    }
    var report = BestReport.read(cut, data());
    assertEquals(Files.readString(cut.resolve("report.md")), report.toMarkdown());
  }

  @Test
  void fiveModelsSeeTheSameClips() {
    var report = leakFree;
    assertEquals("made-up, leak-free, 80 clips, 2 x 10 folds", report.title());
    assertEquals(
        List.of("PLAIN", "FOREST", "BOOST", "BEST", "ENSEMBLE"),
        report.rows().stream().map(row -> row.result().model()).toList());
    assertEquals("BEST", report.best().result().model());
    var clips = report.best().predictions().stream().map(Prediction::clip).toList();
    for (var row : report.rows()) {
      assertEquals(clips, row.predictions().stream().map(Prediction::clip).toList());
      assertTrue(report.toText().contains("\n" + row.result().model()), report.toText());
    }
    assertTrue(report.row("FOREST").result().macroF1() > 0.75, report.toText());
    assertTrue(report.row("BOOST").result().macroF1() > 0.75, report.toText());
    for (int i = 0; i < clips.size(); i++) {
      var vote = report.row("ENSEMBLE").predictions().get(i);
      double even = 0;
      for (var member : List.of("FOREST", "BOOST", "BEST")) {
        even += report.row(member).predictions().get(i).scores()[0] / 3;
      }
      assertEquals(even, vote.scores()[0], 1e-6);
      assertEquals(vote.scores()[0] >= vote.scores()[1] ? 0 : 1, vote.predicted());
    }
    var error = assertThrows(IllegalArgumentException.class, () -> report.row("LSTM"));
    assertTrue(error.getMessage().contains("allowed: PLAIN, FOREST"), error.getMessage());
  }

  @Test
  void aRunOfFewerModelsIsToldAndCompleted() throws IOException {
    var path = temporary.resolve("older");
    try (var files = Files.walk(temporary.resolve("whole"))) {
      for (var file : files.toList()) {
        Files.copy(file, path.resolve(temporary.resolve("whole").relativize(file)));
      }
    }
    var whole = Files.readString(path.resolve(RunFolder.PREDICTIONS));
    var fitted = before(path, List.of("PLAIN", "BEST"));
    assertEquals(2, fitted.stream().map(ModelResult::model).distinct().count());
    assertEquals(
        "made-up, as-published, 80 clips, 2 x 10 folds, without FOREST, BOOST, ENSEMBLE",
        BestReport.read(path, data()).title());
    try (var folder = RunFolder.resume(path, config())) {
      BestRun.run(data(), options(Protocol.AS_PUBLISHED), folder, ProgressListener.NONE, models());
    }
    assertEquals(whole, Files.readString(path.resolve(RunFolder.PREDICTIONS)));
    assertEquals(5, BestReport.read(path, data()).rows().size());
    var now = ResultTables.readResults(path.resolve(RunFolder.RESULTS));
    for (var old : fitted) {
      boolean pooled = !old.split().contains("-");
      assertTrue(
          pooled || now.stream().anyMatch(r -> same(r, old)), old.model() + " was fitted again");
    }

    before(path, List.of("FOREST"));
    var error = assertThrows(IOException.class, () -> BestReport.read(path, data()));
    assertTrue(error.getMessage().contains("not finished"), error.getMessage());
  }

  /** Makes a run what it was before it had more models than these; their results. */
  private static List<ModelResult> before(Path run, List<String> models) throws IOException {
    var results = run.resolve(RunFolder.RESULTS);
    var predictions = run.resolve(RunFolder.PREDICTIONS);
    var kept =
        ResultTables.readResults(results).stream().filter(r -> models.contains(r.model())).toList();
    ResultTables.writeResults(results, kept);
    ResultTables.writePredictions(
        predictions,
        ResultTables.readPredictions(predictions).stream()
            .filter(p -> models.contains(p.model()))
            .toList());
    return kept;
  }

  private static boolean same(ModelResult a, ModelResult b) {
    return a.model().equals(b.model())
        && a.split().equals(b.split())
        && Math.abs(a.fitSeconds() - b.fitSeconds()) < 1e-9
        && a.accuracy() == b.accuracy();
  }

  @Test
  void foldsKeepArtistsTogetherUnderOneProtocolOnly() {
    var facts = SplitFacts.of(data().labels(), data().groups());
    for (var protocol : Protocol.values()) {
      boolean torn = false;
      for (var fold : BestProtocol.folds(protocol, facts, 2, 1)) {
        var trained = new HashSet<Integer>();
        IntStream.of(fold.train()).forEach(row -> trained.add(facts.groups()[row]));
        torn |= IntStream.of(fold.test()).anyMatch(row -> trained.contains(facts.groups()[row]));
      }
      assertEquals(protocol == Protocol.AS_PUBLISHED, torn);
    }
    var folds = BestProtocol.folds(Protocol.LEAK_FREE, facts, 2, 1);
    assertEquals("repeat2-fold10", folds.getLast().name());
    assertFalse(
        Arrays.equals(folds.get(0).test(), folds.get(10).test()), "the second repeat draws anew");
  }

  @Test
  void whatCannotBeRunIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new BestRun.Options(Protocol.LEAK_FREE, 0, 1, 1));
    int many = BestProtocol.MOST + 1;
    var facts = SplitFacts.of(new int[many], new int[many]);
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> BestProtocol.folds(Protocol.LEAK_FREE, facts, 1, 1));
    assertTrue(error.getMessage().contains("5000 at most"), error.getMessage());
  }
}
