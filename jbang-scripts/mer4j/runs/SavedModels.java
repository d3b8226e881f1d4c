package mer4j.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import mer4j.Project;
import mer4j.baselines.BaselineClassifier;
import mer4j.baselines.DescriptorClassifier;
import mer4j.eval.ClipClassifier;
import mer4j.eval.ModelCard;
import mer4j.eval.ModelResult;
import mer4j.eval.ResultTables;
import mer4j.nn.NetworkClassifier;

/** Finds and loads saved models of every kind. */
public final class SavedModels {
  private SavedModels() {}

  /**
   * Loads the model of a run's folder or of a model's own folder. Of a run with several models the
   * one with the highest macro F1 in its {@code results.csv} is taken; name the model's own folder,
   * such as {@code runs/x/model/SVM}, for another.
   *
   * @throws IllegalArgumentException if the path does not exist or holds no model
   * @throws IOException naming the file if a model's file is damaged, or made from features that
   *     this version does not compute
   */
  public static ClipClassifier load(Path runOrModelFolder) throws IOException {
    if (!Files.isDirectory(runOrModelFolder)) {
      throw new IllegalArgumentException("there is no model folder " + runOrModelFolder);
    }
    var folder = choose(runOrModelFolder);
    var card = ModelCard.read(folder);
    return switch (card.kind()) {
      case BaselineClassifier.KIND -> BaselineClassifier.load(folder);
      case DescriptorClassifier.KIND -> DescriptorClassifier.load(folder);
      case "network" -> NetworkClassifier.load(folder);
      default ->
          throw new IOException(
              "cannot use model "
                  + folder.resolve(ModelCard.FILE)
                  + ": unknown kind '"
                  + card.kind()
                  + "'");
    };
  }

  /**
   * The folder of the model that comes with the project, which is used where none is named.
   *
   * @throws IllegalArgumentException if it is not there, saying how to train one
   */
  public static Path committed() {
    var folder = Project.data().resolve("models").resolve("4q-best");
    if (!holdsModel(folder)) {
      throw new IllegalArgumentException(
          "no --model given, and none in "
              + folder
              + "; train one first, for example: jbang train_best.java");
    }
    return folder;
  }

  private static boolean holdsModel(Path folder) {
    return Files.isRegularFile(folder.resolve(ModelCard.FILE));
  }

  private static Path choose(Path folder) throws IOException {
    for (var candidate : List.of(folder, folder.resolve("model"))) {
      if (holdsModel(candidate)) {
        return candidate;
      }
    }
    var parent = Files.isDirectory(folder.resolve("model")) ? folder.resolve("model") : folder;
    List<Path> found;
    try (var children = Files.list(parent)) {
      found = children.filter(SavedModels::holdsModel).sorted().toList();
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException("no model in " + folder);
    }
    var results = parent.resolveSibling(RunFolder.RESULTS);
    if (found.size() == 1 || !Files.exists(results)) {
      if (found.size() > 1) {
        throw new IllegalArgumentException(
            "several models in " + folder + "; name one of " + names(found));
      }
      return found.getFirst();
    }
    return ResultTables.readResults(results).stream()
        .filter(ModelResult::defined)
        .filter(result -> found.stream().anyMatch(path -> named(path, result.model())))
        .max(Comparator.comparingDouble(ModelResult::macroF1))
        .flatMap(best -> found.stream().filter(path -> named(path, best.model())).findFirst())
        .orElse(found.getFirst());
  }

  private static boolean named(Path path, String model) {
    return path.getFileName().toString().equals(model);
  }

  private static String names(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(", "));
  }
}
