package mer4j.runs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import mer4j.CsvFile;

/**
 * What a run was started with, in {@code config.json} of its folder.
 *
 * @param script name of the script
 * @param options every option that can change the result, by name without dashes
 * @param seed of everything random
 * @param provenance facts about data and program, see {@link Provenance}
 */
public record RunConfig(
    String script,
    SortedMap<String, String> options,
    long seed,
    SortedMap<String, String> provenance) {
  /** Name of the file in a run folder. */
  public static final String FILE = "config.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Keeps copies. */
  public RunConfig {
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    provenance = Collections.unmodifiableSortedMap(new TreeMap<>(provenance));
  }

  /** Writes {@code config.json}. */
  void write(Path folder) throws IOException {
    var node = JSON.createObjectNode();
    node.put("script", script);
    var optionNode = node.putObject("options");
    options.forEach(optionNode::put);
    node.put("seed", seed);
    var provenanceNode = node.putObject("provenance");
    provenance.forEach(provenanceNode::put);
    CsvFile.writeText(
        folder.resolve(FILE),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n");
  }

  /**
   * Reads {@code config.json}.
   *
   * @throws IOException naming the file if it is missing or damaged
   */
  public static RunConfig read(Path folder) throws IOException {
    var file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new IOException("no run in " + folder + ": there is no file " + FILE);
    }
    JsonNode node;
    try {
      node = JSON.readTree(Files.readString(file));
    } catch (IOException e) {
      throw new IOException("damaged file " + file + ": it is not valid JSON", e);
    }
    if (!node.hasNonNull("script") || !node.has("options") || !node.has("seed")) {
      throw new IOException("damaged file " + file + ": it holds no run's options");
    }
    return new RunConfig(
        node.get("script").asText(),
        texts(node.get("options")),
        node.get("seed").asLong(),
        texts(node.path("provenance")));
  }

  /**
   * Reads the {@code config.json} of a run on clips that are at hand.
   *
   * @param dataDigest of these clips
   * @throws IOException as {@link #read} does, or if the run was made of other clips
   */
  static RunConfig readOf(Path folder, String dataDigest) throws IOException {
    var config = read(folder);
    if (!dataDigest.equals(config.provenance().get(Provenance.DATA))) {
      throw new IOException("the run in " + folder + " was made of other clips");
    }
    return config;
  }

  private static SortedMap<String, String> texts(JsonNode node) {
    var map = new TreeMap<String, String>();
    node.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
    return map;
  }

  /**
   * The first thing in which another configuration would give another result, in words; empty if
   * there is none. Versions may differ: a run can be finished after an update.
   */
  Optional<String> difference(RunConfig other) {
    if (!script.equals(other.script)) {
      return Optional.of("it was started by " + script + ", not " + other.script);
    }
    var names = new TreeSet<>(options.keySet());
    names.addAll(other.options.keySet());
    for (var name : names) {
      var there = options.getOrDefault(name, "(not set)");
      var here = other.options.getOrDefault(name, "(not set)");
      if (!there.equals(here)) {
        return Optional.of("--" + name + " is " + there + " there, " + here + " here");
      }
    }
    if (seed != other.seed) {
      return Optional.of("--seed is " + seed + " there, " + other.seed + " here");
    }
    var there = provenance.get(Provenance.DATA);
    var here = other.provenance.get(Provenance.DATA);
    if (there != null && here != null && !there.equals(here)) {
      return Optional.of("the data set's files have changed since");
    }
    return Optional.empty();
  }
}
