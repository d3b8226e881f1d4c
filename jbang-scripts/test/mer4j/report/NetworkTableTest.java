package mer4j.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks from small files, worked out by hand: four clips by three artists, two folds. */
class NetworkTableTest {
  private static final NetworkTable TABLE = new NetworkTable("4q", 2);

  private static final String RESULTS =
      "model,protocol,split,accuracy,macro_f1,mcc,auc_macro,auc_0,auc_1,fit_seconds,"
          + "predict_seconds,published_accuracy\n";

  @TempDir Path data;

  @BeforeEach
  void artists() throws IOException {
    Files.writeString(
        data.resolve("4q-index.csv"), "id,quadrant,artist\na,Q1,1\nb,Q2,1\nc,Q1,2\nd,Q2,3\n");
  }

  private ResultsFolder results() {
    return new ResultsFolder(data);
  }

  /**
   * Writes a run of three epochs of 20 s.
   *
   * @param options further members of the options, such as {@code "fold":"1/2"}
   * @param tested clip, label and prediction of each test clip, such as {@code a,0,1}
   */
  private void write(String name, String model, int seed, String options, String... tested)
      throws IOException {
    var folder = Files.createDirectories(data.resolve("results/4q-networks").resolve(name));
    Files.writeString(
        folder.resolve("config.json"),
        "{\"script\":\"train_%s\",\"seed\":%d,\"options\":{\"dataset\":\"4q\",%s}}"
            .formatted(model.toLowerCase(Locale.ROOT), seed, options));
    Files.writeString(
        folder.resolve("metrics.csv"),
        "epoch,train_loss,train_accuracy,validation_loss,validation_accuracy,seconds\n"
            + "1,1.4,.3,1.4,.3,20\n2,1.2,.5,1.3,.5,20\n3,1,.7,1.5,.4,20\n");
    var lines = new StringBuilder("model,split,clip,label,predicted,score_0,score_1\n");
    int hits = 0;
    for (var clip : tested) {
      lines.append(model).append(",").append(name).append(",").append(clip).append(",1,0\n");
      hits += clip.charAt(2) == clip.charAt(4) ? 1 : 0;
    }
    Files.writeString(folder.resolve("predictions.csv"), lines.toString());
    Files.writeString(
        folder.resolve("results.csv"),
        RESULTS
            + "%s,p,s,%s,.5,.5,.5,.5,.5,60,1,\n".formatted(model, hits / (double) tested.length));
  }

  /** Writes a run of a better model, one split, three clips of four right. */
  private void better(String protocol) throws IOException {
    var folder = Files.createDirectories(data.resolve("results/4q-best").resolve(protocol));
    Files.writeString(
        folder.resolve("config.json"),
        "{\"script\":\"train_best\",\"seed\":1,\"options\":{\"dataset\":\"4q\",\"protocol\":\"%s\"}}"
            .formatted(protocol));
    Files.writeString(
        folder.resolve("predictions.csv"),
        "model,split,clip,label,predicted,score_0,score_1\nBEST,s,a,0,0,1,0\n"
            + "BEST,s,b,1,1,0,1\nBEST,s,c,0,0,1,0\nBEST,s,d,1,0,1,0\n");
    Files.writeString(
        folder.resolve("results.csv"), RESULTS + "BEST,p,s,.75,.7,.5,.5,.5,.5,1,1,\n");
  }

  private String cell(String model, String column) throws IOException {
    var table = TABLE.assemble(results());
    var row =
        table.rows().stream().filter(r -> r.getFirst().equals(model)).findFirst().orElseThrow();
    return row.get(table.columns().indexOf(column));
  }

  private List<String> pictures() throws IOException {
    return TABLE.assemble(results()).pictures().stream().map(ReportTable.Picture::file).toList();
  }

  @Test
  void seedsAsPublished() throws IOException {
    assertEquals(List.of(), pictures(), "nothing to draw");
    write("lstm-seed1", "LSTM", 1, "\"protocol\":\"as-published\"", "a,0,0", "b,1,0", "c,0,0");
    assertEquals("1 (3)", cell("LSTM", "minutes (epochs)"));
    assertEquals("", cell("LSTM", "repeated seeds, mean (sd)"));
    assertEquals("3", cell("LSTM", BaselineTable.TESTED));
    write("lstm-seed2", "LSTM", 2, "\"protocol\":\"as-published\"", "a,0,0", "b,1,1", "c,0,0");
    assertEquals(".833 (.236)", cell("LSTM", "repeated seeds, mean (sd)"));
    assertTrue(cell("LSTM", BaselineTable.RERUN).startsWith(".667 ("), "the first seed");
    assertEquals("", cell("LSTM", BaselineTable.SPLITS), "other seeds of one division");
    assertEquals("2 x 3", cell("LSTM", BaselineTable.TESTED));
    assertEquals("", cell("RNN", BaselineTable.RERUN));
    var other = "\"protocol\":\"as-published\",\"split-seed\":\"7\"";
    write("lstm-split7", "LSTM", 1, other, "b,1,0", "c,0,1", "d,1,0");
    assertEquals(".333 (.471)", cell("LSTM", BaselineTable.SPLITS), ".667 and 0");
    assertEquals(".833 (.236)", cell("LSTM", "repeated seeds, mean (sd)"), "one division only");
    assertTrue(cell("LSTM", BaselineTable.RERUN).startsWith(".667 ("), "the study's division");
    assertEquals("2 x 3", cell("LSTM", BaselineTable.TESTED));
    assertEquals(List.of("4q-networks.png", "4q-learning-curves.png"), pictures());
  }

  @Test
  void foldsArePooledOnceAllAreThere() throws IOException {
    var options = "\"protocol\":\"leak-free\",\"patience\":\"20\",\"fold\":\"%s\"";
    write("rnn-fold1", "RNN", 1, options.formatted("1/2"), "a,0,0", "b,1,1");
    write("other", "RNN", 2, options.formatted("2/2"), "c,0,1", "d,1,1");
    write("alone", "RNN", 1, "\"protocol\":\"leak-free\",\"patience\":\"20\"", "a,0,1");
    assertEquals("", cell("RNN", BaselineTable.LEAK_FREE), "the second fold has another seed");
    assertTrue(results().networks("4q").stepwise().runs().isEmpty());
    write("rnn-fold2", "RNN", 1, options.formatted("2/2"), "c,0,1", "d,1,1");
    // artists: 2 of 2, 0 of 1 and 1 of 1 right
    assertEquals(".750 (.000 to 1.000)", cell("RNN", BaselineTable.LEAK_FREE));
    // class 0: 1 of 2 found, nothing else taken for it; class 1: both found, one too many
    assertEquals(".733", cell("RNN", BaselineTable.MACRO_F1));
    assertEquals(".577", cell("RNN", BaselineTable.MCC));
    assertEquals("4", cell("RNN", BaselineTable.TESTED));
    assertEquals("", cell("RNN", BaselineTable.RERUN));
    assertEquals(List.of(), pictures(), "no training as published");
  }

  @Test
  void randomFoldsStandBesideTheBetterModelsInRandomFolds() throws IOException {
    var options = "\"protocol\":\"leak-free\",\"fold\":\"%s\"";
    var random = options + ",\"groups\":\"Song\"";
    write("a-random1", "LSTM", 1, random.formatted("1/2"), "a,0,0", "b,1,1");
    write("a-random2", "LSTM", 1, random.formatted("2/2"), "c,0,0", "d,1,1");
    assertEquals("", cell("LSTM", BaselineTable.LEAK_FREE), "these knew the artists");
    write("fold1", "LSTM", 1, options.formatted("1/2"), "a,0,1", "b,1,0");
    write("fold2", "LSTM", 1, options.formatted("2/2"), "c,0,0", "d,1,1");
    assertTrue(cell("LSTM", BaselineTable.LEAK_FREE).startsWith(".500 ("));
    var best = new BestTable("4q");
    assertEquals(List.of(), best.assemble(results()).rows(), "nothing to stand beside");
    better("leak-free");
    better("as-published");
    var rows = best.assemble(results()).rows();
    assertEquals(
        List.of("BEST", BestTable.NETWORK, "BEST", BestTable.NETWORK),
        rows.stream().limit(4).map(List::getFirst).toList());
    int accuracy = best.assemble(results()).columns().indexOf(BestTable.ACCURACY);
    assertTrue(rows.get(1).get(accuracy).startsWith("1.000 ("), "random folds: " + rows.get(1));
    assertTrue(rows.get(3).get(accuracy).startsWith(".500 ("), "by artist: " + rows.get(3));
    assertEquals(6, rows.size(), "and two that others have published");
  }
}
