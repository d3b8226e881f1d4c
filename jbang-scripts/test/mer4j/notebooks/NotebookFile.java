package mer4j.notebooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A notebook as it lies in its file.
 *
 * @param file where it lies
 * @param text the whole file
 * @param root its JSON
 */
record NotebookFile(Path file, String text, JsonNode root) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static NotebookFile read(Path file) throws IOException {
    var text = Files.readString(file);
    return new NotebookFile(file, text, JSON.readTree(text));
  }

  /** All cells, in their order. */
  List<JsonNode> cells() {
    return nodes(root.get("cells")).toList();
  }

  /** Sources of all cells of a type, {@code code} or {@code markdown}. */
  List<String> cells(String type) {
    return cells().stream()
        .filter(cell -> cell.get("cell_type").asText().equals(type))
        .map(cell -> joined(cell.get("source")))
        .toList();
  }

  /** Everything that code cells have shown. */
  List<JsonNode> outputs() {
    return nodes(root.get("cells"))
        .filter(cell -> cell.has("outputs"))
        .flatMap(cell -> nodes(cell.get("outputs")))
        .toList();
  }

  /** Names and messages of errors that cells ended with. */
  List<String> errors() {
    return outputs().stream()
        .filter(output -> output.get("output_type").asText().equals("error"))
        .map(output -> output.path("ename").asText() + ": " + output.path("evalue").asText())
        .toList();
  }

  /** Number of figures shown. */
  long figures() {
    return outputs().stream().filter(output -> output.path("data").has("image/png")).count();
  }

  /** All texts that a browser would show as HTML: text cells and HTML outputs. */
  List<String> pages() {
    var pages = new ArrayList<>(cells("markdown"));
    for (var output : outputs()) {
      var data = output.path("data");
      for (var type : List.of("text/html", "text/markdown", "image/svg+xml")) {
        if (data.has(type)) {
          pages.add(joined(data.get(type)));
        }
      }
    }
    return pages;
  }

  /** All texts that outputs show, sounds and pictures inside them left out. */
  List<String> shown() {
    return outputs().stream()
        .flatMap(
            output ->
                Stream.concat(
                    Stream.of(output.path("text")),
                    Stream.of(
                        output.path("data").path("text/plain"), output.at("/data/text~1html"))))
        .map(text -> joined(text).replaceAll("data:[^\"']*", ""))
        .toList();
  }

  /** Media types of everything shown or attached. */
  List<String> mediaTypes() {
    var attached = nodes(root.get("cells")).flatMap(cell -> nodes(cell.path("attachments")));
    return Stream.concat(outputs().stream().map(output -> output.path("data")), attached)
        .flatMap(data -> data.properties().stream())
        .map(entry -> entry.getKey())
        .toList();
  }

  private static Stream<JsonNode> nodes(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  /** Texts are stored whole or as a list of lines. */
  static String joined(JsonNode text) {
    if (!text.isArray()) {
      return text.asText();
    }
    var whole = new StringBuilder();
    text.forEach(line -> whole.append(line.asText()));
    return whole.toString();
  }
}
