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
import mer4j.data.SplitFacts;
import mer4j.eval.DenseMatrix;
import mer4j.eval.Protocol;
import mer4j.features.ClipDescriptors;
import mer4j.features.ExtractionSettings;
import mer4j.features.FeatureMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cross-validation of made-up clips in which the class shows in the key alone. */
class BestRunTest {
  private static final int CLIPS = 80;

  @TempDir Path temporary;

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

  private BestReport run(String name, Protocol protocol) throws IOException {
    try (var folder = RunFolder.create(temporary.resolve(name), config())) {
      return BestRun.run(data(), options(protocol), folder, ProgressListener.NONE);
    }
  }

  @Test
  void theChoiceFindsWhatTells() throws IOException {
    var report = run("run", Protocol.LEAK_FREE);
    var best = report.best();
    assertTrue(best.result().macroF1() > 0.9, report.toText());
    assertTrue(report.rows().getFirst().result().macroF1() < 0.75, "timbre says nothing here");
    assertTrue(report.gain().low() > 0, report.toText());
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
    run("run", Protocol.LEAK_FREE);
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
    run("whole", Protocol.AS_PUBLISHED);
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
          () -> BestRun.run(data(), options(Protocol.AS_PUBLISHED), folder, stop));
    }
    try (var folder = RunFolder.resume(cut, config())) {
      BestRun.run(data(), options(Protocol.AS_PUBLISHED), folder, ProgressListener.NONE);
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
