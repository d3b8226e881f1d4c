package mer4j.runs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  @TempDir Path temporary;

  private static RunConfig config(String epochs, long seed, String data) {
    return new RunConfig(
        "train_lstm",
        new TreeMap<>(Map.of("epochs", epochs, "dataset", "embedded")),
        seed,
        new TreeMap<>(Map.of(Provenance.DATA, data)));
  }

  @Test
  void aRunIsNotOverwritten() throws IOException {
    var folder = temporary.resolve("run");
    RunFolder.create(folder, config("3", 1, "d")).close();
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> RunFolder.create(folder, config("3", 1, "d")));
    assertTrue(error.getMessage().contains("--resume"), error.getMessage());
    Files.createDirectories(temporary.resolve("other"));
    Files.writeString(temporary.resolve("other/notes.txt"), "mine");
    assertThrows(
        IllegalArgumentException.class,
        () -> RunFolder.create(temporary.resolve("other"), config("3", 1, "d")));
  }

  @Test
  void resumingWithOtherOptionsNamesTheDifference() throws IOException {
    var folder = temporary.resolve("run");
    RunFolder.create(folder, config("3", 1, "d")).close();
    RunFolder.resume(folder, config("3", 1, "d")).close();
    assertRefused(folder, config("5", 1, "d"), "--epochs is 3 there, 5 here");
    assertRefused(folder, config("3", 2, "d"), "--seed is 1 there, 2 here");
    assertRefused(folder, config("3", 1, "e"), "the data set's files have changed");
    assertThrows(
        IllegalArgumentException.class,
        () -> RunFolder.resume(temporary.resolve("none"), config("3", 1, "d")));
  }

  private static void assertRefused(Path folder, RunConfig config, String reason) {
    var error =
        assertThrows(IllegalArgumentException.class, () -> RunFolder.resume(folder, config));
    assertTrue(error.getMessage().contains(reason), error.getMessage());
  }

  @Test
  void oneRunAtATime() throws IOException {
    var folder = temporary.resolve("run");
    try (var run = RunFolder.create(folder, config("3", 1, "d"))) {
      assertEquals(folder, run.path());
      assertThrows(IOException.class, () -> RunFolder.resume(folder, config("3", 1, "d")));
    }
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count(), "only config.json is left");
    }
  }

  @Test
  void pathsThatCannotBeWrittenAreNamed() throws IOException {
    var file = Files.writeString(temporary.resolve("file"), "");
    for (var folder : new Path[] {file, file.resolve("run")}) {
      var error =
          assertThrows(IOException.class, () -> RunFolder.create(folder, config("3", 1, "d")));
      assertTrue(error.getMessage().contains(folder.toString()), error.getMessage());
    }
  }

  @Test
  void damagedConfigurationIsNamed() throws IOException {
    var folder = temporary.resolve("run");
    RunFolder.create(folder, config("3", 1, "d")).close();
    var file = folder.resolve(RunConfig.FILE);
    for (var text : new String[] {"", "{\"script\":", "[]"}) {
      Files.writeString(file, text);
      var error =
          assertThrows(IOException.class, () -> RunFolder.resume(folder, config("3", 1, "d")));
      assertTrue(error.getMessage().contains(RunConfig.FILE), error.getMessage());
    }
  }

  @Test
  void metricsSurviveAnInterruption() throws IOException {
    var file = temporary.resolve("metrics.csv");
    var log = MetricsLog.open(file);
    for (int epoch = 1; epoch <= 3; epoch++) {
      var values = new LinkedHashMap<String, Double>();
      values.put("train_loss", 1.0 / epoch);
      values.put("validation_accuracy", epoch == 2 ? Double.NaN : 0.5);
      log.append(epoch, values);
    }
    assertEquals(
        "epoch,train_loss,validation_accuracy\n1,1.0,0.5\n2,0.5,\n3,0.3333333333333333,0.5\n",
        Files.readString(file));
    Files.writeString(file, Files.readString(file) + "4,0.2");
    var again = MetricsLog.open(file);
    assertEquals(3, again.rows().size());
    again.keepUntil(2);
    again.append(
        3,
        Map.of("train_loss", 0.25, "validation_accuracy", 0.75).entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .collect(LinkedHashMap::new, (m, e) -> m.put(e.getKey(), e.getValue()), Map::putAll));
    assertArrayEquals(new double[] {1, 0.5, 0.25}, MetricsLog.open(file).column("train_loss"));
    assertThrows(IllegalArgumentException.class, () -> again.append(4, Map.of("loss", 1.0)));
    Files.writeString(file, "epoch,a\n1,2\n2,x\n");
    assertThrows(IOException.class, () -> MetricsLog.open(file));
  }

  @Test
  void provenanceNamesVersionsAndData() {
    var facts = Provenance.collect("data", "features");
    assertEquals("data", facts.get(Provenance.DATA));
    assertTrue(facts.keySet().containsAll(java.util.List.of("mer4j", "java", "revision")));
  }
}
