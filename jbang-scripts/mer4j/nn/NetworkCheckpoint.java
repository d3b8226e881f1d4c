package mer4j.nn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import mer4j.features.Npy;

/**
 * A trained network on disk: {@code network.json} with settings and scaler, and one NumPy file per
 * tensor in {@code parameters/}, under PyTorch's names and in PyTorch's shapes (see {@link
 * ParameterLayout}).
 */
public record NetworkCheckpoint(RecurrentModel model, FrameScaler scaler) {
  private static final int FORMAT = 1;
  private static final String FILE = "network.json";

  /**
   * Writes the network into a folder; {@code network.json} comes last, so a folder that has it is
   * whole.
   */
  public void save(Path folder) throws IOException {
    var parameters = Files.createDirectories(folder.resolve("parameters"));
    Files.deleteIfExists(folder.resolve(FILE));
    var weights = model.weights();
    for (var parameter : model.layout().parameters()) {
      Npy.writeFloat(
          parameters.resolve(parameter.name() + ".npy"),
          parameter.shape(),
          ParameterLayout.gather(parameter, weights));
    }
    var json = Json.MAPPER.createObjectNode();
    json.put("format", FORMAT);
    json.set("settings", Json.MAPPER.valueToTree(model.settings()));
    var scaling = Json.MAPPER.createObjectNode();
    scaling.put("kind", scaler instanceof GlobalScaler ? "global" : "rows");
    scaling.set("values", Json.MAPPER.valueToTree(scaler));
    json.set("scaler", scaling);
    var temporary = folder.resolve(FILE + ".tmp");
    Json.MAPPER.writeValue(temporary.toFile(), json);
    Files.move(temporary, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Reads a network.
   *
   * @throws IOException naming the file that is missing, damaged or does not fit
   */
  public static NetworkCheckpoint load(Path folder) throws IOException {
    var file = folder.resolve(FILE);
    JsonNode json = Json.read(file);
    if (json.path("format").asInt() != FORMAT) {
      throw new IOException("not a network of format " + FORMAT + ": " + file);
    }
    NetworkSettings settings;
    FrameScaler scaler;
    try {
      settings = Json.MAPPER.treeToValue(json.get("settings"), NetworkSettings.class);
      var type =
          switch (json.path("scaler").path("kind").asText()) {
            case "global" -> GlobalScaler.class;
            case "rows" -> RowScaler.class;
            default -> throw new IOException("unknown scaler in " + file);
          };
      scaler = Json.MAPPER.treeToValue(json.path("scaler").get("values"), type);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IOException("damaged model file " + file + ": " + firstLine(e), e);
    }
    if (settings == null || scaler == null) {
      throw new IOException("damaged model file " + file + ": settings or scaler missing");
    }
    var model = RecurrentModel.create(settings);
    var weights = model.weights();
    for (var parameter : model.layout().parameters()) {
      var array = folder.resolve("parameters").resolve(parameter.name() + ".npy");
      var stored = Npy.read(array);
      if (!Arrays.equals(stored.shape(), parameter.shape())) {
        throw new IOException(
            array
                + " has shape "
                + Arrays.toString(stored.shape())
                + ", not "
                + Arrays.toString(parameter.shape()));
      }
      ParameterLayout.scatter(parameter, stored.floats(), weights);
    }
    model.setWeights(weights);
    return new NetworkCheckpoint(model, scaler);
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
