package mer4j.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import mer4j.CsvFile;

/**
 * What a training and test of the baselines took as a whole process, start of Java included.
 *
 * @param models names of the baselines, separated by blanks
 * @param dataset name of the data set
 * @param wallSeconds from start to end
 * @param cpuSeconds of all threads, NaN where it cannot be read
 * @param peakBytes greatest resident memory, 0 where it cannot be read
 */
public record BaselineSpeed(
    String models, String dataset, double wallSeconds, double cpuSeconds, long peakBytes) {
  private static final List<String> COLUMNS =
      List.of("models", "dataset", "wall_seconds", "cpu_seconds", "peak_bytes");

  /** Writes {@code results.csv}. */
  public static void write(Path file, List<BaselineSpeed> speeds) throws IOException {
    CsvFile.write(
        file,
        COLUMNS,
        speeds,
        speed ->
            List.of(
                speed.models,
                speed.dataset,
                String.format(Locale.ROOT, "%.2f", speed.wallSeconds),
                String.format(Locale.ROOT, "%.2f", speed.cpuSeconds),
                String.valueOf(speed.peakBytes)));
  }

  /** Reads what {@link #write} wrote. */
  public static List<BaselineSpeed> read(Path file) throws IOException {
    return CsvFile.read(
        file,
        COLUMNS,
        row ->
            new BaselineSpeed(
                row.get("models"),
                row.get("dataset"),
                Double.parseDouble(row.get("wall_seconds")),
                Double.parseDouble(row.get("cpu_seconds")),
                Long.parseLong(row.get("peak_bytes"))));
  }
}
