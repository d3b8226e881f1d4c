package mer4j.eval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import mer4j.CsvFile;
import mer4j.features.ExtractionSettings;

/**
 * What a saved model is, in {@code model.json} beside its arrays: enough to use it and to train it
 * again.
 *
 * @param kind {@code baseline} or {@code network}: who can load it
 * @param model name of the model, such as LR or LSTM
 * @param classes names of the classes in the order of its scores
 * @param features how the features it was trained on were computed
 * @param frames frames per clip that it sees
 * @param dataset name of the data set it was trained on
 * @param protocol name of the protocol it was trained under
 * @param provenance further facts: versions, revision, digest of the data, seed, split
 */
public record ModelCard(
    String kind,
    String model,
    List<String> classes,
    ExtractionSettings features,
    int frames,
    String dataset,
    String protocol,
    SortedMap<String, String> provenance) {
  /** Name of the file in a model's folder. */
  public static final String FILE = "model.json";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FORMAT = 1;

  /** Keeps copies. */
  public ModelCard {
    classes = List.copyOf(classes);
    provenance = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(provenance));
  }

  /** An empty JSON object to put a model's own parameters in. */
  public static ObjectNode parameters() {
    return JSON.createObjectNode();
  }

  /**
   * Writes {@code model.json} into a model's folder; write the arrays first, so that a folder with
   * this file is whole.
   *
   * @param parameters the model's own settings and small numbers
   */
  public void write(Path folder, ObjectNode parameters) throws IOException {
    try {
      var node = JSON.createObjectNode();
      node.put("format", FORMAT);
      node.put("kind", kind);
      node.put("model", model);
      var names = node.putArray("classes");
      classes.forEach(names::add);
      node.set("features", JSON.readTree(features.toJson()));
      node.put("frames", frames);
      node.put("dataset", dataset);
      node.put("protocol", protocol);
      var facts = node.putObject("provenance");
      provenance.forEach(facts::put);
      node.set("parameters", parameters);
      CsvFile.writeText(
          folder.resolve(FILE),
          JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n");
    } catch (JsonProcessingException e) {
      throw new IOException("cannot write " + folder.resolve(FILE) + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads {@code model.json} of a model's folder.
   *
   * @throws IOException naming the file if it is missing, damaged, or made for features that this
   *     version does not compute
   */
  public static ModelCard read(Path folder) throws IOException {
    var file = folder.resolve(FILE);
    var node = tree(file);
    try {
      var classes = new ArrayList<String>();
      required(node, "classes").forEach(name -> classes.add(name.asText()));
      var provenance = new TreeMap<String, String>();
      required(node, "provenance")
          .properties()
          .forEach(fact -> provenance.put(fact.getKey(), fact.getValue().asText()));
      var features = ExtractionSettings.fromJson(required(node, "features").toString());
      var digest = node.path("features").path("digest").asText();
      if (!digest.equals(features.digest())) {
        throw new IllegalArgumentException(
            "made from features " + digest + ", this version computes " + features.digest());
      }
      return new ModelCard(
          required(node, "kind").asText(),
          required(node, "model").asText(),
          classes,
          features,
          required(node, "frames").asInt(),
          required(node, "dataset").asText(),
          required(node, "protocol").asText(),
          provenance);
    } catch (IllegalArgumentException e) {
      throw new IOException("cannot use model " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * The model's own settings from {@code model.json}.
   *
   * @throws IOException naming the file if it is missing or damaged
   */
  public static JsonNode readParameters(Path folder) throws IOException {
    var file = folder.resolve(FILE);
    try {
      return required(tree(file), "parameters");
    } catch (IllegalArgumentException e) {
      throw new IOException("cannot use model " + file + ": " + e.getMessage(), e);
    }
  }

  private static JsonNode tree(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("no model: there is no file " + file);
    }
    try {
      return JSON.readTree(Files.readString(file));
    } catch (IOException e) {
      throw new IOException("cannot use model " + file + ": it is not valid JSON", e);
    }
  }

  private static JsonNode required(JsonNode node, String name) {
    var value = node.get(name);
    if (value == null) {
      throw new IllegalArgumentException("'" + name + "' is missing");
    }
    return value;
  }
}
