package mer4j.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import mer4j.CsvFile;
import mer4j.Project;
import mer4j.plots.SetNames;
import tech.tablesaw.api.Table;

/**
 * All tables of the committed results, as a page and in the README.
 *
 * <p>A further table is a further entry of {@link #TABLES}, and a class if none of those here fits.
 */
public final class Report {
  /** The page, in the folder of the results. */
  public static final String PAGE = "README.md";

  private static final BaselineTable BASELINES = new BaselineTable("4q", 4);
  private static final NetworkTable NETWORKS = new NetworkTable("4q", 4);

  private static final BaselineSpeedTable BASELINE_SPEED = new BaselineSpeedTable();

  /** By name, in the order of the page. */
  private static final SequencedMap<String, StudyTable> TABLES = new LinkedHashMap<>();

  static {
    TABLES.put("4q-baselines", BASELINES);
    TABLES.put("4q-networks", NETWORKS);
    TABLES.put("4q-areas", new AreaTable("4q", List.of("Q1", "Q2", "Q3", "Q4")));
    TABLES.put("4q-steps", new StepTable("4q", 4));
    TABLES.put("4q-audit", new AuditTable("4q"));
    TABLES.put("4q-best", new BestTable("4q"));
    TABLES.put("4q-augmented", new AugmentedTable("4q", 4));
    TABLES.put("jamendo-memory", new MemoryTable("jamendo"));
    TABLES.put("bench-extraction", SpeedTables::extraction);
    TABLES.put("bench-stages", SpeedTables::stages);
    TABLES.put("bench-recurrent", SpeedTables::recurrent);
    TABLES.put("bench-baselines", BASELINE_SPEED);
  }

  private final ResultsFolder results;
  private final List<ReportTable> tables;

  private Report(ResultsFolder results, List<ReportTable> tables) {
    this.results = results;
    this.tables = tables;
  }

  /**
   * Assembles all tables.
   *
   * @param results the committed results; those that are missing leave empty cells
   * @throws IOException naming a file that is damaged
   */
  public static Report of(ResultsFolder results) throws IOException {
    var tables = new ArrayList<ReportTable>();
    for (var table : TABLES.values()) {
      tables.add(table.assemble(results));
    }
    return new Report(results, List.copyOf(tables));
  }

  /**
   * One table of the committed results, for a notebook.
   *
   * @param name such as {@code 4q-baselines}
   * @throws IllegalArgumentException for an unknown name, listing the allowed ones
   * @throws IOException naming a file that is damaged
   */
  public static Table table(String name) throws IOException {
    var table = TABLES.get(name);
    if (table == null) {
      throw new IllegalArgumentException(
          "unknown table '" + name + "'; allowed: " + String.join(", ", TABLES.keySet()));
    }
    return table.assemble(new ResultsFolder(Project.data())).table();
  }

  /** The tables, in the order of the page. */
  public List<ReportTable> tables() {
    return tables;
  }

  /** The page with every table and what it needs to be read. */
  public String page() {
    var text =
        new StringBuilder(
            "# Results\n\n"
                + "Assembled from the runs in this folder by `report.java --update`. A run keeps"
                + " its options, seed and versions (`config.json`), its figures per split"
                + " (`results.csv`) and what every test clip was taken for (`predictions.csv`)."
                + " `published.csv`, `published-reports.csv` and `published-curves.csv` hold what"
                + " the study reports. An empty cell is a run that has not been made.\n");
    for (var table : tables) {
      text.append("\n## ").append(table.title()).append("\n\n");
      text.append(table.rows().isEmpty() ? "No run yet.\n" : table.markdown());
    }
    return text.toString();
  }

  /**
   * The tables of the README: the study's, without the columns that explain others.
   *
   * @throws IOException naming a file that is damaged
   */
  public String summary() throws IOException {
    var baselines = BASELINES.assemble(results);
    var networks = NETWORKS.assemble(results);
    return baselines.only(BaselineTable.SUMMARY).markdown()
        + "\n"
        + networks.only(NetworkTable.SUMMARY).markdown();
  }

  /**
   * The README's tables of speed.
   *
   * @throws IOException naming a file that is damaged
   */
  public String speed() throws IOException {
    return SpeedTables.extraction(results).markdown()
        + "\n"
        + SpeedTables.recurrent(results).markdown()
        + "\n"
        + BASELINE_SPEED.assemble(results).markdown();
  }

  /**
   * Writes the page, the figures, and the README's tables between their marks.
   *
   * @param root of the checkout
   * @return the files written
   * @throws IOException if one cannot be written, or the README or the list of figures has no marks
   */
  public List<Path> update(Path root) throws IOException {
    var written = new ArrayList<Path>();
    var page = results.path().resolve(PAGE);
    CsvFile.writeText(page, page());
    written.add(page);
    var list = new StringBuilder("| figure | shows |\n|---|---|\n");
    for (var table : tables) {
      for (var picture : table.pictures()) {
        var file = root.resolve("figures").resolve(picture.file());
        picture.figure().write(file);
        written.add(file);
        list.append("| `")
            .append(picture.file())
            .append("` | ")
            .append(SetNames.shown(picture.caption()));
        list.append(" |\n");
      }
    }
    written.add(MarkedText.replace(root.resolve("figures/README.md"), "figures", list.toString()));
    var readme = root.resolve("README.md");
    MarkedText.replace(readme, "results", summary());
    written.add(MarkedText.replace(readme, "speed", speed()));
    return written;
  }
}
