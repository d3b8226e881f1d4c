package mer4j.features;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestOutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import mer4j.CsvFile;
import mer4j.Folders;

/**
 * The one writer of a feature folder, from taking its lock to writing its manifest.
 *
 * <p>The lock is an operating-system lock on the file {@code .lock}, so a killed run leaves none
 * that holds. The same file is the run's journal: a row for every array, added before the array is
 * renamed to its final name. A crash at any moment therefore leaves no whole array without a row,
 * and a row whose array did not arrive is found out by its digest. The next run takes the rows over
 * and clears the journal and unfinished files; a finished run leaves neither.
 *
 * <p>Safe for use by several threads.
 */
final class StoreWriter implements AutoCloseable {
  private static final String PART = ".part-";
  private static final List<String> UNFINISHED_TABLES =
      List.of(
          "." + FeatureStore.MANIFEST + ".tmp",
          "." + FeatureStore.FAILURES + ".tmp",
          "." + StatisticsTable.CSV_NAME + ".tmp",
          "." + StatisticsTable.ARFF_NAME + ".tmp");

  private static final int ATTEMPTS = 20;
  private static final Map<Path, StoreWriter> HELD = new ConcurrentHashMap<>();

  /** The folder cannot be written, which no other clip could be either. */
  static final class OutputException extends IOException {
    private static final long serialVersionUID = 1;

    OutputException(Path file, IOException cause) {
      super("cannot write %s: %s".formatted(file, reason(cause)), cause);
    }
  }

  /** Written to a new array. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private final Path folder;
  private final RandomAccessFile journal;
  private final AtomicLong parts = new AtomicLong();
  private final ConcurrentSkipListMap<String, StoredClip> clips = new ConcurrentSkipListMap<>();

  private StoreWriter(Path folder, RandomAccessFile journal) {
    this.folder = folder;
    this.journal = journal;
  }

  /**
   * Takes the folder, making it if need be, and clears what a killed run left.
   *
   * @throws IllegalArgumentException if it holds a table of that name which is not an extraction's
   * @throws FolderBusyException if another run has it
   * @throws IOException naming the folder if it cannot be written
   */
  static StoreWriter open(Path folder) throws IOException {
    FeatureStore.requireWritable(folder);
    Folders.make(folder);
    var real = folder.toRealPath();
    // Two handles of one file in one process would release each other's lock on closing.
    synchronized (HELD) {
      if (HELD.containsKey(real)) {
        throw new FolderBusyException(folder);
      }
      var writer = new StoreWriter(real, lock(real));
      try {
        writer.takeOver();
        HELD.put(real, writer);
        return writer;
      } catch (IOException | RuntimeException e) {
        writer.journal.close();
        throw e;
      }
    }
  }

  /** The writer that this process has on a folder, or null. */
  static StoreWriter heldHere(Path folder) throws IOException {
    return Files.isDirectory(folder) ? HELD.get(folder.toRealPath()) : null;
  }

  private static RandomAccessFile lock(Path folder) throws IOException {
    var path = folder.resolve(FeatureStore.LOCK);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      RandomAccessFile file;
      Object before;
      try {
        before = key(path);
        file = new RandomAccessFile(path.toFile(), "rw");
        if (before == null) {
          before = key(path); // Just made, by us or by another run; checked again below.
        }
      } catch (IOException e) {
        throw new IOException("cannot write to " + folder + ": " + e.getMessage(), e);
      }
      boolean held = false;
      try {
        // A byte far behind the journal, which others may thus read, on Windows too.
        if (file.getChannel().tryLock(Long.MAX_VALUE - 1, 1, false) == null) {
          throw new FolderBusyException(folder);
        }
        // The run that had it before may have deleted the file between our two steps.
        held = before != null && before.equals(key(path));
        if (held) {
          return file;
        }
      } finally {
        if (!held) {
          file.close();
        }
      }
    }
    throw new IOException("cannot lock " + folder + ": its lock file keeps disappearing");
  }

  /** What tells a file from another one of the same name, where the system has such a thing. */
  private static Object key(Path path) throws IOException {
    try {
      var key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      return key == null ? path : key;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private void takeOver() throws IOException {
    clips.putAll(FeatureStore.readRows(folder.resolve(FeatureStore.MANIFEST)));
    // Not through the file's name: closing another handle of it would release the lock.
    var rows = new byte[(int) journal.length()];
    journal.seek(0);
    journal.readFully(rows);
    clips.putAll(FeatureStore.parseRows(rows));
    try (var entries = Files.newDirectoryStream(folder, ".*")) {
      for (var entry : entries) {
        var name = entry.getFileName().toString();
        if (name.startsWith(PART) || UNFINISHED_TABLES.contains(name)) {
          Files.delete(entry);
        }
      }
    }
    if (journal.length() > 0) {
      writeManifest();
      journal.setLength(0);
    }
  }

  /** The stored arrays by file name without {@code .npy}. */
  SortedMap<String, StoredClip> clips() {
    return clips;
  }

  /** Whether the array is there with the bytes its row names. */
  boolean isIntact(StoredClip clip) throws IOException {
    var file = folder.resolve(clip.clip() + FeatureStore.EXTENSION);
    return Files.isRegularFile(file) && Sha256.of(file).equals(clip.npySha256());
  }

  /** Notes that a recording whose array is right has another path now. */
  void moved(StoredClip clip, String source) {
    clips.put(clip.clip(), clip.withSource(source));
  }

  /**
   * Stores an array, replacing an older one of that name.
   *
   * @param row everything about it but the digest of its bytes
   * @throws OutputException if the folder cannot be written, because the disk is full for example
   */
  void write(StoredClip row, Content content) throws OutputException {
    try {
      store(row, content);
    } catch (IOException e) {
      throw new OutputException(folder.resolve(row.clip() + FeatureStore.EXTENSION), e);
    }
  }

  private void store(StoredClip row, Content content) throws IOException {
    var part = folder.resolve(PART + parts.incrementAndGet());
    try {
      var digest = Sha256.start();
      try (var out =
          new BufferedOutputStream(
              new DigestOutputStream(Files.newOutputStream(part), digest), 1 << 16)) {
        content.writeTo(out);
      }
      var complete =
          new StoredClip(
              row.clip(),
              row.source(),
              row.sourceSha256(),
              Sha256.finish(digest),
              row.sampleRate(),
              row.samples(),
              row.frames(),
              row.truncated(),
              row.settings());
      append(complete);
      Files.move(
          part,
          folder.resolve(row.clip() + FeatureStore.EXTENSION),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      clips.put(row.clip(), complete);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Adds a row to the journal. Plain file access: a channel would close, and unlock, on interrupt.
   */
  private synchronized void append(StoredClip row) throws IOException {
    long end = journal.length();
    try {
      journal.seek(end);
      journal.write(CsvFile.line(row.cells()).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      journal.setLength(end);
      throw e;
    }
  }

  /** Deletes an array and its row. */
  void remove(String clip) throws IOException {
    Files.deleteIfExists(folder.resolve(clip + FeatureStore.EXTENSION));
    clips.remove(clip);
  }

  /** Writes the two tables and ends the journal. */
  void finish(Collection<Failure> failures) throws IOException {
    writeManifest();
    CsvFile.write(
        folder.resolve(FeatureStore.FAILURES),
        FeatureStore.FAILURE_COLUMNS,
        failures,
        failure -> List.of(failure.source(), failure.reason()));
    synchronized (this) {
      journal.setLength(0);
      Files.deleteIfExists(folder.resolve(FeatureStore.LOCK));
    }
  }

  private void writeManifest() throws IOException {
    CsvFile.write(
        folder.resolve(FeatureStore.MANIFEST),
        StoredClip.COLUMNS,
        clips.values(),
        StoredClip::cells);
  }

  /** Gives the folder free. */
  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      HELD.remove(folder);
      journal.close();
    }
  }

  static String reason(IOException e) {
    if (e instanceof FileSystemException f) {
      var kind = e.getClass().getSimpleName().replace("Exception", "");
      return f.getReason() == null ? kind.replaceAll("(?<=[a-z])(?=[A-Z])", " ") : f.getReason();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
