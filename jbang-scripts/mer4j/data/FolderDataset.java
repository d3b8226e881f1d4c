package mer4j.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mer4j.Project;
import mer4j.features.ClipInputs;
import mer4j.features.Sha256;

/**
 * A folder of one's own music as a data set. Two forms:
 *
 * <ul>
 *   <li>a subfolder per class, with sound files at any depth below it; ids are those of {@link
 *       ClipInputs}: the path without extension, separators written {@code __};
 *   <li>a table {@code annotations.csv} with the columns Song and Quadrant (any class names), whose
 *       clips lie anywhere below under the name of the song; this is how the embedded corpus is
 *       written.
 * </ul>
 *
 * A table {@code metadata.csv} (columns Song and Artist) or {@code groups.csv} (Song and Group)
 * says which clips belong together; its Song is a clip's id or the name of its file without
 * extension. Without one each clip is a group of its own. Hidden files and folders are passed over;
 * nothing is written into the folder: features go to {@code build/datasets/}.
 */
final class FolderDataset {
  private final Path folder;

  FolderDataset(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  Dataset open(boolean allowMissing) throws IOException {
    var files = audioFiles();
    if (files.isEmpty()) {
      throw new IOException(folder + ": all its sound files are hidden");
    }
    var annotations = folder.resolve("annotations.csv");
    var missing = new ArrayList<String>();
    var labels =
        Files.isRegularFile(annotations)
            ? annotated(files, CsvTable.read(annotations), missing)
            : bySubfolder(files);
    if (!missing.isEmpty() && !allowMissing) {
      throw new IOException(
          "%s: %d of its songs have no sound file below %s (%s); add them, or allow missing clips"
              .formatted(annotations, missing.size(), folder, NamedDataset.some(missing)));
    }
    var classes = labels.values().stream().distinct().sorted().toList();
    if (classes.isEmpty()) {
      throw new IOException(annotations + ": no songs in it");
    }
    if (classes.size() < 2) {
      throw new IOException(
          "%s: one class only (%s); a data set needs a subfolder for each of two or more"
              .formatted(folder, String.join("", classes)));
    }
    return assemble(files, labels, classes, missing);
  }

  private Dataset assemble(
      Map<String, Path> files,
      Map<String, String> labels,
      List<String> classes,
      List<String> missing)
      throws IOException {
    var tables = tables();
    var groups = groups(tables);
    var clips = new ArrayList<Clip>();
    labels.forEach(
        (id, label) -> {
          var file = files.get(id);
          var group = groups.getOrDefault(id, groups.getOrDefault(stem(file), id));
          clips.add(new Clip(id, file, classes.indexOf(label), group));
        });
    clips.sort(Comparator.comparingInt(Clip::label).thenComparing(Clip::id));
    var sizes = new ArrayList<String>();
    for (var clip : clips) {
      sizes.add(Long.toString(Files.size(clip.audio())));
    }
    var name = name(folder.toRealPath());
    var features = features(folder);
    var missingIds = List.copyOf(missing);
    return new Dataset(name, folder, features, classes, clips, sizes, tables, missingIds, 0, null);
  }

  private static String name(Path real) {
    return real.getFileName() == null ? "root" : real.getFileName().toString();
  }

  /** Where features of a folder's clips are kept: nothing is written into somebody's folder. */
  static Path features(Path folder) throws IOException {
    var real = folder.toRealPath();
    return Project.build()
        .resolve("datasets")
        .resolve(name(real) + "-" + Sha256.of(real.toString()).substring(0, 8))
        .resolve("features");
  }

  /** Sound files by id, hidden ones left out. */
  private Map<String, Path> audioFiles() throws IOException {
    var result = new TreeMap<String, Path>();
    for (var clip : ClipInputs.of(List.of(folder)).clips()) {
      if (!hidden(clip.audio())) {
        result.put(clip.id(), clip.audio());
      }
    }
    return result;
  }

  private boolean hidden(Path file) {
    for (var part : folder.relativize(file)) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  static String stem(Path file) {
    var name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }

  private Map<String, String> bySubfolder(Map<String, Path> files) throws IOException {
    var labels = new TreeMap<String, String>();
    files.forEach(
        (id, file) -> {
          var inside = folder.relativize(file);
          if (inside.getNameCount() > 1) {
            labels.put(id, inside.getName(0).toString());
          }
        });
    if (labels.isEmpty()) {
      throw new IOException(
          folder + ": no subfolders with sound files; a data set needs one for each class");
    }
    return labels;
  }

  /** Classes by id for the songs of the table; files get the song's name as their id. */
  private Map<String, String> annotated(
      Map<String, Path> files, CsvTable table, List<String> missing) throws IOException {
    var songs = table.column("Song");
    var labels = table.column("Quadrant");
    table.rowsBy("Song");
    var byStem = new HashMap<String, List<Path>>();
    files.values().forEach(f -> byStem.computeIfAbsent(stem(f), s -> new ArrayList<>()).add(f));
    files.clear();
    var result = new TreeMap<String, String>();
    for (int i = 0; i < songs.size(); i++) {
      var song = songs.get(i);
      var found = byStem.getOrDefault(song, List.of());
      if (labels.get(i).isEmpty()) {
        throw new IOException("%s: %s has no Quadrant".formatted(table.file(), song));
      }
      if (found.size() > 1) {
        throw new IOException(
            "%s: two files for song %s: %s".formatted(table.file(), song, found.subList(0, 2)));
      }
      if (found.isEmpty()) {
        missing.add(song);
      } else {
        files.put(song, found.getFirst());
        result.put(song, labels.get(i));
      }
    }
    return result;
  }

  private List<CsvTable> tables() throws IOException {
    var tables = new ArrayList<CsvTable>();
    for (var name : List.of("metadata.csv", "groups.csv")) {
      var file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        var table = CsvTable.read(file);
        table.rowsBy("Song");
        tables.add(table.withFirst("Song"));
      }
    }
    return tables;
  }

  private Map<String, String> groups(List<CsvTable> tables) throws IOException {
    var groups = new HashMap<String, String>();
    for (var table : tables) {
      boolean own = table.file().endsWith("groups.csv");
      if (own || table.has("Artist")) {
        var names = table.column(own ? "Group" : "Artist");
        var songs = table.column("Song");
        for (int i = 0; i < songs.size(); i++) {
          if (!names.get(i).isEmpty()) {
            groups.put(songs.get(i), names.get(i));
          }
        }
      }
    }
    return groups;
  }
}
