package mer4j.data;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import mer4j.ProgressListener;
import mer4j.Project;
import mer4j.corpus.EmbeddedCorpus;
import mer4j.features.Sha256;

/**
 * Brings the files of a named data set into {@code data/NAME/} and checks every one against the
 * committed index. Repeating it changes nothing that is right already.
 */
public final class DatasetImport {
  private static final long LARGEST_TABLE = 64 << 20;

  private final DatasetDescriptor descriptor;
  private final Path downloads;
  private final NamedDataset named;

  /** Does all the work for a set of tagged tracks; null for others. */
  private final TrackImport tracks;

  private final Map<ImportSource.Item, String> sums = new HashMap<>();

  /**
   * @param data the folder of descriptors and sets
   * @param downloads where archives lie until they have been unpacked
   */
  DatasetImport(DatasetDescriptor descriptor, Path data, Path downloads) {
    this.descriptor = descriptor;
    this.downloads = downloads;
    this.named = new NamedDataset(descriptor, data);
    this.tracks =
        descriptor.tracks() == null ? null : new TrackImport(descriptor, named.folder(), downloads);
  }

  /**
   * An import into the project.
   *
   * @param descriptor of the set
   */
  public DatasetImport(DatasetDescriptor descriptor) {
    this(descriptor, Project.data(), Project.build().resolve("downloads"));
  }

  /** Where the clips are put. */
  public Path audioFolder() {
    return named.audioFolder();
  }

  /**
   * Checks what is there; a set that the project composes itself is composed first.
   *
   * @throws IOException if a file cannot be read
   */
  public ImportReport validate(ProgressListener progress) throws IOException {
    if (tracks != null) {
      return tracks.validate(progress);
    }
    var composition = descriptor.composition();
    if (composition != null) {
      EmbeddedCorpus.write(
          named.folder(), descriptor.clips(), composition.seconds(), composition.seed(), progress);
    }
    return bring(List.of(), progress);
  }

  /**
   * Brings the set's clips and tables from a folder or zip archive in which they lie at any depth.
   * A clip is known by its name and checksum, or by its checksum alone. Files on the same disk are
   * linked, others copied.
   *
   * @param progress told about clips checked
   * @throws IllegalArgumentException if there is no such folder or archive, or the set is composed
   *     by the project
   * @throws IOException if the archive is damaged or would write outside its folder, or a file
   *     cannot be written; InterruptedIOException if the thread is interrupted
   */
  public ImportReport from(Path source, ProgressListener progress) throws IOException {
    if (descriptor.composition() != null) {
      throw new IllegalArgumentException(
          "data set %s is composed on this machine, not brought from elsewhere"
              .formatted(descriptor.name()));
    }
    if (tracks != null) {
      return tracks.from(source, progress);
    }
    try (var opened = ImportSource.of(source)) {
      return bring(opened.items(), progress);
    }
  }

  /**
   * Downloads the set and brings it from there.
   *
   * @param progress told about bytes, then about clips
   * @throws IOException if it is offered for download nowhere, there is no connection, or as {@link
   *     #from}; the message says how to bring a copy one has
   */
  public ImportReport download(ProgressListener progress) throws IOException {
    if (tracks != null) {
      return tracks.download(progress);
    }
    var advice = named.howToBring();
    if (descriptor.remote().isEmpty()) {
      throw new IOException(
          "data set %s cannot be downloaded by a script; %s".formatted(descriptor.name(), advice));
    }
    ImportReport report = null;
    for (var remote : descriptor.remote()) {
      var name = remote.url().substring(remote.url().lastIndexOf('/') + 1);
      var file = downloads.resolve(name);
      try {
        new Download(remote.url(), remote.sha256()).to(file, progress);
      } catch (java.io.InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        throw new IOException(e.getMessage() + "; " + advice, e);
      }
      try {
        report = from(file, progress);
      } catch (ZipException e) {
        Files.delete(file); // damaged: the next try downloads it again
        throw e;
      }
      Files.delete(file);
    }
    return report;
  }

  private ImportReport bring(List<ImportSource.Item> items, ProgressListener progress)
      throws IOException {
    var entries = named.index().entries();
    var byName = items.stream().collect(Collectors.groupingBy(i -> lower(i.name())));
    var bySize = items.stream().collect(Collectors.groupingBy(ImportSource.Item::size));
    var report =
        new ImportReport(
            entries.size(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    for (int i = 0; i < entries.size(); i++) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("stopped; run it again to go on");
      }
      var entry = entries.get(i);
      var sameName = byName.getOrDefault(lower(named.fileName(entry)), List.of());
      var there = named.find(entry);
      if (there != null && isRight(there, entry)) {
        report.present().add(entry.id());
      } else if (take(entry, sameName, there) || take(entry, bySize.get(entry.bytes()), there)) {
        report.added().add(entry.id());
      } else {
        (there == null && sameName.isEmpty() ? report.missing() : report.differing())
            .add(entry.id());
      }
      progress.update(i + 1, entries.size(), entry.id());
    }
    bringTables(byName, report);
    return report;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static boolean isRight(Path file, DatasetIndex.Entry entry) throws IOException {
    return Files.size(file) == entry.bytes() && Sha256.of(file).equals(entry.sha256());
  }

  /** Takes the first candidate with the right bytes. */
  private boolean take(DatasetIndex.Entry entry, List<ImportSource.Item> candidates, Path there)
      throws IOException {
    if (candidates == null) {
      return false;
    }
    for (var item : candidates) {
      if (item.size() == entry.bytes() && sum(item).equals(entry.sha256())) {
        var target = named.audioFolder().resolve(named.fileName(entry));
        ImportedFile.place(item, there == null ? target : there, file -> isRight(file, entry));
        return true;
      }
    }
    return false;
  }

  private String sum(ImportSource.Item item) throws IOException {
    var known = sums.get(item);
    if (known == null) {
      try (var in = item.open()) {
        known = Sha256.of(ImportedFile.limited(in, item.size()));
      } catch (ClosedByInterruptException e) {
        throw e;
      } catch (IOException e) {
        known = "unreadable"; // a damaged entry, a file without permission: not the one wanted
      }
      sums.put(item, known);
    }
    return known;
  }

  private void bringTables(Map<String, List<ImportSource.Item>> byName, ImportReport report)
      throws IOException {
    for (var rule : descriptor.tables()) {
      var target = named.folder().resolve(rule.file());
      for (var item : byName.getOrDefault(lower(rule.file()), List.of())) {
        if (item.size() <= LARGEST_TABLE) {
          bringTable(rule, item, target, report);
          break;
        }
      }
      if (Files.isRegularFile(target)) {
        try {
          named.readTable(rule);
          report.tables().add(rule.file());
        } catch (IOException e) {
          report.damagedTables().add(e.getMessage());
        }
      }
    }
  }

  /** Puts a table in place only if it fits: a damaged one does not replace a good one. */
  private void bringTable(
      DatasetDescriptor.LabelTable rule, ImportSource.Item item, Path target, ImportReport report)
      throws IOException {
    Files.createDirectories(target.getParent());
    var part = target.resolveSibling("." + rule.file() + ".part");
    try (var in = item.open()) {
      Files.copy(ImportedFile.limited(in, item.size()), part, StandardCopyOption.REPLACE_EXISTING);
      named.readTable(rule, part);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      report.damagedTables().add(e.getMessage().replace(part.toString(), item.name()));
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
