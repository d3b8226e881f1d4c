package mer4j.report;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import mer4j.bench.BaselineSpeed;

/** Time and memory of the study's comparison of baselines, from {@code bench-baselines}. */
public record BaselineSpeedTable() implements StudyTable {
  private static final String FOLDER = "bench-baselines";

  @Override
  public ReportTable assemble(ResultsFolder results) throws IOException {
    var file = results.path().resolve(FOLDER).resolve("results.csv");
    return of(
        Files.exists(file) ? BaselineSpeed.read(file) : List.of(),
        SpeedTables.machine(results, FOLDER));
  }

  /** The table of some measurements. */
  public static ReportTable of(List<BaselineSpeed> speeds, String machine) {
    var rows = new ArrayList<List<String>>();
    for (var speed : speeds) {
      rows.add(
          List.of(
              speed.models(),
              speed.dataset(),
              String.format(Locale.ROOT, "%.1f", speed.wallSeconds()),
              String.format(Locale.ROOT, "%.1f", speed.cpuSeconds()),
              String.format(Locale.ROOT, "%.2f", speed.peakBytes() / 1e9)));
    }
    var note =
        "Whole processes, start of Java included, features extracted before: one random split, all"
            + " columns, scores for the ROC curves. "
            + machine
            + ". From `bench.java baselines --dataset 4q`.";
    return new ReportTable(
        "Speed of the baselines",
        List.of("baselines", "data set", "s", "CPU s", "peak memory, GB"),
        rows,
        note,
        List.of());
  }
}
