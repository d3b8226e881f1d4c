package mer4j.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import mer4j.CsvFile;
import mer4j.features.Sha256;

/**
 * A set of tagged tracks in the layout of MTG-Jamendo: its tables, and its sound in {@code audio/}
 * in folders {@code 00} to {@code 99}. A track's class is its alphabetically first tag, as the
 * recurrent-network study had it.
 */
final class TrackSet {
  private final DatasetDescriptor descriptor;
  private final TrackSource source;
  private final Path folder;
  private final Path features;

  /**
   * A sound file of the set.
   *
   * @param track what the table says about it
   * @param label number of its class
   * @param part of the official division
   * @param path below the audio folder, with slashes
   */
  record Entry(Track track, int label, Clip.Part part, String path) {
    /** The file's name. */
    String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  /**
   * @param folder of the tables and the sound
   * @param features where features are kept
   */
  TrackSet(DatasetDescriptor descriptor, Path folder, Path features) {
    this.descriptor = descriptor;
    this.source = descriptor.tracks();
    this.folder = folder;
    this.features = features;
  }

  /** Whether a folder holds the table of such a set. */
  static boolean isIn(Path folder, DatasetDescriptor descriptor) {
    return descriptor.tracks() != null
        && Files.isRegularFile(folder.resolve(descriptor.tracks().table()));
  }

  Path folder() {
    return folder;
  }

  Path audioFolder() {
    return folder.resolve("audio");
  }

  /**
   * All files that belong to the set, sorted by class and then by id.
   *
   * @throws IOException if a table is missing or damaged, or a tag is not one of the classes
   */
  List<Entry> entries() throws IOException {
    if (!isIn(folder, descriptor)) {
      throw new IOException(
          "data set %s is not here: no table %s; %s"
              .formatted(descriptor.name(), folder.resolve(source.table()), howToBring()));
    }
    var parts = new HashMap<String, Clip.Part>();
    addPart(parts, source.train(), Clip.Part.TRAIN);
    addPart(parts, source.validation(), Clip.Part.VALIDATION);
    addPart(parts, source.test(), Clip.Part.TEST);
    var classes = descriptor.classes();
    var number =
        classes.stream().collect(Collectors.toMap(name -> name, classes::indexOf, (a, b) -> a));
    var entries = new ArrayList<Entry>();
    for (var track : Track.read(folder.resolve(source.table()))) {
      if (track.folder() >= source.folders()) {
        continue;
      }
      var label = number.get(track.firstTag());
      if (label == null) {
        throw new IOException(
            "%s: track %s has the tag '%s', which is none of the %d classes of %s"
                .formatted(
                    folder.resolve(source.table()),
                    track.id(),
                    CsvFile.quotable(track.firstTag()),
                    classes.size(),
                    descriptor.name()));
      }
      var part = parts.getOrDefault(track.id(), Clip.Part.NONE);
      entries.add(new Entry(track, label, part, track.path(source.ending())));
    }
    entries.sort(Comparator.comparingInt(Entry::label).thenComparing(entry -> entry.track().id()));
    return entries;
  }

  /** A table of the official division need not be there; then there is no such part. */
  private void addPart(Map<String, Clip.Part> parts, String table, Clip.Part part)
      throws IOException {
    var file = folder.resolve(table);
    if (Files.isRegularFile(file)) {
      for (var track : Track.read(file)) {
        if (parts.put(track.id(), part) != null) {
          throw new IOException(
              "%s: track %s is in another part of the division too".formatted(file, track.id()));
        }
      }
    }
  }

  /** SHA-256 by path, as far as the set's list is there. */
  Map<String, String> checksums() throws IOException {
    return checksums(folder.resolve(source.checksums()));
  }

  /** SHA-256 by name of archive. */
  Map<String, String> archives() throws IOException {
    return checksums(folder.resolve(source.archives()));
  }

  private static Map<String, String> checksums(Path file) throws IOException {
    var sums = new HashMap<String, String>();
    if (Files.isRegularFile(file)) {
      for (var line : CsvFile.readText(file).lines().toList()) {
        var cells = line.strip().split("\\s+", 2);
        if (cells.length != 2 || !cells[0].matches("[0-9a-f]{64}")) {
          throw new IOException(
              "%s: not a checksum and a name: %s".formatted(file, CsvFile.quotable(line)));
        }
        sums.put(cells[1], cells[0]);
      }
    }
    return sums;
  }

  Dataset open(boolean allowMissing) throws IOException {
    var entries = entries();
    var sums = checksums();
    var clips = new ArrayList<Clip>();
    var contents = new ArrayList<String>();
    var missing = new ArrayList<String>();
    for (var entry : entries) {
      var file = audioFolder().resolve(entry.path());
      var track = entry.track();
      if (Files.isRegularFile(file)) {
        var id = track.id();
        clips.add(new Clip(id, file, entry.label(), track.artist(), id, entry.part()));
        var sum = sums.get(entry.path());
        contents.add(sum == null ? Long.toString(Files.size(file)) : sum);
      } else {
        missing.add(track.id());
      }
    }
    if (clips.isEmpty()) {
      throw new IOException(
          "data set %s is not here: no sound in %s; %s"
              .formatted(descriptor.name(), audioFolder(), howToBring()));
    }
    if (!allowMissing && !missing.isEmpty()) {
      throw new IOException(
          "data set %s is incomplete: %d of %d tracks are missing in %s (%s); %s, or allow missing"
                  .formatted(
                      descriptor.name(),
                      missing.size(),
                      entries.size(),
                      audioFolder(),
                      NamedDataset.some(missing),
                      howToBring())
              + " clips");
    }
    return new Dataset(
        descriptor.name(),
        folder,
        features,
        descriptor.classes(),
        clips,
        contents,
        List.of(table(entries)),
        missing.stream().sorted().toList(),
        descriptor.frames(),
        descriptor);
  }

  private CsvTable table(List<Entry> entries) {
    var columns = List.of("Song", "Artist", "Album", "Path", "Seconds", "Tags", "Part");
    var rows = new ArrayList<List<String>>();
    for (var entry : entries) {
      var track = entry.track();
      var part =
          entry.part() == Clip.Part.NONE
              ? ""
              : entry.part().name().toLowerCase(java.util.Locale.ROOT);
      rows.add(
          List.of(
              track.id(),
              track.artist(),
              track.album(),
              entry.path(),
              Double.toString(track.seconds()),
              String.join(" ", track.tags()),
              part));
    }
    return new CsvTable(folder.resolve(source.table()), columns, rows);
  }

  /** What to do to have the set. */
  String howToBring() {
    return "bring it with: fetch_data %s [--from FOLDER] (offered at %s)"
        .formatted(descriptor.name(), descriptor.homepage());
  }

  /** Whether a file has the content that the set's list says; unknown content counts as right. */
  static boolean isRight(Path file, String sha256) throws IOException {
    return Files.isRegularFile(file) && (sha256 == null || Sha256.of(file).equals(sha256));
  }
}
