package mer4j.nn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import mer4j.features.Npy;

/**
 * What training needs to go on after an epoch as if nothing had happened. Kept in a folder named
 * after its epoch, which gets that name only when it is whole; all random numbers of an epoch come
 * from the seed and the epoch's number, so no generator is kept.
 *
 * @param fingerprint of settings and data; a state goes on only under the same
 * @param history of the epochs so far
 * @param steps taken by the updater
 * @param weights after the last epoch
 * @param first moment of the updater
 * @param second moment of the updater
 * @param bestEpoch whose weights are the best so far
 * @param best those weights
 */
record TrainingState(
    String fingerprint,
    List<EpochMetrics> history,
    long steps,
    float[] weights,
    float[] first,
    float[] second,
    int bestEpoch,
    float[] best) {
  private static final String PREFIX = "epoch-";

  /** Writes this state and then removes older ones. */
  void save(Path folder) throws IOException {
    Files.createDirectories(folder);
    var name = String.format("%s%06d", PREFIX, history.size());
    var building = folder.resolve(name + ".tmp");
    deleteFolder(building);
    Files.createDirectories(building);
    writeVector(building.resolve("weights.npy"), weights);
    writeVector(building.resolve("first.npy"), first);
    writeVector(building.resolve("second.npy"), second);
    writeVector(building.resolve("best.npy"), best);
    var json = Json.MAPPER.createObjectNode();
    json.put("fingerprint", fingerprint).put("steps", steps).put("bestEpoch", bestEpoch);
    json.set("history", Json.MAPPER.valueToTree(history));
    Json.MAPPER.writeValue(building.resolve("state.json").toFile(), json);
    var whole = folder.resolve(name);
    deleteFolder(whole);
    Files.move(building, whole, StandardCopyOption.ATOMIC_MOVE);
    for (var other : folders(folder)) {
      if (!other.equals(whole)) {
        deleteFolder(other);
      }
    }
  }

  /**
   * The latest state in a folder.
   *
   * @return nothing if there is none
   * @throws IOException naming the file that cannot be read
   */
  static Optional<TrainingState> latest(Path folder) throws IOException {
    var latest =
        folders(folder).stream()
            .filter(path -> !path.toString().endsWith(".tmp"))
            .max(Comparator.comparing(path -> path.getFileName().toString()));
    return latest.isEmpty() ? Optional.empty() : Optional.of(read(latest.get()));
  }

  private static TrainingState read(Path folder) throws IOException {
    var file = folder.resolve("state.json");
    JsonNode json = Json.read(file);
    if (!(json instanceof ObjectNode) || !json.has("fingerprint") || !json.has("history")) {
      throw new IOException("not a training state: " + file);
    }
    var history = new ArrayList<EpochMetrics>();
    for (var epoch : json.get("history")) {
      history.add(Json.MAPPER.treeToValue(epoch, EpochMetrics.class));
    }
    return new TrainingState(
        json.get("fingerprint").asText(),
        history,
        json.path("steps").asLong(),
        Npy.read(folder.resolve("weights.npy")).floats(),
        Npy.read(folder.resolve("first.npy")).floats(),
        Npy.read(folder.resolve("second.npy")).floats(),
        json.path("bestEpoch").asInt(),
        Npy.read(folder.resolve("best.npy")).floats());
  }

  private static void writeVector(Path file, float[] values) throws IOException {
    Npy.writeFloat(file, new int[] {values.length}, values);
  }

  private static List<Path> folders(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var entries = Files.list(folder)) {
      return entries.filter(p -> p.getFileName().toString().startsWith(PREFIX)).toList();
    }
  }

  private static void deleteFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (var files = Files.list(folder)) {
        for (var file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }
}
