package mer4j.runs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import mer4j.eval.ModelResult;
import mer4j.eval.Prediction;
import mer4j.eval.Protocol;
import mer4j.nn.NetworkSettingsBuilder;
import mer4j.nn.Pooling;
import mer4j.nn.RecurrentKind;
import mer4j.nn.Scaling;
import mer4j.recurrent.Cell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkResultsTest {
  @TempDir Path folder;

  /** Writes what a run leaves, with so many hits of ten, validation best in epoch two. */
  private void write(
      String name, RecurrentKind kind, long seed, int hits, Consumer<NetworkSettingsBuilder> change)
      throws IOException {
    var path = folder.resolve(name);
    var options =
        NetworkOptions.of(kind, "4q", Protocol.AS_PUBLISHED, path)
            .with(change)
            .with(its -> its.seed(seed));
    var settings = options.settings("4q", 204, 4);
    var model = settings.architecture().name();
    var config = new RunConfig(options.script(), options.named(settings), seed, new TreeMap<>());
    try (var run = RunFolder.create(path, config)) {
      var metrics = run.metrics();
      for (int epoch = 1; epoch <= 3; epoch++) {
        var values = new LinkedHashMap<String, Double>();
        values.put("train_loss", 1. / epoch);
        values.put("train_accuracy", .25 * epoch);
        values.put("validation_loss", 1.);
        values.put("validation_accuracy", epoch == 1 ? .4 : epoch == 2 ? .6 : .5);
        values.put("seconds", epoch == 1 ? 2 : epoch == 2 ? 2000 : 4.);
        metrics.append(epoch, values);
      }
      var predictions = new java.util.ArrayList<Prediction>();
      for (int i = 0; i < 10; i++) {
        int label = i % 4;
        int predicted = i < hits ? label : (label + 1) % 4;
        predictions.add(new Prediction(model, "seed602", "c" + i, label, predicted, new double[4]));
      }
      run.writePredictions(predictions);
      run.writeResults(
          List.of(
              ModelResult.measure(model, "as-published", "seed602", predictions, 4, 9, 1, null)));
    }
  }

  private static void early(NetworkSettingsBuilder settings) {
    settings.epochs(80).patience(20);
  }

  /** Under the script of a network that the study has, with a cell that it does not have. */
  @Test
  void aNetworkOfGatedUnitsStandsForItself() throws IOException {
    write("gru", RecurrentKind.RNN, 1, 6, its -> its.cell(Cell.GRU));
    write("bgru", RecurrentKind.BRNN, 1, 5, its -> its.cell(Cell.GRU));
    write("rnn", RecurrentKind.RNN, 1, 4, its -> {});
    var all = NetworkResults.read("4q", folder);
    assertEquals(
        List.of("RNN", "GRU", "BGRU"), all.runs().stream().map(NetworkResult::model).toList());
    assertEquals(List.of("cell gru"), all.runs().get(1).deviations());
    assertEquals(List.of("cell gru"), all.runs().get(2).deviations());
    assertEquals(
        List.of("RNN"), all.asPublished().runs().stream().map(its -> its.model()).toList());
    assertTrue(all.table().doubleColumn("published").isMissing(1));
  }

  @Test
  void runsBesideThePublishedValues() throws IOException {
    write("lstm-2", RecurrentKind.LSTM, 2, 6, its -> {});
    write("lstm-1", RecurrentKind.LSTM, 1, 5, its -> {});
    write("rnn-1", RecurrentKind.RNN, 1, 4, its -> {});
    write("step", RecurrentKind.RNN, 1, 4, NetworkResultsTest::early);
    write("short", RecurrentKind.RNN, 1, 4, its -> its.epochs(3));
    write("small", RecurrentKind.RNN, 1, 4, its -> its.hidden(4));
    Files.createDirectories(folder.resolve("not-finished"));
    var all = NetworkResults.read("4q", folder);
    assertEquals(6, all.runs().size());
    var table = all.asPublished().table();
    assertEquals(List.of("RNN", "LSTM", "LSTM"), table.stringColumn("model").asList());
    assertEquals(2, table.longColumn("seed").get(2));
    assertEquals(3, table.intColumn("epochs").get(0));
    assertEquals(.4, table.doubleColumn("test accuracy").get(0));
    assertEquals(48 / 90., table.doubleColumn("published").get(0), 1e-8);
    assertEquals("0.168-0.687", table.stringColumn("95 % interval").get(0));
    assertEquals(2, table.intColumn("best epoch").get(0));
    assertEquals(.6, table.doubleColumn("validation, best").get(0));
    assertEquals(.75, table.doubleColumn("training, last").get(0));
    assertEquals(.5, table.doubleColumn("validation, last").get(0));
    // the epoch during which the machine slept does not count: three times the median of 4 s
    assertEquals(12 / 60., table.doubleColumn("minutes").get(0), 1e-12);
    var run = all.runs().getFirst();
    assertArrayEquals(new double[] {.4, .6, .5}, run.accuracies().get("validation"));
    assertArrayEquals(new double[] {1, .5, 1. / 3}, run.losses().get("training"));
  }

  @Test
  void oneCorrectionAtATime() throws IOException {
    Consumer<NetworkSettingsBuilder> zero = NetworkResultsTest::early;
    Consumer<NetworkSettingsBuilder> one = zero.andThen(its -> its.scaling(Scaling.ROWS));
    Consumer<NetworkSettingsBuilder> two = one.andThen(its -> its.decibels(true));
    Consumer<NetworkSettingsBuilder> three =
        two.andThen(its -> its.masked(true).pooling(Pooling.MEAN).randomInitialState(false));
    Consumer<NetworkSettingsBuilder> four = three.andThen(its -> its.bestEpoch(true));
    write("four", RecurrentKind.LSTM, 1, 9, four);
    write("three", RecurrentKind.LSTM, 1, 8, three);
    write("two", RecurrentKind.LSTM, 1, 7, two);
    write("one", RecurrentKind.LSTM, 1, 6, one);
    write("zero", RecurrentKind.LSTM, 1, 5, zero);
    write("zero2", RecurrentKind.LSTM, 2, 3, zero);
    write("rnn", RecurrentKind.RNN, 1, 3, one);
    write("published", RecurrentKind.RNN, 1, 3, its -> {});
    var table = NetworkResults.read("4q", folder).stepwise().stepTable();
    assertEquals(
        List.of(
            "scaler rows",
            "as published",
            "+ scaler rows",
            "+ mel db",
            "+ padding masked, pooling mean, initial-state zero",
            "+ best-epoch true"),
        table.stringColumn("step").asList());
    assertEquals(2, table.intColumn("seeds").get(1));
    assertEquals(.4, table.doubleColumn("test accuracy").get(1), 1e-12);
    assertEquals(.7, table.doubleColumn("test accuracy").get(3), 1e-12, "of a single seed");
    assertEquals(Math.sqrt(.02), table.doubleColumn("standard deviation").get(1), 1e-12);
    assertTrue(Double.isNaN(table.doubleColumn("standard deviation").getDouble(2)));
    assertEquals(3, table.doubleColumn("epochs").get(1));
  }

  @Test
  void whatIsMissingOrDamagedIsNamed() throws IOException {
    var none = folder.resolve("none");
    var missing = assertThrows(IOException.class, () -> NetworkResults.read("4q", none));
    assertTrue(missing.getMessage().contains("none"), missing.getMessage());
    write("run", RecurrentKind.RNN, 1, 3, its -> {});
    Files.delete(folder.resolve("run/metrics.csv"));
    var damaged = assertThrows(IOException.class, () -> NetworkResults.read("4q", folder));
    assertTrue(damaged.getMessage().contains("metrics.csv"), damaged.getMessage());
  }
}
