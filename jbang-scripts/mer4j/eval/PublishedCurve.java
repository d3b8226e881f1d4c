package mer4j.eval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import mer4j.CsvFile;
import mer4j.Project;

/**
 * How a network of the recurrent-network study (Chang et al., 2024) came along, at the few epochs
 * that are known of its logs.
 *
 * @param model name of the network
 * @param points epochs upwards
 */
public record PublishedCurve(String model, List<Point> points) {
  private static final String FILE = "results/published-curves.csv";

  /**
   * One epoch.
   *
   * @param epoch from 1
   * @param loss cross-entropy on training clips, in nats
   * @param training share of training clips predicted right while learning
   * @param validation share of validation clips predicted right afterwards
   */
  public record Point(int epoch, double loss, double training, double validation) {}

  private record Row(String dataset, String model, Point point) {}

  /**
   * The networks on a data set, in the study's order, from the committed table {@code
   * data/results/published-curves.csv}.
   *
   * @return empty where the table has nothing of it
   * @throws UncheckedIOException if the table is damaged
   */
  public static List<PublishedCurve> of(String dataset) {
    try {
      var file = Project.data().resolve(FILE);
      if (!Files.exists(file)) {
        return List.of();
      }
      var points = new LinkedHashMap<String, List<Point>>();
      for (var row : read(file)) {
        if (row.dataset().equals(dataset)) {
          points.computeIfAbsent(row.model(), model -> new ArrayList<>()).add(row.point());
        }
      }
      return points.entrySet().stream()
          .map(entry -> new PublishedCurve(entry.getKey(), List.copyOf(entry.getValue())))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Row> read(Path file) throws IOException {
    return CsvFile.read(
        file,
        List.of("dataset", "model", "epoch", "loss", "training", "validation"),
        row ->
            new Row(
                row.get("dataset"),
                row.get("model"),
                new Point(
                    Integer.parseInt(row.get("epoch")),
                    Double.parseDouble(row.get("loss")),
                    Double.parseDouble(row.get("training")),
                    Double.parseDouble(row.get("validation")))));
  }
}
