package mer4j.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import mer4j.CsvFile;

/**
 * What one step took.
 *
 * @param seconds wall time
 * @param processorSeconds of all threads of the process
 */
public record StepTime(double seconds, double processorSeconds) {
  private static final List<String> COLUMNS = List.of("seconds", "processor_seconds");

  /** Writes steps as a table, a row each. */
  static void write(Path file, List<StepTime> steps) throws IOException {
    CsvFile.write(
        file,
        COLUMNS,
        steps,
        step -> List.of(String.valueOf(step.seconds), String.valueOf(step.processorSeconds)));
  }

  /** Reads what {@link #write}, or a program that does the same, wrote. */
  static List<StepTime> read(Path file) throws IOException {
    return CsvFile.read(
        file,
        COLUMNS,
        row ->
            new StepTime(
                Double.parseDouble(row.get("seconds")),
                Double.parseDouble(row.get("processor_seconds"))));
  }
}
