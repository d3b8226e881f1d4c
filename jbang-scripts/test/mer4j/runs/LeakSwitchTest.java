package mer4j.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import mer4j.ProgressListener;
import mer4j.baselines.Baselines;
import mer4j.corpus.EmbeddedCorpus;
import mer4j.data.Dataset;
import mer4j.data.DatasetAugmentation;
import mer4j.data.DatasetFeatures;
import mer4j.data.Datasets;
import mer4j.data.TrackTree;
import mer4j.data.Variant;
import mer4j.eval.Prediction;
import mer4j.eval.Protocol;
import mer4j.nn.RecurrentKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Augmented and balanced sets through the runs of baselines and networks, with and without leak.
 */
class LeakSwitchTest {
  @TempDir Path folder;

  private Dataset corpus(int clips) throws IOException {
    var path = folder.resolve("corpus");
    EmbeddedCorpus.write(path, clips, 1, 3, ProgressListener.NONE);
    return Datasets.open(path.toString());
  }

  private BaselineReport baselines(Dataset set, Protocol protocol, String models)
      throws IOException {
    var settings = set.settings();
    var options = new BaselineOptions(protocol, Baselines.parse(models), 42, 2);
    try (var tensor = DatasetFeatures.tensor(set, settings, 2, ProgressListener.NONE);
        var run =
            RunFolder.create(
                folder.resolve("run-" + set.name() + protocol), options.config(set, settings))) {
      var data = BaselineData.of(set, settings, tensor);
      var report = BaselineRun.run(data, options, run, ProgressListener.NONE);
      check(set, protocol, run);
      return report;
    }
  }

  private static void check(Dataset set, Protocol protocol, RunFolder run) throws IOException {
    var model = run.predictions().getFirst().model();
    var tested =
        run.predictions().stream()
            .filter(p -> p.model().equals(model))
            .map(Prediction::clip)
            .toList();
    var originals =
        set.clips().stream().filter(c -> c.original()).map(c -> c.id()).collect(Collectors.toSet());
    boolean onlyOriginals = originals.containsAll(tested);
    assertEquals(protocol == Protocol.LEAK_FREE || !set.facts().augmented(), onlyOriginals);
  }

  private NetworkOutcome network(Path set, Protocol protocol)
      throws IOException, InterruptedException {
    return network(set, protocol, null);
  }

  private NetworkOutcome network(Path set, Protocol protocol, String groups)
      throws IOException, InterruptedException {
    var output = folder.resolve("net-" + set.getFileName() + protocol);
    var options =
        NetworkOptions.of(RecurrentKind.LSTM, set.toString(), protocol, output)
            .groupedBy(groups)
            .with(its -> its.hidden(8).frameStep(40).epochs(1).batch(16));
    try (var run = NetworkRun.prepare(options, ProgressListener.NONE)) {
      return run.train(ProgressListener.NONE);
    }
  }

  @Test
  void augmentedClipsLeakUnlessRecordingsAreDividedFirst()
      throws IOException, InterruptedException {
    var path = folder.resolve("more");
    DatasetAugmentation.write(
        corpus(48),
        new DatasetAugmentation.Options(Variant.parse("noise=.01,gain=-6"), 1, 2),
        path,
        ProgressListener.NONE);
    var set = Datasets.open(path.toString());
    var leaking = baselines(set, Protocol.AS_PUBLISHED, "RC");
    assertTrue(leaking.method().contains("% of the test clips have a variant"), leaking.method());
    assertTrue(leaking.rows().getFirst().result().accuracy() > .8, "twins are recognised");
    var honest = baselines(set, Protocol.LEAK_FREE, "RC");
    assertTrue(honest.method().contains("recordings are tested"), honest.method());
    assertEquals(48, honest.rows().getFirst().matrix().total(), "every recording once");
    assertTrue(
        honest.rows().getFirst().result().accuracy()
            < leaking.rows().getFirst().result().accuracy());

    var bySource = set.groupedBy("Source");
    var choice = new BaselineOptions(Protocol.LEAK_FREE, Baselines.parse("RC"), 42, 2);
    var config = choice.config(bySource, bySource.settings()).options();
    assertEquals("Source", config.get("groups"));
    assertFalse(choice.config(set, set.settings()).options().containsKey("groups"));
    var tested = network(path, Protocol.LEAK_FREE, "Source").predictions();
    assertTrue(tested.stream().noneMatch(p -> p.clip().contains("_")), tested.toString());
    var random = network(path, Protocol.AS_PUBLISHED).predictions();
    assertTrue(random.stream().anyMatch(p -> p.clip().endsWith("_gain")));
  }

  @Test
  void tracksAreBalancedBeforeOrAfterTheDivision() throws IOException, InterruptedException {
    var path = folder.resolve("tree");
    TrackTree.write(corpus(96), path);
    var set = Datasets.open(path.toString());
    var published = baselines(set, Protocol.AS_PUBLISHED, "softmax");
    assertEquals(59, published.classes().size());
    assertTrue(published.method().contains("all values standardised by one"), published.method());
    assertFalse(published.method().contains("columns"), published.method());
    assertTrue(published.method().contains("are copies of training clips"), published.method());
    assertEquals("seed602", published.rows().getFirst().result().split());
    assertEquals(.4375, published.rows().getFirst().published());
    assertEquals(59, published.rows().getFirst().result().auc().length);
    var honest = baselines(set, Protocol.LEAK_FREE, "KNC");
    assertTrue(honest.method().contains("; columns standardised on"), honest.method());
    assertEquals("official", honest.rows().getFirst().result().split());
    assertEquals(set.facts().official().test().length, honest.rows().getFirst().matrix().total());

    var copied = network(path, Protocol.AS_PUBLISHED);
    var split = NetworkProtocol.split(set.facts(), Protocol.AS_PUBLISHED);
    assertEquals(59, copied.classes().size());
    assertEquals(ids(set, split.test()), tested(copied));
    assertTrue(set.facts().leaked(split) > .2, "copies are tested");
    var official = network(path, Protocol.LEAK_FREE);
    assertEquals("official", official.result().split());
    var division = NetworkProtocol.split(set.facts(), Protocol.LEAK_FREE);
    assertEquals(ids(set, set.facts().official().test()), tested(official));
    assertEquals(0, set.facts().leaked(division));
    assertTrue(
        Arrays.stream(division.train()).distinct().count() < division.train().length,
        "small classes are filled up in the training part");
    assertFalse(official.title().isEmpty());
    augmentedTracksAreDividedAsTheirSource(set);
  }

  private void augmentedTracksAreDividedAsTheirSource(Dataset set) throws IOException {
    var path = folder.resolve("more");
    DatasetAugmentation.write(
        set,
        new DatasetAugmentation.Options(Variant.parse("gain=-6"), 1, 2),
        path,
        ProgressListener.NONE);
    var more = Datasets.open(path.toString());
    var division = NetworkProtocol.split(more.facts(), Protocol.LEAK_FREE);
    assertEquals(ids(set, set.facts().official().test()), ids(more, division.test()));
    assertEquals(0, more.facts().leaked(division));
    assertTrue(ids(more, division.train()).stream().anyMatch(id -> id.endsWith("_gain")));
    assertEquals(
        "official", NetworkProtocol.name(more.facts(), Protocol.LEAK_FREE, NetworkDivision.USUAL));
  }

  private static List<String> ids(Dataset set, int[] rows) {
    return Arrays.stream(rows).mapToObj(row -> set.ids().get(row)).toList();
  }

  private static List<String> tested(NetworkOutcome outcome) {
    return outcome.predictions().stream().map(Prediction::clip).toList();
  }

  /** What augmentation adds can only be told if both sides are asked about the same recordings. */
  @Test
  void augmentedAndPlainRunsTestTheSameRecordings() throws IOException {
    var corpus = corpus(40);
    var path = folder.resolve("twice");
    var options = new DatasetAugmentation.Options(Variant.parse("noise,shift"), 1, 2);
    DatasetAugmentation.write(corpus, options, path, ProgressListener.NONE);
    var variants = Datasets.open(path.toString()).groupedBy("Source");
    var recordings = corpus.groupedBy("Song");
    var augmented = BaselineProtocol.folds(Protocol.LEAK_FREE, variants.facts(), 42);
    var plain = BaselineProtocol.folds(Protocol.LEAK_FREE, recordings.facts(), 42);
    assertEquals(plain.size(), augmented.size());
    for (int k = 0; k < plain.size(); k++) {
      assertEquals(
          ids(recordings, plain.get(k).test()),
          ids(variants, augmented.get(k).test()),
          "fold " + k);
      assertEquals(3 * plain.get(k).train().length, augmented.get(k).train().length);
    }
    var network = NetworkProtocol.split(variants.facts(), Protocol.LEAK_FREE);
    var alone = NetworkProtocol.split(recordings.facts(), Protocol.LEAK_FREE);
    assertEquals(ids(recordings, alone.test()), ids(variants, network.test()));
    assertEquals(ids(recordings, alone.validation()), ids(variants, network.validation()));
  }
}
