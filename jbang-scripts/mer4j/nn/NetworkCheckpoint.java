package mer4j.nn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import mer4j.eval.ModelCard;
import mer4j.features.Npy;

/**
 * A trained network on disk: {@code model.json} with card, settings and scaler, and one NumPy file
 * per tensor in {@code parameters/}, under PyTorch's names and in PyTorch's shapes (see {@link
 * ParameterLayout}).
 *
 * @param card what it is, of kind {@value #KIND}
 * @param model the network with its weights
 * @param scaler of its inputs
 */
public record NetworkCheckpoint(ModelCard card, RecurrentModel model, FrameScaler scaler) {
  /** The kind of model that {@link #load} understands. */
  public static final String KIND = "network";

  /**
   * @throws IllegalArgumentException if card and network do not fit each other
   */
  public NetworkCheckpoint {
    var settings = model.settings();
    if (!card.kind().equals(KIND)) {
      throw new IllegalArgumentException("model of kind '" + card.kind() + "' is no network");
    }
    if (card.features().rows() != settings.inputs()
        || card.classes().size() != settings.classes()) {
      throw new IllegalArgumentException(
          "the card speaks of %d rows and %d classes, the network has %d and %d"
              .formatted(
                  card.features().rows(),
                  card.classes().size(),
                  settings.inputs(),
                  settings.classes()));
    }
  }

  /**
   * Writes the network into a folder; {@code model.json} comes last.
   *
   * @throws IOException if the folder cannot be made or a file not be written
   */
  public void save(Path folder) throws IOException {
    var parameters = Files.createDirectories(folder.resolve("parameters"));
    Files.deleteIfExists(folder.resolve(ModelCard.FILE));
    var weights = model.weights();
    for (var parameter : model.layout().parameters()) {
      Npy.writeFloat(
          parameters.resolve(parameter.name() + ".npy"),
          parameter.shape(),
          ParameterLayout.gather(parameter, weights));
    }
    var json = ModelCard.parameters();
    json.set("settings", Json.MAPPER.valueToTree(model.settings()));
    var scaling = json.putObject("scaler");
    scaling.put("kind", scaler instanceof GlobalScaler ? "global" : "rows");
    scaling.set("values", Json.MAPPER.valueToTree(scaler));
    card.write(folder, json);
  }

  /**
   * Reads a network.
   *
   * @throws IOException naming the file that is missing, damaged or does not fit
   */
  public static NetworkCheckpoint load(Path folder) throws IOException {
    var card = ModelCard.read(folder);
    var json = ModelCard.readParameters(folder);
    try {
      var settings = part(json, "settings", NetworkSettings.class);
      var scaling = json.path("scaler");
      var scaler =
          switch (scaling.path("kind").asText()) {
            case "global" -> part(scaling, "values", GlobalScaler.class);
            case "rows" -> part(scaling, "values", RowScaler.class);
            default -> throw new IllegalArgumentException("unknown scaler");
          };
      var model = RecurrentModel.create(settings);
      var checkpoint = new NetworkCheckpoint(card, model, scaler);
      model.setWeights(weights(folder, model));
      return checkpoint;
    } catch (JsonProcessingException | IllegalArgumentException e) {
      var reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new IOException(
          "cannot use model " + folder.resolve(ModelCard.FILE) + ": " + reason, e);
    }
  }

  private static <T> T part(JsonNode json, String name, Class<T> type)
      throws JsonProcessingException {
    var value = Json.MAPPER.treeToValue(json.get(name), type);
    if (value == null) {
      throw new IllegalArgumentException("'" + name + "' is missing");
    }
    return value;
  }

  private static float[] weights(Path folder, RecurrentModel model) throws IOException {
    var weights = model.weights();
    for (var parameter : model.layout().parameters()) {
      var file = folder.resolve("parameters").resolve(parameter.name() + ".npy");
      var stored = Npy.read(file);
      if (!Arrays.equals(stored.shape(), parameter.shape())) {
        throw new IOException(
            file
                + " has shape "
                + Arrays.toString(stored.shape())
                + ", not "
                + Arrays.toString(parameter.shape()));
      }
      var values = stored.floats();
      for (float value : values) {
        if (!Float.isFinite(value)) {
          throw new IOException(file + " holds values that are not finite");
        }
      }
      ParameterLayout.scatter(parameter, values, weights);
    }
    return weights;
  }
}
