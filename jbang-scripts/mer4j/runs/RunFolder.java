package mer4j.runs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import mer4j.CsvFile;
import mer4j.Folders;
import mer4j.eval.ModelResult;
import mer4j.eval.Prediction;
import mer4j.eval.ResultTables;

/**
 * The folder of one training run: {@code config.json}, {@code metrics.csv}, {@code results.csv},
 * {@code predictions.csv}, {@code report.md} and {@code model/}. Held by one process at a time.
 */
public final class RunFolder implements AutoCloseable {
  /** Name of the table of results. */
  public static final String RESULTS = "results.csv";

  /** Name of the table of predictions. */
  public static final String PREDICTIONS = "predictions.csv";

  /** Name of the report. */
  public static final String REPORT = "report.md";

  /** Name of the table of epochs. */
  public static final String METRICS = "metrics.csv";

  private static final String LOCK = ".lock";

  /** What a run leaves that was killed before it had written down its options. */
  private static final Set<String> LEFTOVERS = Set.of(LOCK, "." + RunConfig.FILE + ".tmp");

  private final Path path;
  private final FileChannel channel;
  private final FileLock lock;

  private RunFolder(Path path, FileChannel channel, FileLock lock) {
    this.path = path;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Starts a run in a new or empty folder, or goes on with one.
   *
   * @param resume whether the folder holds a run to go on with
   * @throws IllegalArgumentException as {@link #create} and {@link #resume} do
   * @throws IOException as {@link #create} and {@link #resume} do
   */
  public static RunFolder open(Path folder, RunConfig config, boolean resume) throws IOException {
    return resume ? resume(folder, config) : create(folder, config);
  }

  /**
   * Starts a run in a new or empty folder.
   *
   * @throws IllegalArgumentException if the folder holds something already
   * @throws IOException if it cannot be written, in one line
   */
  public static RunFolder create(Path folder, RunConfig config) throws IOException {
    check(folder, false);
    Folders.make(folder);
    var run = locked(folder);
    try {
      config.write(folder);
      return run;
    } catch (IOException e) {
      run.close();
      throw e;
    }
  }

  /**
   * Goes on with a run.
   *
   * @throws IllegalArgumentException if it was started with other options, naming the difference,
   *     or if there is no run
   * @throws IOException if its files are damaged or cannot be written
   */
  public static RunFolder resume(Path folder, RunConfig config) throws IOException {
    check(folder, true);
    requireSame(folder, config);
    return locked(folder);
  }

  /**
   * What {@link #open} finds wrong with a folder at first sight, to be told before long work.
   *
   * @throws IllegalArgumentException if there is no run to resume, or the folder holds something
   *     that a new run would mix with
   */
  static void check(Path folder, boolean resume) throws IOException {
    boolean started = Files.isRegularFile(folder.resolve(RunConfig.FILE));
    if (resume && !started) {
      throw new IllegalArgumentException("there is no run to resume in " + folder);
    }
    if (!resume && Files.isDirectory(folder)) {
      try (var files = Files.list(folder)) {
        if (files.anyMatch(file -> !LEFTOVERS.contains(file.getFileName().toString()))) {
          throw new IllegalArgumentException(
              folder
                  + (started
                      ? " holds a run already; go on with it by --resume, or name another folder"
                      : " is not empty; name another folder"));
        }
      }
    }
  }

  /**
   * Refuses a run's folder that would mix with the music: the next look at the data set would find
   * the run's files in it.
   *
   * @param run where a run is to be written
   * @param music folder of the data set
   * @throws IllegalArgumentException if the run lies inside the data set's folder
   */
  static void requireOutside(Path run, Path music) throws IOException {
    if (Files.isDirectory(music) && Folders.isInside(run, music)) {
      throw new IllegalArgumentException(
          "the run's folder " + run + " lies inside the data set's folder");
    }
  }

  /** Refuses to go on with a run that was started with other options. */
  static void requireSame(Path folder, RunConfig config) throws IOException {
    var difference = RunConfig.read(folder).difference(config);
    if (difference.isPresent()) {
      throw new IllegalArgumentException(
          "cannot resume " + folder + " with other options: " + difference.get());
    }
  }

  private static RunFolder locked(Path folder) throws IOException {
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new IOException("cannot write into " + folder + ": " + Folders.reason(e), e);
    }
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new IOException("another run is writing into " + folder);
    }
    return new RunFolder(folder, channel, lock);
  }

  /** Where the run lies. */
  public Path path() {
    return path;
  }

  /** Where its models lie: this folder itself for one model, a folder per model below it else. */
  public Path models() {
    return path.resolve("model");
  }

  /** Writes {@code results.csv}, replacing what was there. */
  public void writeResults(List<ModelResult> results) throws IOException {
    ResultTables.writeResults(path.resolve(RESULTS), results);
  }

  /** Writes {@code predictions.csv}, replacing what was there. */
  public void writePredictions(List<Prediction> predictions) throws IOException {
    ResultTables.writePredictions(path.resolve(PREDICTIONS), predictions);
  }

  /** Writes {@code report.md}, replacing what was there. */
  public void writeReport(String markdown) throws IOException {
    CsvFile.writeText(path.resolve(REPORT), markdown);
  }

  /** Results written so far; none if there is no file yet. */
  public List<ModelResult> results() throws IOException {
    var file = path.resolve(RESULTS);
    return Files.exists(file) ? ResultTables.readResults(file) : List.of();
  }

  /** Predictions written so far; none if there is no file yet. */
  public List<Prediction> predictions() throws IOException {
    var file = path.resolve(PREDICTIONS);
    return Files.exists(file) ? ResultTables.readPredictions(file) : List.of();
  }

  /** The table of epochs. */
  public MetricsLog metrics() throws IOException {
    return MetricsLog.open(path.resolve(METRICS));
  }

  /** Lets other processes in. */
  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
    Files.deleteIfExists(path.resolve(LOCK));
  }
}
