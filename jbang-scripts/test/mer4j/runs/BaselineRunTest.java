package mer4j.runs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import mer4j.ProgressListener;
import mer4j.baselines.Baselines;
import mer4j.baselines.GoldenBaselines;
import mer4j.data.Splits;
import mer4j.eval.ConfusionMatrix;
import mer4j.eval.Interval;
import mer4j.eval.ModelResult;
import mer4j.eval.Protocol;
import mer4j.features.ExtractionSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The study's protocol and the leak-free one on the 900 x 203 reference matrix. */
class BaselineRunTest {
  @TempDir Path temporary;

  private static BaselineData data() {
    var clips = new ArrayList<String>();
    IntStream.range(0, 900).forEach(i -> clips.add("clip" + i));
    return new BaselineData(
        "4q",
        List.of("Q1", "Q2", "Q3", "Q4"),
        clips,
        GoldenBaselines.labels(),
        GoldenBaselines.groups(),
        GoldenBaselines.raw(),
        ExtractionSettings.study(),
        1,
        "digest");
  }

  private static RunConfig config() {
    return new RunConfig("train_baselines", new TreeMap<>(), 42, new TreeMap<>());
  }

  private static BaselineOptions options(Protocol protocol, String models) {
    return new BaselineOptions(protocol, Baselines.parse(models), 42, 2);
  }

  @Test
  void asPublishedEqualsScikitLearn() throws IOException {
    var path = temporary.resolve("run");
    try (var folder = RunFolder.create(path, config())) {
      var report =
          BaselineRun.run(
              data(), options(Protocol.AS_PUBLISHED, "RC,SVM"), folder, ProgressListener.NONE);
      var golden = new GoldenBaselines("scaler_all");
      for (var row : report.rows()) {
        var expected = golden.results(row.result().model());
        assertEquals(expected.get("accuracy").asDouble(), row.result().accuracy(), 1e-12);
        assertEquals(expected.get("macro_f1").asDouble(), row.result().macroF1(), 1e-12);
        for (int k = 0; k < 4; k++) {
          assertEquals(expected.get("auc").get(k).asDouble(), row.result().auc()[k], 1e-3);
        }
      }
      assertTrue(report.toText().contains("0.606"), "the published value stands beside");
      assertEquals("4q, as-published, 180 of 900 clips tested", report.title());
      assertEquals(
          List.of("seed42", "seed42"), folder.results().stream().map(r -> r.split()).toList());
      assertEquals(360, folder.predictions().size());
      assertEquals("clip" + GoldenBaselines.test()[0], folder.predictions().getFirst().clip());
    }
    assertTrue(Files.readString(path.resolve("report.md")).contains("## SVM"));
    assertEquals("RC", mer4j.eval.ModelCard.read(path.resolve("model/RC")).model());
  }

  @Test
  void anInterruptedRunGoesOnToTheSameResult() throws IOException {
    var whole = temporary.resolve("whole");
    var cut = temporary.resolve("cut");
    var options = options(Protocol.LEAK_FREE, "RC,LSVM");
    try (var folder = RunFolder.create(whole, config())) {
      BaselineRun.run(data(), options, folder, ProgressListener.NONE);
    }
    try (var folder = RunFolder.create(cut, config())) {
      ProgressListener stop =
          (done, total, message) -> {
            if (done == 5) {
              throw new java.util.concurrent.CancellationException("stopped");
            }
          };
      assertThrows(
          java.util.concurrent.CancellationException.class,
          () -> BaselineRun.run(data(), options, folder, stop));
    }
    try (var folder = RunFolder.resume(cut, config())) {
      BaselineRun.run(data(), options, folder, ProgressListener.NONE);
      assertEquals(22, folder.results().size(), "ten folds and the pool, twice");
    }
    assertEquals(
        Files.readString(whole.resolve("predictions.csv")),
        Files.readString(cut.resolve("predictions.csv")));
    assertArrayEquals(
        Files.readAllBytes(whole.resolve("model/RC/weights.npy")),
        Files.readAllBytes(cut.resolve("model/RC/weights.npy")));
  }

  @Test
  void aWrittenRunIsReadAgain() throws IOException {
    var options = options(Protocol.LEAK_FREE, "RC,GNB");
    var config =
        new RunConfig(
            "train_baselines",
            new TreeMap<>(Map.of("protocol", "leak-free", "only", "RC,GNB")),
            42,
            new TreeMap<>(Map.of(Provenance.DATA, "digest")));
    var path = temporary.resolve("kept");
    BaselineReport report;
    try (var folder = RunFolder.create(path, config)) {
      report = BaselineRun.run(data(), options, folder, ProgressListener.NONE);
    }
    var again = BaselineReport.read(path, data());
    assertEquals(report.toText(), again.toText());
    assertEquals(2, again.table().rowCount());
    var splits = new BaselineOptions(Protocol.AS_PUBLISHED, Baselines.parse("RC"), 42, 2, 2);
    BaselineReport several;
    try (var folder = RunFolder.create(temporary.resolve("splits"), config())) {
      several = BaselineRun.run(data(), splits, folder, ProgressListener.NONE);
    }
    var repeated = RepeatedSplits.of(several);
    var beside = report.beside(repeated, again);
    assertEquals(
        beside.doubleColumn("as published, rerun").get(0), beside.doubleColumn("leak-free").get(0));
    var row = repeated.of("RC").orElseThrow();
    assertEquals(row.mean(), several.rows().getFirst().result().accuracy(), 1e-12);
    assertTrue(Files.notExists(temporary.resolve("splits/model")), "of several, none is the one");
    assertEquals(
        Math.abs(row.accuracies()[0] - row.accuracies()[1]) / Math.sqrt(2), row.deviation(), 1e-12);
    assertEquals(List.of("2 x 180"), repeated.table().stringColumn("clips tested").asList());
    assertEquals("4q, as-published 2 times, 180 of 900 clips tested each time", several.title());
    assertEquals("4q, leak-free, 900 clips", report.title());
    assertEquals(
        List.of("900; 2 x 180; 900", "900; 900"), beside.stringColumn("clips tested").asList());
    assertEquals(
        List.of("%.3f (%.3f)".formatted(row.mean(), row.deviation()), ""),
        beside.stringColumn("2 splits, mean (sd)").asList());
    assertEquals(
        report.rows().getLast().interval().toString(),
        beside.stringColumn("95 % interval, leak-free").get(1));
    assertEquals(4, again.rows().getFirst().curves().size());
    assertEquals(
        report.rows().getFirst().result().auc()[0],
        again.rows().getFirst().curves().getFirst().auc(),
        1e-9);
    assertTrue(Double.isNaN(row("unpublished").published()));
  }

  @Test
  void anUndefinedModelHasAnEmptyCellAndAReason() throws IOException {
    var config =
        new RunConfig(
            "train_baselines",
            new TreeMap<>(Map.of("protocol", "leak-free", "only", "RC,QDA")),
            42,
            new TreeMap<>(Map.of(Provenance.DATA, "digest")));
    var path = temporary.resolve("undefined");
    var options = options(Protocol.LEAK_FREE, "RC,QDA");
    BaselineReport report;
    try (var folder = RunFolder.create(path, config)) {
      report = BaselineRun.run(data(), options, folder, ProgressListener.NONE);
    }
    var row = report.rows().getLast();
    assertEquals("QDA", row.result().model());
    assertTrue(row.undefined().contains("has no inverse"), row.undefined());
    assertEquals(List.of(), row.curves());
    assertTrue(report.toText().contains("undefined: the covariance of class"), report.toText());
    assertTrue(Files.readString(path.resolve("report.md")).contains("Undefined: the covariance"));
    var results = Files.readAllLines(path.resolve("results.csv"));
    assertEquals(
        1, results.stream().filter(r -> r.startsWith("QDA,leak-free,pooled,,,,,,")).count());
    assertEquals(report.toText(), BaselineReport.read(path, data()).toText());
    assertEquals(2, report.table().rowCount());
    try (var folder = RunFolder.resume(path, config)) {
      var again = BaselineRun.run(data(), options, folder, ProgressListener.NONE);
      assertEquals(report.toText(), again.toText());
    }
    var repeated = RepeatedSplits.of(report);
    assertTrue(Double.isNaN(repeated.of("QDA").orElseThrow().mean()));
    var beside = report.beside(repeated, report);
    assertEquals("", beside.stringColumn("95 % interval").get(1));
    assertEquals("", beside.stringColumn("clips tested").get(1));
    assertEquals("RC", SavedModels.load(path).card().model());
  }

  @Test
  void refusesAWrittenRunOfOtherClips() throws IOException {
    var path = temporary.resolve("other");
    RunFolder.create(path, config()).close();
    var error = assertThrows(IOException.class, () -> BaselineReport.read(path, data()));
    assertTrue(error.getMessage().contains("other clips"), error.getMessage());
  }

  private static BaselineReport.Row row(String model) {
    var none = new double[0];
    var result = new ModelResult(model, "p", "s", .5, .5, .5, none, 0, 0, null);
    var matrix = ConfusionMatrix.of(new int[] {0, 1}, new int[] {0, 0}, 2);
    return new BaselineReport.Row(result, Interval.wilson(1, 2, .95), matrix, List.of(), null);
  }

  @Test
  void leakFreeFoldsKeepArtistsTogether() {
    var data = data();
    var folds = BaselineProtocol.folds(Protocol.LEAK_FREE, data.labels(), data.groups(), 42);
    assertEquals(10, folds.size());
    var tested = new HashSet<Integer>();
    for (var fold : folds) {
      var groups = new HashSet<Integer>();
      IntStream.of(fold.train()).forEach(i -> groups.add(data.groups()[i]));
      assertTrue(IntStream.of(fold.test()).noneMatch(i -> groups.contains(data.groups()[i])));
      assertArrayEquals(fold.train(), fold.scaler());
      IntStream.of(fold.test()).forEach(i -> assertTrue(tested.add(i)));
    }
    assertEquals(900, tested.size());
  }

  @Test
  void repeatsDivideAnewEachTime() throws IOException {
    var data = data();
    var folds = BaselineProtocol.folds(Protocol.LEAK_FREE, data.facts(), 42, 3);
    assertEquals(30, folds.size());
    assertEquals("repeat3-fold10", folds.getLast().name());
    assertEquals(44, folds.getLast().seed());
    var once = BaselineProtocol.folds(Protocol.LEAK_FREE, data.facts(), 43);
    assertArrayEquals(once.get(4).test(), folds.get(14).test(), "a repeat is the run of its seed");
    assertEquals(
        "fold1", BaselineProtocol.folds(Protocol.LEAK_FREE, data.facts(), 42, 1).getFirst().name());
    for (var split : BaselineProtocol.folds(Protocol.AS_PUBLISHED, data.facts(), 42, 10)) {
      int[] labels = Splits.pick(data.labels(), split.test());
      for (int k = 0; k < 4; k++) {
        int label = k;
        assertEquals(45, IntStream.of(labels).filter(l -> l == label).count());
      }
    }
    var options = new BaselineOptions(Protocol.LEAK_FREE, Baselines.parse("GNB"), 42, 2, 3);
    var path = temporary.resolve("repeats");
    try (var folder = RunFolder.create(path, config())) {
      var report = BaselineRun.run(data, options, folder, ProgressListener.NONE);
      assertEquals(2700, report.rows().getFirst().matrix().total());
      assertEquals(31, folder.results().size());
      assertEquals("4q, leak-free 3 times, 900 clips", report.title());
      var beside = report.beside(RepeatedSplits.of(report), report);
      assertEquals("3 x 900; 30 x 90; 3 x 900", beside.stringColumn("clips tested").get(0));
    }
    var cut = temporary.resolve("repeats, cut");
    ProgressListener stop =
        (done, total, message) -> {
          if (done == 14) {
            throw new java.util.concurrent.CancellationException("stopped");
          }
        };
    try (var folder = RunFolder.create(cut, config())) {
      assertThrows(
          java.util.concurrent.CancellationException.class,
          () -> BaselineRun.run(data, options, folder, stop));
      assertEquals(1260, folder.predictions().size());
      assertEquals(900, Repeats.whole(folder.predictions()).size());
      assertEquals("pooled", folder.results().get(10).split(), "after the first repeat");
    }
    try (var folder = RunFolder.resume(cut, config())) {
      BaselineRun.run(data, options, folder, ProgressListener.NONE);
    }
    assertEquals(
        Files.readString(path.resolve("predictions.csv")),
        Files.readString(cut.resolve("predictions.csv")));
    assertThrows(
        IllegalArgumentException.class,
        () -> new BaselineOptions(Protocol.LEAK_FREE, Baselines.parse("GNB"), 42, 2, 0));
  }

  @Test
  void smallAndOneSidedSetsAreExplained() {
    int[] labels = {0, 0, 0, 1, 1, 1};
    assertEquals(3, BaselineProtocol.foldCount(labels, new int[] {0, 1, 2, 3, 4, 5}));
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> BaselineProtocol.foldCount(labels, new int[] {0, 0, 0, 1, 2, 3}));
    assertTrue(error.getMessage().contains("artist"), error.getMessage());
    var data = data();
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new BaselineData(
                "mine",
                data.classes(),
                data.clips(),
                new int[900],
                data.groups(),
                data.x(),
                data.settings(),
                1,
                ""));
  }
}
