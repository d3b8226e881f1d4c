package mer4j.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mer4j.CsvFile;

/** Opens a folder that {@link DatasetAugmentation} wrote. */
final class AugmentedDataset {
  private final Path folder;
  private final Path features;

  /**
   * @param features where features of the set are kept
   */
  AugmentedDataset(Path folder, Path features) {
    this.folder = folder;
    this.features = features;
  }

  Dataset open(boolean allowMissing) throws IOException {
    var settings = AugmentedSettings.read(folder);
    var file = folder.resolve(AugmentedFolder.TABLE);
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          folder + ": this augmented set is not finished; run augment once more to go on");
    }
    var clips = new ArrayList<Clip>();
    var sums = new ArrayList<String>();
    var missing = failed();
    var parts = settings.parts();
    for (var row : rows(file, settings.classes())) {
      var audio = folder.resolve(row.file());
      int label = settings.classes().indexOf(row.label());
      if (label < 0) {
        throw new IOException(
            "%s: %s has class '%s', not one of %s"
                .formatted(file, row.id(), row.label(), settings.classes()));
      }
      if (Files.isRegularFile(audio) && Files.size(audio) == row.bytes()) {
        clips.add(new Clip(row.id(), audio, label, row.group(), row.source(), part(row, parts)));
        sums.add(row.sha256());
      } else {
        missing.add(row.id());
      }
    }
    if (clips.isEmpty() || !allowMissing && !missing.isEmpty()) {
      throw new IOException(
          "%s: %d of its clips are missing or damaged (%s); run augment once more, or allow missing"
                  .formatted(folder, missing.size(), NamedDataset.some(missing))
              + " clips");
    }
    return new Dataset(
        folder.toRealPath().getFileName().toString(),
        folder,
        features,
        settings.classes(),
        clips,
        sums,
        List.of(CsvTable.read(file).withFirst("Song")),
        missing,
        settings.frames(),
        null,
        settings);
  }

  /**
   * Variants of recordings to learn from are learned from too; those of others are in no part, so
   * that recordings alone are validated and tested on.
   */
  private static Clip.Part part(AugmentedClip clip, Map<String, Clip.Part> parts) {
    var part = parts.getOrDefault(clip.source(), Clip.Part.NONE);
    boolean recorded = clip.id().equals(clip.source());
    return recorded || part == Clip.Part.TRAIN ? part : Clip.Part.NONE;
  }

  private static List<AugmentedClip> rows(Path file, List<String> classes) throws IOException {
    var rows = new ArrayList<AugmentedClip>();
    var lines = CsvFile.lines(file);
    for (var cells : lines.subList(1, lines.size())) {
      if (!AugmentedClip.is(cells)) {
        throw new IOException(file + ": not a row of an augmented set: " + cells);
      }
      rows.add(new AugmentedClip(cells));
    }
    var order = java.util.Comparator.comparingInt((AugmentedClip r) -> classes.indexOf(r.label()));
    rows.sort(order.thenComparing(AugmentedClip::id));
    return rows;
  }

  /** Ids of recordings that could not be decoded when the set was made. */
  private List<String> failed() throws IOException {
    var file = folder.resolve(AugmentedFolder.FAILURES);
    return Files.isRegularFile(file)
        ? new ArrayList<>(CsvTable.read(file).column("Song"))
        : new ArrayList<>();
  }
}
