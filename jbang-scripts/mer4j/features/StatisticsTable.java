package mer4j.features;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import mer4j.CsvFile;
import mer4j.Folders;
import mer4j.ProgressListener;

/**
 * Writes the {@link ClipStatistics} of stored clips into one table in their folder, a row per clip,
 * for pandas and Tablesaw ({@code statistics.csv}) or Weka ({@code statistics.arff}).
 *
 * <p>The stored arrays stay what a run goes on from; the table is made from them clip by clip, so
 * memory does not grow with their number, and appears in one step.
 */
public final class StatisticsTable {
  static final String CSV_NAME = "statistics.csv";
  static final String ARFF_NAME = "statistics.arff";

  /** What a table is written as. */
  public enum Format {
    /** Comma-separated values; an undefined number is an empty cell. */
    CSV(CSV_NAME),
    /** Weka's attribute-relation file format; an undefined number is a question mark. */
    ARFF(ARFF_NAME);

    private final String fileName;

    Format(String fileName) {
      this.fileName = fileName;
    }

    /**
     * The format of that name.
     *
     * @throws IllegalArgumentException listing the names there are
     */
    public static Format parse(String name) {
      for (var format : values()) {
        if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
          return format;
        }
      }
      throw new IllegalArgumentException("unknown format '" + name + "'; allowed: npy, csv, arff");
    }
  }

  /**
   * A last column of names that the caller adds, such as the class of a labelled data set.
   *
   * @param name of the column
   * @param values all that may occur
   * @param ofClip one of the values by clip
   */
  public record Nominal(String name, List<String> values, Map<String, String> ofClip) {}

  private final FeatureStore store;
  private final Format format;
  private final List<String> names;
  private final Nominal label;

  private StatisticsTable(
      FeatureStore store, Format format, ExtractionSettings settings, Nominal label) {
    this.store = store;
    this.format = format;
    this.names = ClipStatistics.names(settings.rowNames());
    this.label = label;
  }

  /**
   * Checks that there is something to describe.
   *
   * @throws IllegalArgumentException if the settings hold no feature but those in files of their
   *     own
   */
  public static void requireDefined(ExtractionSettings settings) {
    if (settings.rows() == 0) {
      throw new IllegalArgumentException(
          "a table of statistics needs a feature that is no file of its own; chosen: "
              + settings.features().stream().map(Feature::name).collect(Collectors.joining(", ")));
    }
  }

  /**
   * Writes a table, replacing an older one.
   *
   * @param folder a folder of extracted features
   * @param clips ids in the order of the rows; those not stored with the settings are left out
   * @param settings what the clips were extracted with
   * @param label a further column, or null
   * @param progress told about every clip
   * @return the file
   * @throws IllegalArgumentException if the settings hold no feature but those in files of their
   *     own
   * @throws IOException naming the file that cannot be read or written, or if an extraction is
   *     writing to the folder
   */
  public static Path write(
      Path folder,
      List<String> clips,
      ExtractionSettings settings,
      Format format,
      Nominal label,
      ProgressListener progress)
      throws IOException {
    requireDefined(settings);
    var file = folder.resolve(format.fileName);
    var part = folder.resolve("." + format.fileName + ".tmp");
    // With the folder's lock: no extraction replaces an array between two rows.
    try (var lock = StoreWriter.open(folder)) {
      var store = FeatureStore.open(folder);
      var stored = clips.stream().filter(clip -> store.contains(clip, settings)).toList();
      try (var out = Files.newBufferedWriter(part)) {
        new StatisticsTable(store, format, settings, label).write(stored, out, progress);
      } catch (IOException e) {
        Files.deleteIfExists(part);
        throw new IOException("cannot write " + file + ": " + Folders.reason(e), e);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      lock.finish(FeatureStore.readFailures(folder));
    }
    return file;
  }

  private void write(List<String> clips, BufferedWriter out, ProgressListener progress)
      throws IOException {
    if (format == Format.ARFF) {
      writeAttributes(out);
    } else {
      var header = new ArrayList<String>();
      header.add("clip");
      header.addAll(names);
      if (label != null) {
        header.add(label.name());
      }
      out.write(CsvFile.line(header));
    }
    int done = 0;
    for (var clip : clips) {
      var cells = new ArrayList<String>();
      cells.add(format == Format.ARFF ? quoted(clip) : clip);
      for (double number : ClipStatistics.of(store.read(clip))) {
        cells.add(cell(number));
      }
      if (label != null) {
        var value = label.ofClip().get(clip);
        cells.add(value == null ? missing() : format == Format.ARFF ? quoted(value) : value);
      }
      out.write(format == Format.ARFF ? String.join(",", cells) + "\n" : CsvFile.line(cells));
      progress.update(++done, clips.size(), "");
    }
  }

  /** Single precision, that of the stored features, in the fewest digits that tell it. */
  private String cell(double number) {
    return Double.isNaN(number) ? missing() : Float.toString((float) number);
  }

  private String missing() {
    return format == Format.ARFF ? "?" : "";
  }

  private void writeAttributes(Writer out) throws IOException {
    out.write("@relation 'song-level statistics of features'\n\n@attribute clip string\n");
    for (var name : names) {
      out.write("@attribute " + name + " numeric\n");
    }
    if (label != null) {
      var values = label.values().stream().map(StatisticsTable::quoted).toList();
      out.write("@attribute " + quoted(label.name()) + " {" + String.join(",", values) + "}\n");
    }
    out.write("\n@data\n");
  }

  /** A text between quotes, with the escapes Weka reads. */
  private static String quoted(String text) {
    var escaped =
        text.replace("\\", "\\\\")
            .replace("'", "\\'")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t")
            .replace("%", "\\%");
    return "'" + escaped + "'";
  }
}
