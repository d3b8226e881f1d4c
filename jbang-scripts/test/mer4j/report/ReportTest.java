package mer4j.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import mer4j.CsvFile;
import mer4j.Project;
import mer4j.baselines.Baselines;
import mer4j.eval.ConfusionMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables from results of three clips by two artists, worked out by hand. */
class ReportTest {
  private static final String RESULTS =
      "model,protocol,split,accuracy,macro_f1,mcc,auc_macro,auc_0,auc_1,fit_seconds,"
          + "predict_seconds,published_accuracy\n";
  private static final String PREDICTIONS = "model,split,clip,label,predicted,score_0,score_1\n";

  @TempDir Path root;

  private Path write(String name, String text) throws IOException {
    var file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private ResultsFolder results() {
    return new ResultsFolder(root.resolve("data"));
  }

  private void config(String run, String protocol) throws IOException {
    write(
        "data/results/" + run + "/config.json",
        "{\"script\":\"train_baselines\",\"options\":{\"dataset\":\"4q\",\"protocol\":\""
            + protocol
            + "\"},\"seed\":42}");
  }

  private static String cell(ReportTable table, String model, String column) {
    var row =
        table.rows().stream().filter(r -> r.getFirst().startsWith(model)).findFirst().orElseThrow();
    return row.get(table.columns().indexOf(column));
  }

  @Test
  void whatIsMissingIsAnEmptyCell() throws IOException {
    var tables = Report.of(results()).tables();
    var baselines = tables.getFirst();
    assertEquals(Baselines.all().size(), baselines.rows().size());
    assertEquals(".633", cell(baselines, "LR", "published"));
    assertEquals("", cell(baselines, "LR", BaselineTable.RERUN));
    assertEquals("", cell(baselines, "LR", BaselineTable.TESTED));
    assertEquals("", cell(baselines, "RQDA", "published"));
    assertEquals(".511", cell(tables.get(1), "LSTM", "published"));
    assertTrue(Report.of(results()).page().contains("No run yet."));
  }

  @Test
  void oneSplitHasWilsonsInterval() throws IOException {
    config("4q-baselines-as-published", "as-published");
    write(
        "data/results/4q-baselines-as-published/results.csv",
        RESULTS
            + "LR,as-published,seed42,0.75,.7,.5,.8,.8,.85,1,1,\n"
            + "QDA,as-published,seed42,,,,,,,,,\n");
    write(
        "data/results/4q-baselines-as-published/predictions.csv",
        PREDICTIONS
            + "LR,seed42,a,0,0,1,0\n"
            + "LR,seed42,b,1,1,0,1\n"
            + "LR,seed42,c,1,0,1,0\n"
            + "LR,seed42,d,0,0,1,0\n");
    write(
        "data/results/4q-baselines-as-published/undefined.csv",
        "model,split,reason\nQDA,seed42,it has no inverse\n");
    var areas = new AreaTable("4q", List.of("Q1", "Q2")).assemble(results());
    assertEquals(".870", cell(areas, "LR", "Q1" + AreaTable.PUBLISHED));
    assertEquals(".800", cell(areas, "LR", "Q1" + AreaTable.RERUN));
    assertEquals(".850", cell(areas, "LR", "Q2" + AreaTable.RERUN));
    assertEquals("4", cell(areas, "LR", BaselineTable.TESTED));
    assertEquals(".480", cell(areas, "QDA", "Q1" + AreaTable.PUBLISHED));
    assertEquals("", cell(areas, "QDA", "Q1" + AreaTable.RERUN));
    assertEquals("", cell(areas, "MLP", "Q1" + AreaTable.RERUN), "not run");
    var table = Report.of(results()).tables().getFirst();
    // 3 of 4: centre (.75 + z^2/8) / (1 + z^2/4), half-width as in Wilson 1927
    assertEquals(".750 (.301 to .954)", cell(table, "LR", BaselineTable.RERUN));
    assertEquals("4", cell(table, "LR", BaselineTable.TESTED));
    assertEquals("undefined", cell(table, "QDA", BaselineTable.RERUN));
    assertTrue(table.note().contains("it has no inverse"), table.note());
  }

  @Test
  void foldsHaveAnIntervalOverArtists() throws IOException {
    write("data/4q-index.csv", "id,quadrant,artist\na,Q1,1\nb,Q2,1\nc,Q1,2\n");
    config("4q-baselines-leak-free", "leak-free");
    write(
        "data/results/4q-baselines-leak-free/results.csv",
        RESULTS
            + "LR,leak-free,repeat1-fold1,1,1,1,1,1,1,1,1,\n"
            + "LR,leak-free,pooled,.67,.5,.5,.8,.8,.8,1,1,\n"
            + "SVM,leak-free,repeat1-fold1,1,1,1,1,1,1,1,1,\n"
            + "SVM,leak-free,repeat1-fold2,1,1,1,1,1,1,1,1,\n"
            + "KNC,leak-free,repeat1-fold1,1,1,1,1,1,1,1,1,\n");
    var text =
        PREDICTIONS
            + "LR,repeat1-fold1,a,0,0,1,0\n"
            + "LR,repeat1-fold1,b,1,1,0,1\n"
            + "LR,repeat1-fold2,c,0,1,0,1\n"
            + "LR,repeat2-fold1,a,0,0,1,0\n"
            + "LR,repeat2-fold1,b,1,1,0,1\n"
            + "LR,repeat2-fold2,c,0,1,0,1\n"
            + "LR,repeat3-fold1,a,0,1,0,1\n" // not finished
            + "KNC,repeat1-fold1,a,0,0,1,0\n";
    var bytes = new ByteArrayOutputStream();
    try (var packed = new GZIPOutputStream(bytes)) {
      packed.write(text.getBytes(StandardCharsets.UTF_8));
    }
    Files.write(
        root.resolve("data/results/4q-baselines-leak-free/predictions.csv.gz"),
        bytes.toByteArray());
    var run = results().run("4q-baselines-leak-free").orElseThrow();
    var score = run.score("LR").orElseThrow();
    assertEquals(4 / 6., score.accuracy(), 1e-12);
    assertEquals(0, score.interval().low(), "artist 2 alone is drawn in a quarter of the cases");
    assertEquals(1, score.interval().high());
    // splits: 1, 0, 1, 0
    assertEquals(Math.sqrt(1 / 3.), score.deviation(), 1e-12);
    assertEquals("2 x 3", score.tested());
    assertTrue(run.score("SVM").isEmpty(), "its folds are not all done");
    assertTrue(run.score("KNC").isEmpty(), "one of its folds is not all of them");
    var table = Report.of(results()).tables().getFirst();
    assertEquals(".667 (.000 to 1.000)", cell(table, "LR", BaselineTable.LEAK_FREE));
  }

  @Test
  void publishedReportsStandBesideThoseMeasured() throws IOException {
    var counts = new int[][] {{18, 15, 3, 10}, {4, 42, 0, 2}, {6, 2, 24, 14}, {1, 2, 5, 32}};
    var truth = IntStream.builder();
    var predicted = IntStream.builder();
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        for (int clip = 0; clip < counts[i][j]; clip++) {
          truth.add(i);
          predicted.add(j);
        }
      }
    }
    var here = ConfusionMatrix.of(truth.build().toArray(), predicted.build().toArray(), 4);
    var classes = List.of("Q1", "Q2", "Q3", "Q4");
    var committed = new ResultsFolder(Project.data());
    var table = PublishedReports.beside(committed, "4q", "LR", here, classes);
    assertEquals("LR on 4q, 180 clips tested, accuracy .644", table.name());
    assertEquals(.30, table.doubleColumn("recall, published").get(2));
    assertEquals(24 / 46., table.doubleColumn("recall").get(2), 1e-12);
    assertEquals(24 / 32., table.doubleColumn("precision").get(2), 1e-12);
    assertEquals(List.of(46, 48, 46, 40), table.intColumn("clips tested").asList());
    var other = PublishedReports.beside(committed, "embedded", "LR", here, classes);
    assertTrue(other.doubleColumn("f1, published").isMissing(0), "nothing is published on it");
    // a report agrees with itself: F1 is the harmonic mean, to what two decimals allow
    var rows = CsvFile.read(committed.path().resolve("published-reports.csv"), List.of("f1"));
    assertEquals(12, rows.size());
    for (var row : rows) {
      double precision = Double.parseDouble(row.get("precision"));
      double recall = Double.parseDouble(row.get("recall"));
      double f1 = 2 * precision * recall / (precision + recall);
      assertEquals(Double.parseDouble(row.get("f1")), f1, .012, row.toString());
    }
  }

  @Test
  void aMemoryOfCopiesStandsBesideThePublishedModels() throws IOException {
    var missing = new MemoryTable("jamendo").assemble(results());
    assertEquals(4, missing.rows().size());
    assertEquals("", cell(missing, "RNN", MemoryTable.OVER));
    assertEquals(1, missing.pictures().size(), "no memory to draw beside the networks");
    write(
        "data/results/jamendo-balancing.csv",
        "quantity,mean,deviation,draws\n"
            + "share of test rows that are copies of training rows,0.4,0.01,3\n"
            + "accuracy of a pure memory that guesses elsewhere,0.45,0.02,3\n");
    var table = new MemoryTable("jamendo").assemble(results());
    assertEquals(
        List.of("pure memory", "RNN", "BRNN", "LSTM", "softmax"),
        table.rows().stream().map(List::getFirst).toList());
    assertEquals(".450 (sd .020), computed", cell(table, "pure", BaselineTable.RERUN));
    assertEquals("3 draws", cell(table, "pure", BaselineTable.TESTED));
    // the intervals that Wilson's formula gives for 702 and 612 of 1,399
    assertEquals(".502 (.476 to .528)", cell(table, "RNN", MemoryTable.PUBLISHED));
    assertEquals(".438 (.412 to .464)", cell(table, "softmax", MemoryTable.PUBLISHED));
    assertEquals("+5.2", cell(table, "RNN", MemoryTable.OVER));
    assertEquals("-1.3", cell(table, "softmax", MemoryTable.OVER));
    assertEquals(".233", cell(table, "BRNN", MemoryTable.LEFT)); // (.5397 - .4) / .6
    assertEquals(MemoryTable.NO_SOUND, cell(table, "LSTM", BaselineTable.RERUN));
    assertEquals("", cell(table, "LSTM", BaselineTable.LEAK_FREE));
    assertEquals("1399", cell(table, "LSTM", BaselineTable.TESTED));
    assertTrue(table.note().contains("Chance is .017"), table.note());
    assertEquals(
        List.of("jamendo-class-sizes.png", "jamendo-published-curves.png"),
        table.pictures().stream().map(ReportTable.Picture::file).toList());
  }

  @Test
  void updatesTheMarkedPartsAlone() throws IOException {
    var marks = "<!-- %s: begin -->\nold\n<!-- %s: end -->\n";
    write(
        "README.md",
        "before\n" + marks.formatted("results", "results") + marks.formatted("speed", "speed"));
    write("figures/README.md", "above\n" + marks.formatted("figures", "figures"));
    write("data/results/published.csv", "");
    var report = Report.of(results());
    report.update(root);
    var once = Files.readString(root.resolve("README.md"));
    assertTrue(once.startsWith("before\n<!-- results: begin -->\n\n| model |"), once);
    assertTrue(
        once.contains("\n\n<!-- results: end -->\n<!-- speed: begin -->\n\n| program |"), once);
    assertTrue(once.endsWith("\n\n<!-- speed: end -->\n"), once);
    assertEquals(report.page(), Files.readString(root.resolve("data/results/README.md")));
    report.update(root);
    assertEquals(once, Files.readString(root.resolve("README.md")), "again, the same");
    write("README.md", "no marks");
    assertThrows(IOException.class, () -> report.update(root));
    assertEquals("no marks", Files.readString(root.resolve("README.md")));
  }

  /** Who adds results must also run {@code report.java --update}. */
  @Test
  void committedPageIsUpToDate() throws IOException {
    var report = Report.of(new ResultsFolder(Project.data()));
    var page = Project.data().resolve("results/README.md");
    assertEquals(report.page(), Files.readString(page), "run report.java --update");
    assertTrue(
        Files.readString(Project.root().resolve("README.md")).contains(report.summary().strip()),
        "run report.java --update");
    var figures = Files.readString(Project.root().resolve("figures/README.md"));
    for (var table : report.tables()) {
      for (var picture : table.pictures()) {
        assertTrue(figures.contains(picture.file()), picture.file());
        assertTrue(Files.exists(Project.root().resolve("figures").resolve(picture.file())));
      }
    }
    assertEquals(List.of(), report.tables().stream().filter(t -> t.title().isBlank()).toList());
  }
}
