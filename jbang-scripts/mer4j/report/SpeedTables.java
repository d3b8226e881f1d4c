package mer4j.report;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import mer4j.bench.ExtractionSpeed;
import mer4j.bench.Machine;
import mer4j.bench.RecurrentSpeed;
import mer4j.features.StageCosts;
import mer4j.plots.SpeedChart;
import mer4j.report.ReportTable.Picture;

/** What {@code bench.java} measured, from {@code data/results/bench-...}. */
public final class SpeedTables {
  /** File in a benchmark's folder that says on which machine it ran, and on how much. */
  public static final String MACHINE = "machine.txt";

  private SpeedTables() {}

  /**
   * Feature extraction beside other programs; the first is the one the others are compared with.
   */
  public static ReportTable extraction(List<ExtractionSpeed> speeds, String machine) {
    var columns =
        List.of(
            "program",
            "computes",
            "ms per clip",
            "CPU ms per clip",
            "clips per second over " + (speeds.isEmpty() ? "the first's" : tool(speeds.getFirst())),
            "few clips, start included, s",
            "peak memory, MB");
    var rows = new ArrayList<List<String>>();
    for (var speed : speeds) {
      rows.add(
          List.of(
              tool(speed),
              speed.computes(),
              number("%.1f", 1e3 * speed.secondsPerClip()),
              number("%.1f", 1e3 * speed.cpuSecondsPerClip()),
              number("%.2f", speeds.getFirst().secondsPerClip() / speed.secondsPerClip()),
              number("%.1f", speed.secondsForFew()),
              number("%.0f", speed.peakBytes() / 1e6)));
    }
    var note =
        "From the sound file to values on disk, in the steady state: the difference of two whole"
            + " processes, one with many clips and one with few (Essentia, openSMILE"
            + " and TarsosDSP a sixth of them), divided by the clips between them. One"
            + " thread each where nothing else is said. The last programs compute other things, as"
            + " the second column says. "
            + machine
            + ". From `bench.java extraction --others`.";
    return new ReportTable(
        "Speed of feature extraction",
        columns,
        rows,
        note,
        speeds.isEmpty()
            ? List.of()
            : List.of(
                new Picture(
                    "extraction-speed.png",
                    "clips per second of this project and of other programs; those that compute"
                        + " other things are grey",
                    SpeedChart.of(speeds))));
  }

  /** Stages of an extraction, with the sum in the last row. */
  public static ReportTable stages(List<StageCosts.Cost> costs, String machine) {
    var rows = new ArrayList<List<String>>();
    double total = StageCosts.total(costs);
    for (var cost : costs) {
      rows.add(
          List.of(
              cost.stage(),
              number("%.2f", cost.millis()),
              number("%.0f %%", 100 * cost.millis() / total)));
    }
    if (!costs.isEmpty()) {
      rows.add(List.of("sum", number("%.2f", total), "100 %"));
    }
    var note =
        "Processor time of one thread, after warming up. "
            + machine
            + ". From `bench.java stages`.";
    return new ReportTable(
        "What the stages of an extraction cost",
        List.of("stage", "ms per clip", "share"),
        rows,
        note,
        costs.isEmpty()
            ? List.of()
            : List.of(
                new Picture(
                    "extraction-stages.png",
                    "processor time of the stages of an extraction",
                    SpeedChart.ofStages(costs))));
  }

  /** Recurrent layers, a row per case: milliseconds, and how many times the first program's. */
  public static ReportTable recurrent(List<RecurrentSpeed> speeds, String machine) {
    var tools = speeds.stream().map(RecurrentSpeed::tool).distinct().toList();
    var cases = new LinkedHashMap<String, List<RecurrentSpeed>>();
    for (var speed : speeds) {
      cases.computeIfAbsent(speed.what().toString(), what -> new ArrayList<>()).add(speed);
    }
    var columns =
        new ArrayList<>(List.of("layer", "frames, features, units, clips", "step", "fed with"));
    tools.forEach(tool -> columns.add(tool + ", ms"));
    var rows = new ArrayList<List<String>>();
    for (var measured : cases.values()) {
      var what = measured.getFirst().what();
      var row =
          new ArrayList<>(List.of(what.kind(), what.size(), what.work().toString(), what.fed()));
      tools.forEach(tool -> row.add(cell(tool, measured)));
      rows.add(row);
    }
    var note =
        "Median wall time of a step, in parentheses how many times the first program's it is; "
            + threads(speeds)
            + ". *training*: forward, back through time from a gradient of all states, AdamW;"
            + " *last*: the same from a gradient of the last state, as in the study; *inference*:"
            + " forward. Fed with random frames (*noise*), or with clips of the data set named,"
            + " under one scale and with zeros behind their ends, as in the study. PyTorch gets"
            + " large pages and flushes subnormal numbers to zero, as this project does;"
            + " Deeplearning4j's own layer does not. "
            + machine
            + ". From `bench.java recurrent --others`.";
    return new ReportTable(
        "Speed of recurrent layers",
        columns,
        rows,
        note,
        tools.size() < 2
            ? List.of()
            : List.of(
                new Picture(
                    "recurrent-speed.png",
                    "time of a step of PyTorch's recurrent layers over this project's, line where"
                        + " both take as long",
                    SpeedChart.ofLayers(speeds, Machine.processor(machine)))));
  }

  /** The number of threads of the first program, and of those that took another number. */
  private static String threads(List<RecurrentSpeed> speeds) {
    if (speeds.isEmpty()) {
      return "all threads";
    }
    int threads = speeds.getFirst().threads();
    var others =
        speeds.stream()
            .filter(speed -> speed.threads() != threads)
            .map(speed -> speed.tool() + ": " + speed.threads())
            .distinct()
            .collect(Collectors.joining(", "));
    return threads + " threads" + (others.isEmpty() ? "" : " (" + others + ")");
  }

  static ReportTable extraction(ResultsFolder results) throws IOException {
    var file = results.path().resolve("bench-extraction/results.csv");
    return extraction(
        Files.exists(file) ? ExtractionSpeed.read(file) : List.of(),
        machine(results, "bench-extraction"));
  }

  static ReportTable stages(ResultsFolder results) throws IOException {
    var file = results.path().resolve("bench-stages/stages.csv");
    return stages(
        Files.exists(file) ? StageCosts.read(file) : List.of(), machine(results, "bench-stages"));
  }

  static ReportTable recurrent(ResultsFolder results) throws IOException {
    var file = results.path().resolve("bench-recurrent/results.csv");
    return recurrent(
        Files.exists(file) ? RecurrentSpeed.read(file) : List.of(),
        machine(results, "bench-recurrent"));
  }

  static String machine(ResultsFolder results, String folder) throws IOException {
    var file = results.path().resolve(folder).resolve(MACHINE);
    return Files.exists(file) ? Files.readString(file).strip() : "Machine unknown";
  }

  private static String tool(ExtractionSpeed speed) {
    return speed.tool() + " " + speed.version();
  }

  private static String cell(String tool, List<RecurrentSpeed> measured) {
    for (var speed : measured) {
      if (speed.tool().equals(tool)) {
        var millis = number(speed.seconds() < .1 ? "%.2f" : "%.0f", 1e3 * speed.seconds());
        double times = speed.seconds() / measured.getFirst().seconds();
        return speed == measured.getFirst() ? millis : millis + number(" (%.2f)", times);
      }
    }
    return "";
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
