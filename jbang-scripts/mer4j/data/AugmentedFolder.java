package mer4j.data;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import mer4j.CsvFile;
import mer4j.Folders;
import mer4j.audio.MonoSignal;
import mer4j.audio.WavFile;
import mer4j.features.Failure;
import mer4j.features.Sha256;

/**
 * The folder of an augmented set: {@code augmentation.json}, {@code annotations.csv} and {@code
 * audio/}. While it is written, a journal holds a row for each file that is whole; it is locked, so
 * that no two runs write at once, and a killed run leaves no lock that holds.
 */
final class AugmentedFolder implements AutoCloseable {
  static final String TABLE = "annotations.csv";
  static final String FAILURES = "failures.csv";

  private static final String JOURNAL = ".journal.csv";
  private final Path folder;
  private final RandomAccessFile journal;
  private final Map<String, AugmentedClip> rows = new ConcurrentSkipListMap<>();

  private AugmentedFolder(Path folder, RandomAccessFile journal) {
    this.folder = folder;
    this.journal = journal;
  }

  /** Takes a new folder, or one with the same settings to go on with. */
  static AugmentedFolder open(Path folder, AugmentedSettings settings) throws IOException {
    if (AugmentedSettings.isIn(folder)) {
      var difference = AugmentedSettings.read(folder).difference(settings);
      if (difference != null) {
        throw new IllegalArgumentException(
            "%s holds another augmented set: %s; name another folder"
                .formatted(folder, difference));
      }
    } else {
      requireEmpty(folder);
    }
    Folders.make(folder.resolve("audio"));
    var journal = new RandomAccessFile(folder.resolve(JOURNAL).toFile(), "rw");
    try {
      lock(journal, folder);
      var opened = new AugmentedFolder(folder, journal);
      opened.takeOver();
      settings.write(folder);
      return opened;
    } catch (IOException | RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  private static void requireEmpty(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (var files = Files.list(folder)) {
        if (files.findAny().isPresent()) {
          throw new IllegalArgumentException(folder + " is not empty; name another folder");
        }
      }
    }
  }

  private static void lock(RandomAccessFile journal, Path folder) throws IOException {
    try {
      // a byte far behind the journal's end
      if (journal.getChannel().tryLock(Long.MAX_VALUE - 1, 1, false) != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      // another thread of this process has it
    }
    throw new IOException("another run is writing to " + folder);
  }

  private void takeOver() throws IOException {
    try (var parts = Files.newDirectoryStream(folder.resolve("audio"), ".*.part")) {
      for (var part : parts) {
        Files.delete(part);
      }
    }
    var bytes = new byte[(int) journal.length()];
    journal.readFully(bytes);
    var known = CsvFile.parse(new String(bytes, StandardCharsets.UTF_8));
    if (Files.isRegularFile(folder.resolve(TABLE))) {
      known.addAll(CsvFile.lines(folder.resolve(TABLE)));
    }
    known.stream()
        .filter(AugmentedClip::is)
        .map(AugmentedClip::new)
        .forEach(row -> rows.put(row.id(), row));
    journal.setLength(0); // a line that a crash cut off must not spoil the next one
    for (var row : rows.values()) {
      append(row);
    }
  }

  /** The clips that are there. */
  Map<String, AugmentedClip> rows() {
    return rows;
  }

  /** Whether a clip is there with its number of bytes. */
  boolean isWhole(String id) throws IOException {
    var row = rows.get(id);
    var file = row == null ? null : folder.resolve(row.file());
    return file != null && Files.isRegularFile(file) && Files.size(file) == row.bytes();
  }

  /** Puts an original into the folder. */
  void link(Clip clip, Dataset source, MonoSignal signal) throws IOException {
    if (isWhole(clip.id())) {
      return;
    }
    var name = clip.audio().getFileName().toString();
    int dot = name.lastIndexOf('.');
    var extension = dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
    var target = folder.resolve("audio").resolve(clip.id() + extension);
    Files.deleteIfExists(target);
    try {
      Files.createLink(target, clip.audio().toRealPath());
    } catch (IOException | UnsupportedOperationException | SecurityException e) {
      var part = part(target); // another disk, or a file system without links
      Files.copy(clip.audio(), part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }
    put(
        clip,
        source,
        clip.id(),
        AugmentedClip.ORIGINAL,
        target,
        signal.samples(),
        signal.sampleRate());
  }

  /** Writes a variant. */
  void write(
      Clip clip, Dataset source, String suffix, Variant variant, float[] samples, int sampleRate)
      throws IOException {
    var id = clip.id() + suffix;
    var target = folder.resolve("audio").resolve(id + ".wav");
    var part = part(target);
    WavFile.write(part, samples, sampleRate);
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    put(clip, source, id, variant.toString(), target, samples, sampleRate);
  }

  private static Path part(Path target) {
    return target.resolveSibling("." + target.getFileName() + ".part");
  }

  private void put(
      Clip clip,
      Dataset source,
      String id,
      String variant,
      Path file,
      float[] samples,
      int sampleRate)
      throws IOException {
    int clipped = 0;
    for (float sample : samples) {
      clipped += Math.abs(sample) > 1 ? 1 : 0;
    }
    double share = samples.length == 0 ? 0 : (double) clipped / samples.length;
    var row =
        new AugmentedClip(
            List.of(
                id,
                source.classes().get(clip.label()),
                clip.group(),
                clip.id(),
                variant,
                "audio/" + file.getFileName(),
                Integer.toString(sampleRate),
                Integer.toString(samples.length),
                String.format(Locale.ROOT, "%.6f", share),
                Long.toString(Files.size(file)),
                Sha256.of(file)));
    append(row);
    rows.put(id, row);
  }

  private synchronized void append(AugmentedClip row) throws IOException {
    journal.seek(journal.length());
    journal.write(CsvFile.line(row.cells()).getBytes(StandardCharsets.UTF_8));
  }

  /** Writes the table, by class and then by id, and ends the journal. */
  void finish(Dataset source, List<Failure> failures) throws IOException {
    var order =
        Comparator.comparingInt((AugmentedClip row) -> source.classes().indexOf(row.label()));
    var clips = rows.values().stream().sorted(order.thenComparing(AugmentedClip::id)).toList();
    CsvFile.write(folder.resolve(TABLE), AugmentedClip.COLUMNS, clips, AugmentedClip::cells);
    if (failures.isEmpty()) {
      Files.deleteIfExists(folder.resolve(FAILURES));
    } else {
      CsvFile.write(
          folder.resolve(FAILURES),
          List.of("Song", "Reason"),
          failures,
          failure -> List.of(failure.source(), failure.reason()));
    }
    Files.deleteIfExists(folder.resolve(JOURNAL));
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }
}
