package mer4j.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mer4j.ProgressListener;
import mer4j.corpus.EmbeddedCorpus;

/** Finds the files of a set that has a descriptor and an index. */
final class NamedDataset {
  private final DatasetDescriptor descriptor;
  private final Path data;
  private final Path folder;

  /**
   * @param data the folder of the descriptor and the index, and of the set's own folder
   */
  NamedDataset(DatasetDescriptor descriptor, Path data) {
    this.descriptor = descriptor;
    this.data = data;
    this.folder = data.resolve(descriptor.name());
  }

  DatasetIndex index() throws IOException {
    return DatasetIndex.read(data.resolve(descriptor.index()), descriptor.classes());
  }

  /** Where files of the set are put. */
  Path folder() {
    return folder;
  }

  Path audioFolder() {
    return folder.resolve("audio");
  }

  String fileName(DatasetIndex.Entry entry) {
    return entry.id() + "." + descriptor.extension();
  }

  /**
   * The clip's file: in the audio folder, in its class's subfolder of that, or in the class's
   * folder.
   */
  Path find(DatasetIndex.Entry entry) {
    var file = fileName(entry);
    var label = descriptor.classes().get(entry.label());
    for (var place : List.of(audioFolder(), audioFolder().resolve(label), folder.resolve(label))) {
      if (Files.isRegularFile(place.resolve(file))) {
        return place.resolve(file);
      }
    }
    return null;
  }

  Dataset open(boolean allowMissing, ProgressListener progress) throws IOException {
    var entries = index().entries();
    compose(progress);
    var clips = new ArrayList<Clip>();
    var sums = new ArrayList<String>();
    var missing = new ArrayList<String>();
    var differing = new ArrayList<String>();
    for (var entry : entries) {
      var file = find(entry);
      if (file == null) {
        missing.add(entry.id());
      } else if (Files.size(file) != entry.bytes()) {
        differing.add(entry.id());
      } else {
        clips.add(new Clip(entry.id(), file, entry.label(), entry.group()));
        sums.add(entry.sha256());
      }
    }
    if (clips.isEmpty() && differing.isEmpty()) {
      throw new IOException(
          "data set %s is not here: no sound in %s; %s"
              .formatted(descriptor.name(), audioFolder(), howToBring()));
    }
    if (!allowMissing || clips.isEmpty()) {
      refuse(missing, "are missing", entries.size());
      refuse(differing, "differ in size from the index", entries.size());
    }
    missing.addAll(differing);
    return new Dataset(
        descriptor.name(),
        folder,
        folder.resolve("features"),
        descriptor.classes(),
        clips,
        sums,
        tables(),
        missing.stream().sorted().toList(),
        descriptor.frames(),
        descriptor);
  }

  /** Composes a set that the project makes itself, unless it is there. */
  private void compose(ProgressListener progress) throws IOException {
    var composition = descriptor.composition();
    if (composition != null) {
      EmbeddedCorpus.write(
          folder, descriptor.clips(), composition.seconds(), composition.seed(), progress);
    }
  }

  /** What to do to have the set. */
  String howToBring() {
    return "bring a copy with: fetch_data %s --from FOLDER_OR_ZIP (offered at %s)"
        .formatted(descriptor.name(), descriptor.homepage());
  }

  private void refuse(List<String> ids, String what, int all) throws IOException {
    if (!ids.isEmpty()) {
      throw new IOException(
          "data set %s is incomplete: %d of %d clips %s in %s (%s); %s, or allow missing clips"
              .formatted(
                  descriptor.name(), ids.size(), all, what, folder, some(ids), howToBring()));
    }
  }

  /** The first few names and how many more there are. */
  static String some(List<String> names) {
    int shown = Math.min(3, names.size());
    var text = String.join(", ", names.subList(0, shown));
    return names.size() > shown ? text + " and " + (names.size() - shown) + " more" : text;
  }

  /** The set's label tables as far as they are there. */
  private List<CsvTable> tables() throws IOException {
    var tables = new ArrayList<CsvTable>();
    for (var rule : descriptor.tables()) {
      if (Files.isRegularFile(folder.resolve(rule.file()))) {
        tables.add(readTable(rule));
      }
    }
    return tables;
  }

  /** Reads a table in its place. */
  CsvTable readTable(DatasetDescriptor.LabelTable rule) throws IOException {
    return readTable(rule, folder.resolve(rule.file()));
  }

  /**
   * Reads a table and checks it against the index.
   *
   * @throws IOException naming the file and what is wrong: a column that is missing, a clip without
   *     its class
   */
  CsvTable readTable(DatasetDescriptor.LabelTable rule, Path file) throws IOException {
    var table = CsvTable.read(file);
    var rowOf = table.rowsBy(rule.idColumn());
    var labels = table.column(rule.labelColumn());
    for (var column : rule.columns()) {
      table.column(column);
    }
    for (var entry : index().entries()) {
      var row = rowOf.get(entry.id());
      var expected = descriptor.classes().get(entry.label());
      if (row == null || !labels.get(row).equals(expected)) {
        throw new IOException(
            "%s: %s of clip %s is %s, the index says %s"
                .formatted(
                    table.file(),
                    rule.labelColumn(),
                    entry.id(),
                    row == null ? "not given" : labels.get(row),
                    expected));
      }
    }
    return table.withFirst(rule.idColumn());
  }
}
