package mer4j.features;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mer4j.CsvFile;
import mer4j.ProgressListener;
import mer4j.audio.AudioLoader;
import mer4j.audio.Recording;
import mer4j.audio.ScratchSignal;

/**
 * Processor time of the stages of an extraction, from the sound file to the stored array, on one
 * thread. A round goes over all files; rounds are repeated, because code that has just been
 * compiled, or a machine that does something else, makes stages look dear.
 */
public final class StageCosts {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final List<String> COLUMNS = List.of("stage", "ms_per_file", "share");

  private static final String DECODE = "decode, mean of channels";
  private static final String RESAMPLE = "resample";

  private final ExtractionSettings settings;
  private final Map<String, Long> nanos = new LinkedHashMap<>();
  private long last;

  private StageCosts(ExtractionSettings settings) {
    this.settings = settings;
  }

  /**
   * A stage's cost.
   *
   * @param stage its name
   * @param millis processor time per file, in the round in which it was lowest
   */
  public record Cost(String stage, double millis) {}

  /**
   * Measures.
   *
   * @param files sound files
   * @param settings what to compute
   * @param rounds at least 1
   * @param folder an empty folder for the arrays
   * @return a cost per stage, in the order of work
   * @throws IOException if a file cannot be read or an array cannot be written
   */
  public static List<Cost> measure(
      List<Path> files,
      ExtractionSettings settings,
      int rounds,
      Path folder,
      ProgressListener progress)
      throws IOException {
    if (files.isEmpty() || rounds < 1) {
      throw new IllegalArgumentException(files.size() + " files in " + rounds + " rounds");
    }
    var lowest = new LinkedHashMap<String, Double>();
    var costs = new StageCosts(settings);
    var extractor = new FeatureExtractor(settings, MemoryLimits.STANDARD, costs::lap);
    try (var store = StoreWriter.open(folder);
        var samples = ScratchSignal.create(0)) {
      for (int r = 0; r < rounds; r++) {
        costs.nanos.clear();
        for (int i = 0; i < files.size(); i++) {
          costs.extract(files.get(i), extractor, samples, store);
          progress.update((long) r * files.size() + i + 1, (long) rounds * files.size(), "");
        }
        costs.nanos.forEach(
            (stage, spent) -> lowest.merge(stage, spent / 1e6 / files.size(), Math::min));
      }
    }
    // it was decoded a second time; the lowest of each, since a difference of single runs is noise
    lowest.merge(RESAMPLE, lowest.get(DECODE), (both, decode) -> Math.max(0, both - decode));
    var all = new ArrayList<Cost>();
    lowest.forEach((stage, millis) -> all.add(new Cost(stage, millis)));
    return all;
  }

  /** Writes a row per stage: name, ms per file, share of all. */
  public static void write(Path file, List<Cost> costs) throws IOException {
    double all = total(costs);
    CsvFile.write(
        file,
        COLUMNS,
        costs,
        cost ->
            List.of(
                cost.stage(),
                String.format(Locale.ROOT, "%.3f", cost.millis()),
                String.format(Locale.ROOT, "%.4f", cost.millis() / all)));
  }

  /** Reads what {@link #write} wrote. */
  public static List<Cost> read(Path file) throws IOException {
    return CsvFile.read(
        file,
        COLUMNS,
        row -> new Cost(row.get("stage"), Double.parseDouble(row.get("ms_per_file"))));
  }

  /** Milliseconds of all stages together. */
  public static double total(List<Cost> costs) {
    return costs.stream().mapToDouble(Cost::millis).sum();
  }

  private void extract(
      Path file, FeatureExtractor extractor, ScratchSignal samples, StoreWriter store)
      throws IOException {
    last = THREADS.getCurrentThreadCpuTime();
    var digest = Sha256.of(file);
    lap("source digest");
    AudioLoader.load(file, 0, samples);
    lap(DECODE);
    var recording = AudioLoader.load(file, settings.sampleRate(), samples);
    lap(RESAMPLE);
    try (var features = extractor.extractAll(recording.signal(), recording.sampleRate())) {
      features.requireFinite();
      lap("check, store, digest");
      for (var array : features.arrays(stem(file)).entrySet()) {
        store.write(row(array.getKey(), file, digest, recording), array.getValue()::writeTo);
      }
    }
    lap("check, store, digest");
  }

  private StoredClip row(String name, Path file, String digest, Recording recording) {
    return new StoredClip(
        name,
        file.toString(),
        digest,
        "",
        recording.sampleRate(),
        (int) recording.signal().length(),
        1,
        recording.truncated(),
        settings.digest());
  }

  /** Books what was spent since the last call; returns it, in ns. */
  private void lap(String stage) {
    long now = THREADS.getCurrentThreadCpuTime();
    nanos.merge(stage, now - last, Long::sum);
    last = now;
  }

  private static String stem(Path file) {
    return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
  }
}
