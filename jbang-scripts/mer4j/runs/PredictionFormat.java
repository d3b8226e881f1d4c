package mer4j.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import mer4j.CsvFile;

/** How predictions are printed: for people, or for machines. */
public enum PredictionFormat {
  /** An aligned table. */
  TABLE,
  /** Comma-separated values with a header line. */
  CSV,
  /** An array with an object per song, its windows included. */
  JSON;

  /**
   * The format that two flags ask for, a table if neither.
   *
   * @throws IllegalArgumentException if both are set
   */
  public static PredictionFormat of(boolean json, boolean csv) {
    if (json && csv) {
      throw new IllegalArgumentException("choose one of --json and --csv");
    }
    return json ? JSON : csv ? CSV : TABLE;
  }

  /** The predictions as text that ends with a line break; no song is no table. */
  public String print(List<SongPrediction> predictions) {
    return switch (this) {
      case TABLE -> table(predictions);
      case CSV -> csv(predictions);
      case JSON -> json(predictions);
    };
  }

  private static String table(List<SongPrediction> predictions) {
    if (predictions.isEmpty()) {
      return "";
    }
    var classes = predictions.getFirst().classes();
    var lengths = predictions.stream().mapToInt(p -> p.song().toString().length());
    var columns = "%-" + Math.max(4, lengths.max().orElseThrow()) + "s  %-10s";
    var text = new StringBuilder(String.format(columns, "song", "emotion"));
    classes.forEach(name -> text.append(String.format("  %8s", name)));
    text.append(System.lineSeparator());
    for (var song : predictions) {
      var emotion = classes.get(song.predicted()) + (song.truncated() ? " (cut)" : "");
      text.append(String.format(columns, song.song(), emotion));
      for (double p : song.probabilities()) {
        text.append(String.format(Locale.ROOT, "  %8.3f", p));
      }
      text.append(System.lineSeparator());
    }
    return text.toString();
  }

  private static String csv(List<SongPrediction> predictions) {
    var header = new ArrayList<>(List.of("song", "seconds", "status", "predicted"));
    if (!predictions.isEmpty()) {
      header.addAll(predictions.getFirst().classes());
    }
    var text = new StringBuilder(CsvFile.line(header));
    for (var song : predictions) {
      var row = new ArrayList<String>();
      row.add(song.song().toString());
      row.add(String.format(Locale.ROOT, "%.3f", song.seconds()));
      row.add(status(song));
      row.add(song.classes().get(song.predicted()));
      for (double p : song.probabilities()) {
        row.add(String.format(Locale.ROOT, "%.6f", p));
      }
      text.append(CsvFile.line(row));
    }
    return text.toString();
  }

  private static String json(List<SongPrediction> predictions) {
    var mapper = new ObjectMapper();
    var all = mapper.createArrayNode();
    for (var song : predictions) {
      var node = all.addObject();
      node.put("song", song.song().toString());
      node.put("seconds", song.seconds());
      node.put("status", status(song));
      node.put("predicted", song.classes().get(song.predicted()));
      var probabilities = node.putObject("probabilities");
      var mean = song.probabilities();
      for (int k = 0; k < mean.length; k++) {
        probabilities.put(song.classes().get(k), mean[k]);
      }
      var windows = node.putArray("windows");
      for (int w = 0; w < song.times().length; w++) {
        var window = windows.addObject().put("seconds", song.times()[w]);
        var values = window.putArray("probabilities");
        for (double p : song.windows()[w]) {
          values.add(p);
        }
      }
    }
    try {
      var writer = mapper.writerWithDefaultPrettyPrinter();
      return writer.writeValueAsString(all) + System.lineSeparator();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write predictions as JSON", e);
    }
  }

  private static String status(SongPrediction song) {
    return song.truncated() ? "truncated" : "ok";
  }
}
