package mer4j.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mer4j.CsvFile;
import mer4j.features.Sha256;

/**
 * The files of a data set, as committed: id, class, group, size and checksum of each clip.
 *
 * @param entries in the order of the data set: by class, then by id
 */
record DatasetIndex(List<Entry> entries) {
  /**
   * @param id clip id, stem of the file's name
   * @param label class number
   * @param group number of the artist
   * @param bytes size of the file
   * @param sha256 checksum of the file, hexadecimal
   */
  record Entry(String id, int label, String group, long bytes, String sha256) {}

  static DatasetIndex read(Path file, List<String> classes) throws IOException {
    var table = CsvTable.read(file);
    var ids = table.column("id");
    var quadrants = table.column("quadrant");
    var artists = table.column("artist");
    var bytes = table.column("bytes");
    var sums = table.column("sha256");
    table.rowsBy("id");
    var entries = new ArrayList<Entry>();
    for (int i = 0; i < ids.size(); i++) {
      int label = classes.indexOf(quadrants.get(i));
      if (label < 0) {
        throw new IOException(
            "%s: %s has class '%s', not one of %s"
                .formatted(file, ids.get(i), quadrants.get(i), classes));
      }
      try {
        entries.add(
            new Entry(
                ids.get(i), label, artists.get(i), Long.parseLong(bytes.get(i)), sums.get(i)));
      } catch (NumberFormatException e) {
        throw new IOException("%s: bad size of %s: %s".formatted(file, ids.get(i), bytes.get(i)));
      }
    }
    return new DatasetIndex(
        entries.stream()
            .sorted(java.util.Comparator.comparingInt(Entry::label).thenComparing(Entry::id))
            .toList());
  }

  /**
   * The index of a complete set, to be committed: groups are numbered, not named.
   *
   * @throws IOException if a file cannot be read
   */
  static DatasetIndex of(Dataset dataset) throws IOException {
    var entries = new ArrayList<Entry>();
    var groups = dataset.groups();
    for (int i = 0; i < dataset.size(); i++) {
      var clip = dataset.clips().get(i);
      entries.add(
          new Entry(
              clip.id(),
              clip.label(),
              Integer.toString(groups[i]),
              Files.size(clip.audio()),
              Sha256.of(clip.audio())));
    }
    return new DatasetIndex(entries);
  }

  /** Writes the form that {@link #read} reads. */
  void write(Path file, List<String> classes) throws IOException {
    CsvFile.write(
        file,
        List.of("id", "quadrant", "artist", "bytes", "sha256"),
        entries,
        entry ->
            List.of(
                entry.id(),
                classes.get(entry.label()),
                entry.group(),
                Long.toString(entry.bytes()),
                entry.sha256()));
  }
}
