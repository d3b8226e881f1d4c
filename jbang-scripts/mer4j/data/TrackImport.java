package mer4j.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import mer4j.ProgressListener;
import mer4j.features.Sha256;

/**
 * Brings the tables and the sound of a {@link TrackSet} and checks every file against the set's own
 * lists of checksums. Sound comes in one archive for each folder; those whose tracks are there are
 * not asked for, so a stopped download goes on.
 */
final class TrackImport {
  private final DatasetDescriptor descriptor;
  private final TrackSet set;
  private final Path downloads;

  /** Tracks found right in this run, by path. */
  private final Set<String> right = new HashSet<>();

  private final Set<String> differing = new HashSet<>();

  /**
   * @param folder of the set
   * @param downloads where archives lie until they have been unpacked
   */
  TrackImport(DatasetDescriptor descriptor, Path folder, Path downloads) {
    this.descriptor = descriptor;
    this.set = new TrackSet(descriptor, folder, folder.resolve("features"));
    this.downloads = downloads;
  }

  Path audioFolder() {
    return set.audioFolder();
  }

  /** Checks what is there. */
  ImportReport validate(ProgressListener progress) throws IOException {
    if (!readable()) {
      return report(List.of(), Set.of());
    }
    return report(set.entries(), check(progress));
  }

  /** Brings what a folder or zip archive holds at any depth: tables, sound, archives of sound. */
  ImportReport from(Path source, ProgressListener progress) throws IOException {
    try (var opened = ImportSource.of(source)) {
      var byName = new HashMap<String, List<ImportSource.Item>>();
      for (var item : opened.items()) {
        byName.computeIfAbsent(item.name(), name -> new ArrayList<>()).add(item);
      }
      takeTables(byName);
      if (!readable()) {
        return report(List.of(), Set.of());
      }
      var before = check(progress);
      takeSound(byName, before, progress);
      for (var archive : set.archives().entrySet()) {
        for (var item : byName.getOrDefault(archive.getKey(), List.of())) {
          try (var in = item.open()) {
            unpack(in, missingByPath());
          }
        }
      }
      return report(set.entries(), before);
    }
  }

  /** Downloads tables, then the archives of folders that are not whole. */
  ImportReport download(ProgressListener progress) throws IOException {
    try {
      for (var remote : descriptor.remote()) {
        var file = set.folder().resolve(name(remote));
        if (!TrackSet.isRight(file, remote.sha256())) {
          Files.deleteIfExists(file);
          new Download(remote.url(), remote.sha256()).to(file, progress);
        }
      }
      var before = check(ProgressListener.NONE);
      downloadSound(progress);
      return report(set.entries(), before);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(e.getMessage() + "; " + set.howToBring(), e);
    }
  }

  private void downloadSound(ProgressListener progress) throws IOException {
    var archives = wantedArchives();
    long before = 0;
    int left = archives.size();
    for (var archive : archives.entrySet()) {
      var file = downloads.resolve(archive.getKey());
      long done = before;
      long archivesLeft = left;
      new Download(descriptor.tracks().archiveUrl() + archive.getKey(), archive.getValue())
          .to(
              file,
              (bytes, total, message) -> // the others are taken to be as large as this one
              progress.update(
                      done + bytes,
                      done + total * archivesLeft,
                      archivesLeft + " of " + archives.size() + " archives left"));
      before += Files.size(file);
      left--;
      try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
        unpack(in, missingByPath());
      } catch (InterruptedIOException | ClosedByInterruptException e) {
        throw new InterruptedIOException("stopped; run it again to go on");
      } catch (IOException e) {
        Files.deleteIfExists(file); // damaged: the next run downloads it again
        throw e;
      }
      Files.delete(file);
    }
  }

  /** Archives of folders with missing tracks, name and checksum, in the order of the folders. */
  private TreeMap<String, String> wantedArchives() throws IOException {
    var folders = new HashSet<String>();
    for (var entry : missingByPath().values()) {
      folders.add(entry.path().substring(0, entry.path().indexOf('/')));
    }
    var wanted = new TreeMap<>(set.archives());
    wanted.keySet().removeIf(name -> folders.stream().noneMatch(f -> name.endsWith(f + ".tar")));
    return wanted;
  }

  private Map<String, TrackSet.Entry> missingByPath() throws IOException {
    var missing = new TreeMap<String, TrackSet.Entry>();
    set.entries().stream()
        .filter(entry -> !right.contains(entry.path()))
        .forEach(entry -> missing.put(entry.path(), entry));
    return missing;
  }

  /** Writes the wanted tracks of an archive; what else is in it is left there. */
  private void unpack(InputStream archive, Map<String, TrackSet.Entry> wanted) throws IOException {
    var sums = set.checksums();
    TarFile.read(
        archive,
        (name, content, size) -> {
          refuseInterrupted();
          if (wanted.containsKey(name)) {
            var target = set.audioFolder().resolve(name);
            Files.createDirectories(target.getParent());
            var part = target.resolveSibling("." + target.getFileName() + ".part");
            try {
              Files.copy(content, part, StandardCopyOption.REPLACE_EXISTING);
              if (TrackSet.isRight(part, sums.get(name))) {
                move(part, target);
                right.add(name);
              } else {
                differing.add(name);
              }
            } finally {
              Files.deleteIfExists(part);
            }
          }
        });
  }

  private static void move(Path part, Path target) throws IOException {
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String name(DatasetDescriptor.RemoteFile remote) {
    return remote.url().substring(remote.url().lastIndexOf('/') + 1);
  }

  /** Whether the table of tracks is there, and no other table stands in its place or beside it. */
  private boolean readable() throws IOException {
    for (var remote : descriptor.remote()) {
      var file = set.folder().resolve(name(remote));
      if (Files.exists(file) && !TrackSet.isRight(file, remote.sha256())) {
        return false;
      }
    }
    return TrackSet.isIn(set.folder(), descriptor);
  }

  /** Tables and lists that the set needs and that are not there, each with the reason. */
  private List<String> troubles() throws IOException {
    var troubles = new ArrayList<String>();
    for (var remote : descriptor.remote()) {
      var file = set.folder().resolve(name(remote));
      if (!TrackSet.isRight(file, remote.sha256())) {
        boolean there = Files.exists(file);
        troubles.add(name(remote) + (there ? ": its content is not that of the set" : ": missing"));
      }
    }
    return troubles;
  }

  /** Tables are known by name and checksum: the set has five divisions of one name. */
  private void takeTables(Map<String, List<ImportSource.Item>> byName) throws IOException {
    for (var remote : descriptor.remote()) {
      var name = name(remote);
      var target = set.folder().resolve(name);
      for (var item : byName.getOrDefault(name, List.of())) {
        if (!TrackSet.isRight(target, remote.sha256()) && isRight(item, remote.sha256())) {
          ImportedFile.place(item, target, file -> TrackSet.isRight(file, remote.sha256()));
        }
      }
    }
  }

  private void takeSound(
      Map<String, List<ImportSource.Item>> byName, Set<String> before, ProgressListener progress)
      throws IOException {
    var sums = set.checksums();
    var missing = missingByPath();
    int done = before.size();
    for (var entry : missing.values()) {
      refuseInterrupted();
      var sum = sums.get(entry.path());
      for (var item : byName.getOrDefault(entry.name(), List.of())) {
        if (isRight(item, sum)) {
          var target = set.audioFolder().resolve(entry.path());
          ImportedFile.place(item, target, file -> TrackSet.isRight(file, sum));
          right.add(entry.path());
          break;
        }
        differing.add(entry.path());
      }
      progress.update(++done, before.size() + missing.size(), entry.track().id());
    }
  }

  private static boolean isRight(ImportSource.Item item, String sha256) throws IOException {
    try (var in = item.open()) {
      return sha256 == null || Sha256.of(ImportedFile.limited(in, item.size())).equals(sha256);
    }
  }

  /** Finds out which tracks are there; their paths. */
  private Set<String> check(ProgressListener progress) throws IOException {
    var sums = set.checksums();
    var entries = set.entries();
    for (int i = 0; i < entries.size(); i++) {
      refuseInterrupted();
      var path = entries.get(i).path();
      var file = set.audioFolder().resolve(path);
      if (TrackSet.isRight(file, sums.get(path))) {
        right.add(path);
      } else if (Files.exists(file)) {
        differing.add(path);
      }
      progress.update(i + 1, entries.size(), entries.get(i).track().id());
    }
    return Set.copyOf(right);
  }

  private static void refuseInterrupted() throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("stopped; run it again to go on");
    }
  }

  private ImportReport report(List<TrackSet.Entry> entries, Set<String> before) throws IOException {
    var present = new ArrayList<String>();
    var added = new ArrayList<String>();
    var missing = new ArrayList<String>();
    var others = new ArrayList<String>();
    for (var entry : entries) {
      var list =
          before.contains(entry.path())
              ? present
              : right.contains(entry.path())
                  ? added
                  : differing.contains(entry.path()) ? others : missing;
      list.add(entry.track().id());
    }
    var tables =
        descriptor.remote().stream()
            .map(TrackImport::name)
            .filter(name -> Files.isRegularFile(set.folder().resolve(name)))
            .toList();
    int clips = entries.isEmpty() ? descriptor.clips() : entries.size();
    return new ImportReport(clips, present, added, missing, others, tables, troubles());
  }
}
