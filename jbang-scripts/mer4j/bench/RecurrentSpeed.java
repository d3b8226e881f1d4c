package mer4j.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import mer4j.CsvFile;
import org.apache.commons.math3.stat.StatUtils;

/**
 * How fast a program takes steps of a recurrent layer.
 *
 * @param tool its name and version
 * @param what the layer, its size and the work
 * @param threads it may use
 * @param steps that were measured
 * @param seconds median wall time of a step
 * @param processorSeconds median processor time of a step
 */
public record RecurrentSpeed(
    String tool,
    RecurrentCase what,
    int threads,
    int steps,
    double seconds,
    double processorSeconds) {
  private static final String FED = "fed_with";

  private static final List<String> COLUMNS =
      List.of(
          "tool",
          "layer",
          "size",
          "work",
          FED,
          "threads",
          "steps",
          "median_seconds",
          "median_processor_seconds");

  /** The medians of steps. */
  static RecurrentSpeed of(String tool, RecurrentCase what, int threads, List<StepTime> steps) {
    return new RecurrentSpeed(
        tool,
        what,
        threads,
        steps.size(),
        StatUtils.percentile(steps.stream().mapToDouble(StepTime::seconds).toArray(), 50),
        StatUtils.percentile(steps.stream().mapToDouble(StepTime::processorSeconds).toArray(), 50));
  }

  /** Writes {@code results.csv}. */
  public static void write(Path file, List<RecurrentSpeed> speeds) throws IOException {
    CsvFile.write(
        file,
        COLUMNS,
        speeds,
        speed ->
            List.of(
                speed.tool,
                speed.what.kind(),
                speed.what.size(),
                speed.what.work().toString(),
                speed.what.fed(),
                String.valueOf(speed.threads),
                String.valueOf(speed.steps),
                String.format(Locale.ROOT, "%.6f", speed.seconds),
                String.format(Locale.ROOT, "%.6f", speed.processorSeconds)));
  }

  /** Reads what {@link #write} wrote; in a table without that column all were fed with noise. */
  public static List<RecurrentSpeed> read(Path file) throws IOException {
    var required = COLUMNS.stream().filter(column -> !column.equals(FED)).toList();
    return CsvFile.read(
        file,
        required,
        row ->
            new RecurrentSpeed(
                row.get("tool"),
                RecurrentCase.parse(row.get("layer"), row.get("size"), row.get("work"))
                    .fedWith(row.getOrDefault(FED, RecurrentCase.NOISE)),
                Integer.parseInt(row.get("threads")),
                Integer.parseInt(row.get("steps")),
                Double.parseDouble(row.get("median_seconds")),
                Double.parseDouble(row.get("median_processor_seconds"))));
  }
}
