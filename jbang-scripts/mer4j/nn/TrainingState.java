package mer4j.nn;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import mer4j.features.Npy;

/**
 * What training needs to go on after an epoch as if nothing had happened. All random numbers of an
 * epoch come from the seed and the epoch's number, so no generator is kept.
 *
 * <p>A state is two files named after its epoch: {@code epoch-000123.npy} with the vectors as rows
 * of one array, and then {@code epoch-000123.json} with everything else and the checksum of the
 * vectors. Each is written under a temporary name and renamed, and a state counts from when the
 * second is there, so that a killed run leaves whole states only. The one before is kept: where a
 * failing machine damages the last, training goes on from that.
 *
 * @param fingerprint of settings and data; a state goes on only under the same
 * @param history of the epochs so far
 * @param steps taken by the updater
 * @param weights after the last epoch
 * @param first moment of the updater
 * @param second moment of the updater
 * @param bestEpoch whose weights are the best so far
 * @param best those weights; may be the array of {@code weights}
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
  private static final String JSON = ".json";
  private static final String VECTORS = ".npy";

  /** Writes this state and then removes those older than the one before. */
  void save(Path folder) throws IOException {
    Files.createDirectories(folder);
    var rows = new ArrayList<>(List.of(weights, first, second));
    if (best != weights) {
      rows.add(best);
    }
    var all = new float[rows.size() * weights.length];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, all, i * weights.length, weights.length);
    }
    var name = String.format("%s%06d", PREFIX, history.size());
    var temporary = folder.resolve(name + ".tmp");
    Npy.writeFloat(temporary, new int[] {rows.size(), weights.length}, all);
    move(temporary, folder.resolve(name + VECTORS));
    var json = Json.MAPPER.createObjectNode();
    json.put("fingerprint", fingerprint).put("steps", steps).put("bestEpoch", bestEpoch);
    json.put("checksum", checksum(all));
    json.set("history", Json.MAPPER.valueToTree(history));
    Files.writeString(temporary, json.toString());
    move(temporary, folder.resolve(name + JSON));
    removeOld(folder);
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static long checksum(float[] values) {
    var bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    var crc = new CRC32C();
    crc.update(bytes);
    return crc.getValue();
  }

  /** Removes everything but the vectors and facts of the last two states. */
  private void removeOld(Path folder) throws IOException {
    var keep = String.format("%s%06d", PREFIX, history.size() - 1);
    var last = String.format("%s%06d", PREFIX, history.size());
    for (var file : files(folder, "")) {
      var name = file.getFileName().toString();
      if (!name.startsWith(keep + ".") && !name.startsWith(last + ".")) {
        Files.delete(file);
      }
    }
  }

  /**
   * The latest whole state in a folder.
   *
   * @return nothing if there is none
   * @throws IOException naming the file that cannot be read, if no state can
   */
  static Optional<TrainingState> latest(Path folder) throws IOException {
    IOException failure = null;
    for (var file : files(folder, JSON)) {
      try {
        return Optional.of(read(file));
      } catch (IOException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return Optional.empty();
  }

  private static TrainingState read(Path file) throws IOException {
    JsonNode json = Json.read(file);
    if (!json.hasNonNull("fingerprint") || !json.has("history") || !json.has("checksum")) {
      throw new IOException("not a training state: " + file);
    }
    var history = new ArrayList<EpochMetrics>();
    for (var epoch : json.get("history")) {
      history.add(Json.MAPPER.treeToValue(epoch, EpochMetrics.class));
    }
    var name = file.getFileName().toString();
    var vectors = file.resolveSibling(name.substring(0, name.length() - JSON.length()) + VECTORS);
    var array = Npy.read(vectors);
    var values = array.floats();
    int rows = array.shape().length == 2 ? array.shape()[0] : 0;
    if (rows < 3 || rows > 4 || checksum(values) != json.get("checksum").asLong()) {
      throw new IOException("damaged file " + vectors);
    }
    var row = new float[rows][];
    int length = array.shape()[1];
    Arrays.setAll(row, i -> Arrays.copyOfRange(values, i * length, (i + 1) * length));
    return new TrainingState(
        json.get("fingerprint").asText(),
        history,
        json.path("steps").asLong(),
        row[0],
        row[1],
        row[2],
        json.path("bestEpoch").asInt(),
        rows == 4 ? row[3] : row[0]);
  }

  /** Files of states with this ending, the latest epoch first. */
  private static List<Path> files(Path folder, String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var entries = Files.list(folder)) {
      return entries
          .filter(path -> path.getFileName().toString().startsWith(PREFIX))
          .filter(path -> path.getFileName().toString().endsWith(ending))
          .sorted(Comparator.comparing((Path path) -> path.getFileName().toString()).reversed())
          .toList();
    }
  }
}
