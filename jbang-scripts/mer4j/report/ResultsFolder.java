package mer4j.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mer4j.CsvFile;
import mer4j.runs.NetworkResults;
import mer4j.runs.RunFolder;

/**
 * The small results that are committed, {@code data/results} of a checkout.
 *
 * @param data the folder {@code data} of the checkout, with the indexes of the data sets
 */
public record ResultsFolder(Path data) {
  /** Where the results lie. */
  public Path path() {
    return data.resolve("results");
  }

  /**
   * The run in a folder; empty if there is none, or none with results.
   *
   * @param name of the folder, such as {@code 4q-baselines-as-published}
   * @throws IOException naming the file that is damaged
   */
  public Optional<RunScores> run(String name) throws IOException {
    var folder = path().resolve(name);
    return Files.exists(folder.resolve(RunFolder.RESULTS))
        ? Optional.of(RunScores.read(folder, this))
        : Optional.empty();
  }

  /**
   * The runs in the subfolders of a folder, or the one in the folder itself; none if it is not
   * there.
   *
   * @throws IOException naming the file that is damaged
   */
  public List<RunScores> runs(String name) throws IOException {
    var own = run(name);
    if (own.isPresent() || !Files.isDirectory(path().resolve(name))) {
      return own.stream().toList();
    }
    var runs = new ArrayList<RunScores>();
    try (var folders = Files.list(path().resolve(name))) {
      for (var folder : folders.sorted().toList()) {
        run(path().relativize(folder).toString()).ifPresent(runs::add);
      }
    }
    return runs;
  }

  /**
   * The finished runs of networks in {@code DATASET-networks}; none if it is not there.
   *
   * @throws IOException naming the file that is damaged
   */
  public NetworkResults networks(String dataset) throws IOException {
    var folder = path().resolve(dataset + "-networks");
    return Files.isDirectory(folder)
        ? NetworkResults.read(dataset, folder)
        : new NetworkResults(dataset, List.of());
  }

  /** {@link #folds(NetworkResults, String, String)} that keep artists apart. */
  public Optional<Score> folds(NetworkResults networks, String model) throws IOException {
    return folds(networks, model, null);
  }

  /**
   * How well a network did over a whole leak-free cross-validation; empty as long as a fold of it
   * is missing.
   *
   * @param networks runs of it and of others
   * @param model name of the network
   * @param groups column of the set's table that the folds kept apart; null for artists
   * @throws IOException naming the file that is damaged
   */
  public Optional<Score> folds(NetworkResults networks, String model, String groups)
      throws IOException {
    var folds = networks.folds(model, groups);
    if (folds.isEmpty()) {
      return Optional.empty();
    }
    var tested = folds.stream().flatMap(fold -> fold.predictions().stream()).toList();
    var first = folds.getFirst();
    int classes = tested.getFirst().classes();
    return Optional.of(Score.of(tested, classes, artists(networks.dataset()), first.seed()));
  }

  /**
   * The artist of every clip by its id, from the committed index; empty for a set without one,
   * whose clips then count as independent.
   */
  Map<String, String> artists(String dataset) throws IOException {
    var index = data.resolve(dataset + "-index.csv");
    var artists = new HashMap<String, String>();
    if (Files.exists(index)) {
      for (var row : CsvFile.read(index, List.of("id", "artist"))) {
        artists.put(row.get("id"), row.get("artist"));
      }
    }
    return artists;
  }
}
