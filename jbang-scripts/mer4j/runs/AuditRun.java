package mer4j.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import mer4j.CsvFile;
import mer4j.ProgressListener;
import mer4j.baselines.Baseline;
import mer4j.data.Dataset;
import mer4j.features.ExtractionSettings;
import tech.tablesaw.api.Table;

/**
 * An {@link Audit} that leaves its figures in a run folder, {@code audit.csv} with a row per fault,
 * model and split. It is written after every fault, so an interrupted run goes on where it stopped.
 */
public final class AuditRun {
  /** Name of the table. */
  public static final String FILE = "audit.csv";

  private static final List<String> COLUMNS = List.of("fault", "model", "split", "on", "off");

  private AuditRun() {}

  /** What a run folder remembers of an audit. */
  public static RunConfig config(
      Dataset dataset,
      ExtractionSettings settings,
      List<AuditFault> faults,
      List<Baseline> models,
      int splits) {
    var options =
        Map.of(
            "dataset",
            dataset.name(),
            "faults",
            faults.stream().map(AuditFault::label).collect(Collectors.joining(",")),
            "only",
            models.stream().map(Baseline::name).collect(Collectors.joining(",")),
            "splits",
            Integer.toString(splits));
    return new RunConfig(
        "audit",
        new TreeMap<>(options),
        0,
        Provenance.collect(dataset.digest(), settings.digest()));
  }

  /**
   * Measures what the folder does not hold yet; faults that cannot be shown on the clips are passed
   * over.
   *
   * @param progress told of every fault
   * @throws IOException if the folder cannot be written, or holds a damaged table
   */
  public static List<AuditEffect> run(
      Audit audit, List<AuditFault> faults, RunFolder folder, ProgressListener progress)
      throws IOException {
    var effects = new ArrayList<>(read(folder.path()));
    int done = 0;
    for (var fault : faults) {
      progress.update(done, faults.size(), fault.label());
      if (audit.applies(fault) && effects.stream().noneMatch(e -> e.fault() == fault)) {
        effects.addAll(audit.measure(fault, ProgressListener.NONE));
        write(folder.path(), effects);
      }
      progress.update(++done, faults.size(), fault.label());
    }
    return effects;
  }

  private static void write(Path folder, List<AuditEffect> effects) throws IOException {
    var rows = new ArrayList<List<String>>();
    rows.add(COLUMNS);
    for (var effect : effects) {
      for (int i = 0; i < effect.on().length; i++) {
        rows.add(
            List.of(
                effect.fault().label(),
                effect.model(),
                Integer.toString(i),
                Double.toString(effect.on()[i]),
                Double.toString(effect.off()[i])));
      }
    }
    CsvFile.write(folder.resolve(FILE), rows);
  }

  /**
   * Reads what a run has measured; nothing if there is no table.
   *
   * @throws IOException naming the file if it is damaged
   */
  public static List<AuditEffect> read(Path folder) throws IOException {
    var file = folder.resolve(FILE);
    if (Files.notExists(file)) {
      return List.of();
    }
    var groups = new LinkedHashMap<List<String>, List<Map<String, String>>>();
    for (var row : CsvFile.read(file, COLUMNS)) {
      var key = List.of(row.get("fault"), row.get("model"));
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
    }
    try {
      var effects = new ArrayList<AuditEffect>();
      groups.forEach(
          (key, rows) ->
              effects.add(
                  Audit.effect(
                      AuditFault.parse(key.getFirst()).getFirst(),
                      key.getLast(),
                      numbers(rows, "on"),
                      numbers(rows, "off"))));
      return effects;
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": damaged table (" + e.getMessage() + ")", e);
    }
  }

  private static double[] numbers(List<Map<String, String>> rows, String column) {
    return rows.stream().mapToDouble(row -> Double.parseDouble(row.get(column))).toArray();
  }

  /** A row per fault and model: balanced accuracy with the fault and without, and what it adds. */
  public static Table table(String title, List<AuditEffect> effects) {
    return FaultMovement.table(title, effects.stream().map(AuditEffect::movement).toList());
  }
}
