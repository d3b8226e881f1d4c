package mer4j.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import mer4j.Folders;
import mer4j.Project;
import mer4j.baselines.Baselines;
import mer4j.eval.Protocol;
import mer4j.runs.Audit;
import mer4j.runs.AuditEffect;
import mer4j.runs.AuditFault;
import mer4j.runs.AuditRun;
import mer4j.runs.BaselineData;
import mer4j.runs.BaselineOptions;
import mer4j.runs.BaselineProtocol;
import mer4j.runs.BaselineReport;
import mer4j.runs.BaselineRun;
import mer4j.runs.BestReport;
import mer4j.runs.BestRun;
import mer4j.runs.Provenance;
import mer4j.runs.RunConfig;
import mer4j.runs.RunFolder;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/**
 * Runs as notebooks make them: long ones are read from the results that a script left and that are
 * committed, short ones are made on the spot.
 */
public final class NotebookRuns {
  private NotebookRuns() {}

  /**
   * Baselines under a protocol. Where {@code data/results/DATASET-baselines-PROTOCOL/} holds a run
   * of {@code train_baselines} on these clips, its results are read, whatever models it has; else
   * the models are trained and tested now, once.
   *
   * @param models names, separated by commas
   * @throws IOException if a file cannot be read or written
   * @throws IllegalArgumentException for an unknown model, or too few clips for the protocol
   */
  public static BaselineReport baselines(BaselineData data, Protocol protocol, String models)
      throws IOException {
    return baselines(data, data.dataset() + "-baselines-" + protocol.label(), protocol, models, 1);
  }

  /**
   * Baselines on several random splits of the study's size, stratified: from {@code
   * data/results/DATASET-baselines-splits/} where that fits these clips, else trained now.
   *
   * @param repeats how many splits to make now
   * @throws IOException if a file cannot be read or written
   * @throws IllegalArgumentException for an unknown model, or too few clips for the protocol
   */
  public static BaselineReport splits(BaselineData data, String models, int repeats)
      throws IOException {
    var name = data.dataset() + "-baselines-splits";
    return baselines(data, name, Protocol.AS_PUBLISHED, models, repeats);
  }

  /**
   * What a fault of the protocol is worth: from {@code data/results/DATASET-audit/} where that fits
   * these clips and has measured it, else measured now.
   *
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if the fault cannot be shown on these clips
   */
  public static List<AuditEffect> audit(BaselineData data, Audit audit, AuditFault fault)
      throws IOException {
    var name = data.dataset() + "-audit";
    var committed = Project.data().resolve("results").resolve(name);
    if (Files.exists(committed.resolve(RunConfig.FILE))
        && data.digest().equals(RunConfig.read(committed).provenance().get(Provenance.DATA))) {
      var known = AuditRun.read(committed).stream().filter(e -> e.fault() == fault).toList();
      if (!known.isEmpty()) {
        say("Read from data/results/%s, a run of audit.".formatted(name));
        return known;
      }
    }
    return audit.measure(fault, new CellProgress(fault.label()));
  }

  private static BaselineReport baselines(
      BaselineData data, String name, Protocol protocol, String models, int repeats)
      throws IOException {
    var committed = Project.data().resolve("results").resolve(name);
    if (fits(committed, data)) {
      return BaselineReport.read(committed, data);
    }
    int jobs = Runtime.getRuntime().availableProcessors();
    var wanted = Baselines.parse(models);
    var options = new BaselineOptions(protocol, wanted, BaselineProtocol.SEED, jobs, repeats);
    var provenance = Provenance.collect(data.digest(), data.settings().digest());
    var config = new RunConfig("notebook", new TreeMap<>(), options.seed(), provenance);
    try (var folder = RunFolder.create(fresh(name.replaceAll("[^\\w.-]", "_")), config)) {
      return BaselineRun.run(data, options, folder, new CellProgress(protocol.label()));
    }
  }

  /**
   * The better model under a protocol: from {@code data/results/DATASET-best/PROTOCOL/} where that
   * fits these clips, else trained and tested now.
   *
   * @param data clips with their descriptors as columns
   * @param repeats how many cross-validations to make now
   * @throws IOException if a file cannot be read or written
   * @throws IllegalArgumentException if there are too few clips for the protocol
   */
  public static BestReport best(BaselineData data, Protocol protocol, int repeats)
      throws IOException {
    var name = data.dataset() + "-best/" + protocol.label();
    var committed = Project.data().resolve("results").resolve(name);
    if (fits(committed, data)) {
      return BestReport.read(committed, data);
    }
    int jobs = Runtime.getRuntime().availableProcessors();
    var options = new BestRun.Options(protocol, repeats, BaselineProtocol.SEED, jobs);
    var provenance = Provenance.collect(data.digest(), data.settings().digest());
    var config = new RunConfig("notebook", new TreeMap<>(), options.seed(), provenance);
    try (var folder = RunFolder.create(fresh(name.replaceAll("[^\\w.-]", "_")), config)) {
      return BestRun.run(data, options, folder, new CellProgress(protocol.label()));
    }
  }

  /** Whether a committed run was made of these clips; says so. */
  private static boolean fits(Path committed, BaselineData data) throws IOException {
    if (!Files.exists(committed.resolve(RunConfig.FILE))) {
      return false;
    }
    var config = RunConfig.read(committed);
    boolean same = data.digest().equals(config.provenance().get(Provenance.DATA));
    if (same) {
      var results = Project.data().resolve("results").relativize(committed).toString();
      say(
          "Read from data/results/%s, a run of %s of %s."
              .formatted(
                  results.replace(java.io.File.separatorChar, '/'),
                  config.script(),
                  config.provenance().getOrDefault("started", "unknown time")));
    }
    return same;
  }

  private static void say(String text) {
    NotebookRenderers.kernel()
        .ifPresent(kernel -> kernel.getIO().display.display(new DisplayData(text)));
  }

  /**
   * An empty folder for a run of a notebook, {@code runs/notebooks/NAME}; what an earlier run left
   * there is removed.
   *
   * @param name of letters, digits, dots, underscores and dashes
   * @throws IOException if it cannot be emptied or made
   * @throws IllegalArgumentException for a name with anything else
   */
  public static Path fresh(String name) throws IOException {
    if (!name.matches("[\\w-][\\w.-]*")) {
      throw new IllegalArgumentException(
          "a run's name is of letters, digits, dots, underscores and dashes, not '" + name + "'");
    }
    var folder = Project.runs().resolve("notebooks").resolve(name);
    if (Files.exists(folder)) {
      Folders.delete(folder);
    }
    return Files.createDirectories(folder);
  }
}
