package mer4j.features;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import mer4j.CsvFile;
import mer4j.Folders;
import mer4j.ProgressListener;

/**
 * Reads a folder of extracted features: {@code <clip>.npy} per clip, {@code manifest.csv} and
 * {@code failures.csv}. {@link BatchExtraction} writes it. What an extraction that runs or was
 * killed has stored so far is seen too.
 *
 * <p>From Python: {@code numpy.load("folder/clip.npy")} and {@code
 * pandas.read_csv("folder/manifest.csv")}.
 *
 * <p>Immutable; shows the folder as it was when opened.
 */
public final class FeatureStore {
  static final String MANIFEST = "manifest.csv";
  static final String FAILURES = "failures.csv";
  static final String LOCK = ".lock";
  static final String EXTENSION = ".npy";
  static final List<String> FAILURE_COLUMNS = List.of("source", "reason");

  private final Path folder;
  private final SortedMap<String, StoredClip> clips;

  private FeatureStore(Path folder, SortedMap<String, StoredClip> clips) {
    this.folder = folder;
    this.clips = Collections.unmodifiableSortedMap(clips);
  }

  /**
   * Opens a folder.
   *
   * @throws IOException naming the folder if it holds no features, or its manifest is damaged
   */
  public static FeatureStore open(Path folder) throws IOException {
    var manifest = folder.resolve(MANIFEST);
    if (Files.exists(manifest)) {
      for (var row : CsvFile.read(manifest, StoredClip.COLUMNS)) {
        if (StoredClip.of(List.copyOf(row.values())).isEmpty()) {
          throw new IOException(
              manifest + ": damaged row of clip " + CsvFile.quotable(row.get("clip")));
        }
      }
    } else if (!Files.exists(folder.resolve(LOCK))) {
      throw new IOException("no features in " + folder + ": it holds no " + MANIFEST);
    }
    return new FeatureStore(folder, readAll(folder));
  }

  /** Rows of the manifest, then of the journal of a running or killed extraction, by clip. */
  private static SortedMap<String, StoredClip> readAll(Path folder) throws IOException {
    var writer = StoreWriter.heldHere(folder);
    if (writer != null) {
      return new TreeMap<>(writer.clips());
    }
    var rows = readRows(folder.resolve(MANIFEST));
    rows.putAll(readRows(folder.resolve(LOCK)));
    return rows;
  }

  /** Rows of a file by clip, none if it is not there; damaged ones are left out. */
  static SortedMap<String, StoredClip> readRows(Path file) throws IOException {
    return Files.isRegularFile(file) ? parseRows(Files.readAllBytes(file)) : new TreeMap<>();
  }

  static SortedMap<String, StoredClip> parseRows(byte[] text) {
    var rows = new TreeMap<String, StoredClip>();
    for (var cells : CsvFile.parse(new String(text, StandardCharsets.UTF_8))) {
      StoredClip.of(cells).ifPresent(clip -> rows.put(clip.clip(), clip));
    }
    return rows;
  }

  /**
   * Checks, without writing anything, that an extraction may write to a folder.
   *
   * @throws IllegalArgumentException naming a {@code manifest.csv} or {@code failures.csv} that is
   *     there and not an extraction's: it would be lost
   * @throws IOException if the folder cannot be made or written
   */
  public static void requireWritable(Path folder) throws IOException {
    Folders.requireWritable(folder);
    for (var table : List.of(MANIFEST, FAILURES)) {
      var file = folder.resolve(table);
      var header = CsvFile.line(table.equals(MANIFEST) ? StoredClip.COLUMNS : FAILURE_COLUMNS);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !beginsWith(file, header)) {
        throw new IllegalArgumentException(
            file + " is not the table of an extraction; name another folder for the features");
      }
    }
  }

  /** Whether a file begins with a header line, or is empty as a crash of the system leaves it. */
  private static boolean beginsWith(Path file, String header) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (var in = Files.newInputStream(file)) {
      var start = new String(in.readNBytes(header.length() + 1), StandardCharsets.UTF_8);
      return start.isEmpty()
          || start.startsWith(header)
          || start.equals(header.replace("\n", "\r\n"))
          || start.equals(header.strip());
    } catch (IOException e) {
      throw new IOException("cannot read " + file + ": " + Folders.reason(e), e);
    }
  }

  /** Inputs that the last extraction could not use; damaged rows are left out. */
  static List<Failure> readFailures(Path folder) throws IOException {
    var file = folder.resolve(FAILURES);
    var failures = new ArrayList<Failure>();
    if (Files.isRegularFile(file)) {
      var text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      for (var cells : CsvFile.parse(text)) {
        if (cells.size() == FAILURE_COLUMNS.size() && !cells.equals(FAILURE_COLUMNS)) {
          failures.add(new Failure(cells.get(0), cells.get(1)));
        }
      }
    }
    return failures;
  }

  /** Where it lies. */
  public Path folder() {
    return folder;
  }

  /** A row per stored file, sorted by its name. */
  public List<StoredClip> manifest() {
    return List.copyOf(clips.values());
  }

  /** Inputs that the last extraction could not use. */
  public List<Failure> failures() throws IOException {
    return readFailures(folder);
  }

  /** The row of a clip. */
  public Optional<StoredClip> find(String clip) {
    return Optional.ofNullable(clips.get(clip));
  }

  /** Whether features of the clip are stored, with whatever settings. */
  public boolean contains(String clip) {
    return clips.containsKey(clip);
  }

  /** Whether features of the clip are stored that were computed with these settings. */
  public boolean contains(String clip, ExtractionSettings settings) {
    var digest = settings.digest();
    return fileNames(clip, settings).stream()
        .allMatch(name -> find(name).map(row -> row.settings().equals(digest)).orElse(false));
  }

  /** Names, without {@code .npy}, of the files that hold a clip's features. */
  static List<String> fileNames(String clip, ExtractionSettings settings) {
    var names = new ArrayList<String>();
    if (settings.rows() > 0) {
      names.add(clip);
    }
    settings.features().stream()
        .filter(Feature::ownFile)
        .forEach(feature -> names.add(ownName(clip, feature)));
    return names;
  }

  static String ownName(String clip, Feature feature) {
    return clip + "." + feature.name();
  }

  /**
   * The stacked features of a clip.
   *
   * @throws IllegalArgumentException if the clip is not in the store
   * @throws IOException naming the file if it is missing or damaged
   */
  public FeatureMatrix read(String clip) throws IOException {
    var row =
        find(clip)
            .orElseThrow(() -> new IllegalArgumentException("no clip '" + clip + "' in " + folder));
    var file = file(clip);
    var array = Npy.read(file);
    if (array.shape().length != 2 || array.shape()[1] != row.frames()) {
      throw new IOException(
          file + " is not the array of " + row.frames() + " frames its manifest names");
    }
    return array.matrix();
  }

  /**
   * A feature with a file of its own, such as {@code fourier_tempogram}: {@code <c8}, shape (rows,
   * frames).
   *
   * @throws IOException naming the file if it is missing or damaged
   */
  public NpyArray readOwnFile(String clip, Feature feature) throws IOException {
    return Npy.read(file(ownName(clip, feature)));
  }

  private Path file(String name) {
    return folder.resolve(name + EXTENSION);
  }

  /**
   * Reads every stored file again and compares its digest with the manifest.
   *
   * @param progress told of every file
   * @return a line per file that is missing, damaged or not in the manifest; empty if all are right
   */
  public List<Failure> verify(ProgressListener progress) throws IOException {
    var damaged = new ArrayList<Failure>();
    int done = 0;
    for (var clip : clips.values()) {
      var file = file(clip.clip());
      if (!Files.isRegularFile(file)) {
        damaged.add(new Failure(file.toString(), "missing"));
      } else {
        try {
          if (!Sha256.of(file).equals(clip.npySha256())) {
            damaged.add(new Failure(file.toString(), "its bytes differ from the manifest"));
          }
        } catch (IOException e) {
          damaged.add(new Failure(file.toString(), "cannot be read: " + StoreWriter.reason(e)));
        }
      }
      progress.update(++done, clips.size(), "");
    }
    try (var files = Files.newDirectoryStream(folder, "*" + EXTENSION)) {
      for (var file : files) {
        var name = file.getFileName().toString();
        if (!clips.containsKey(name.substring(0, name.length() - EXTENSION.length()))) {
          damaged.add(new Failure(file.toString(), "not in the manifest"));
        }
      }
    }
    return damaged;
  }
}
