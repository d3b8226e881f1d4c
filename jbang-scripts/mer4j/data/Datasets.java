package mer4j.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mer4j.ProgressListener;
import mer4j.Project;

/**
 * Opens data sets by name or folder. A named one has a descriptor {@code data/NAME.json} and lies
 * in {@code data/NAME/}. So does one that {@link DatasetAugmentation} made there, which brings its
 * description along. A folder with the tables of a registered set of tracks, such as a copy of
 * MTG-Jamendo on another disk, is that set. Any other folder is one's own, see {@link
 * FolderDataset}.
 */
public final class Datasets {
  private Datasets() {}

  /**
   * Opens a data set, refusing one that lacks clips, since every split would shift silently.
   *
   * @param nameOrFolder a name of the {@link #registry()} (the embedded corpus is composed on first
   *     use) or a folder with a subfolder per class
   * @throws IllegalArgumentException listing the names, if there is no such set or folder
   * @throws IOException naming what is missing or damaged
   */
  public static Dataset open(String nameOrFolder) throws IOException {
    return open(nameOrFolder, false, ProgressListener.NONE);
  }

  /**
   * Opens a data set.
   *
   * @param allowMissing whether to go on with the clips that are there
   */
  public static Dataset open(String nameOrFolder, boolean allowMissing) throws IOException {
    return open(nameOrFolder, allowMissing, ProgressListener.NONE);
  }

  /**
   * Opens a data set.
   *
   * @param progress told about clips composed, the first time the embedded corpus is used
   */
  public static Dataset open(String nameOrFolder, boolean allowMissing, ProgressListener progress)
      throws IOException {
    var data = Project.data();
    if (nameOrFolder.matches("[A-Za-z0-9_-]+")
        && Files.isRegularFile(data.resolve(nameOrFolder + ".json"))) {
      var descriptor = DatasetDescriptor.read(data.resolve(nameOrFolder + ".json"));
      if (descriptor.tracks() != null) {
        var own = data.resolve(nameOrFolder);
        return new TrackSet(descriptor, own, own.resolve("features")).open(allowMissing);
      }
      return new NamedDataset(descriptor, data).open(allowMissing, progress);
    }
    if (nameOrFolder.matches("[\\w-]+") && AugmentedSettings.isIn(data.resolve(nameOrFolder))) {
      var augmented = data.resolve(nameOrFolder);
      return new AugmentedDataset(augmented, augmented.resolve("features")).open(allowMissing);
    }
    var folder = folder(nameOrFolder);
    if (folder == null) {
      throw unknown(nameOrFolder, ", or a folder with a subfolder per class");
    }
    if (AugmentedSettings.isIn(folder)) {
      var features = FolderDataset.features(folder);
      return new AugmentedDataset(folder, features).open(allowMissing);
    }
    for (var descriptor : registry()) {
      if (TrackSet.isIn(folder, descriptor)) {
        return new TrackSet(descriptor, folder, FolderDataset.features(folder)).open(allowMissing);
      }
    }
    return new FolderDataset(folder).open(allowMissing);
  }

  /**
   * The descriptor of this name.
   *
   * @throws IllegalArgumentException listing the names there are
   */
  public static DatasetDescriptor descriptor(String name) throws IOException {
    return registry().stream()
        .filter(descriptor -> descriptor.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name, ""));
  }

  /**
   * Writes the index of a data set, as it is committed beside a descriptor: id, class, number of
   * the group, size and SHA-256 of each clip.
   *
   * @throws IOException if a clip cannot be read or the index not be written
   */
  public static void writeIndex(Dataset dataset, Path file) throws IOException {
    DatasetIndex.of(dataset).write(file, dataset.classes());
  }

  /** The named sets, by name. */
  public static List<DatasetDescriptor> registry() throws IOException {
    var result = new ArrayList<DatasetDescriptor>();
    try (var files = Files.newDirectoryStream(Project.data(), "*.json")) {
      for (var file : files) {
        result.add(DatasetDescriptor.read(file));
      }
    }
    result.sort(java.util.Comparator.comparing(DatasetDescriptor::name));
    return List.copyOf(result);
  }

  private static Path folder(String name) {
    try {
      var path = Path.of(name);
      return !name.isBlank() && Files.isDirectory(path) ? path : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static IllegalArgumentException unknown(String name, String otherwise) {
    try {
      var names = registry().stream().map(DatasetDescriptor::name).toList();
      return new IllegalArgumentException(
          "unknown data set '%s': allowed are %s%s"
              .formatted(name, String.join(", ", names), otherwise));
    } catch (IOException e) {
      return new IllegalArgumentException("unknown data set '%s'".formatted(name), e);
    }
  }
}
