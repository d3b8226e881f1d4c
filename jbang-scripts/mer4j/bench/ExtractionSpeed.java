package mer4j.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import mer4j.CsvFile;

/**
 * How fast a tool extracts.
 *
 * @param tool its name
 * @param version its version
 * @param computes what it gives
 * @param secondsPerClip wall time in the steady state
 * @param cpuSecondsPerClip processor time in the steady state, NaN where it cannot be read
 * @param secondsForFew wall time of a run on the few clips, start included
 * @param peakBytes greatest resident memory on all clips, 0 where it cannot be read
 */
public record ExtractionSpeed(
    String tool,
    String version,
    String computes,
    double secondsPerClip,
    double cpuSecondsPerClip,
    double secondsForFew,
    long peakBytes) {
  private static final List<String> COLUMNS =
      List.of(
          "tool",
          "version",
          "computes",
          "seconds_per_clip",
          "cpu_seconds_per_clip",
          "seconds_for_few",
          "peak_bytes");

  /** Writes {@code results.csv}. */
  public static void write(Path file, List<ExtractionSpeed> speeds) throws IOException {
    CsvFile.write(
        file,
        COLUMNS,
        speeds,
        speed ->
            List.of(
                speed.tool,
                speed.version,
                speed.computes,
                number(speed.secondsPerClip),
                number(speed.cpuSecondsPerClip),
                number(speed.secondsForFew),
                String.valueOf(speed.peakBytes)));
  }

  /** Reads what {@link #write} wrote. */
  public static List<ExtractionSpeed> read(Path file) throws IOException {
    return CsvFile.read(
        file,
        COLUMNS,
        row ->
            new ExtractionSpeed(
                row.get("tool"),
                row.get("version"),
                row.get("computes"),
                Double.parseDouble(row.get("seconds_per_clip")),
                Double.parseDouble(row.get("cpu_seconds_per_clip")),
                Double.parseDouble(row.get("seconds_for_few")),
                Long.parseLong(row.get("peak_bytes"))));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }
}
