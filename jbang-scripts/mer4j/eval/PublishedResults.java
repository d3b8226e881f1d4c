package mer4j.eval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mer4j.CsvFile;
import mer4j.Project;

/**
 * What the recurrent-network study (Chang et al. 2024) reports, read from the committed table
 * {@code data/results/published.csv}.
 */
public final class PublishedResults {
  /**
   * One published figure.
   *
   * @param dataset name of the data set
   * @param model name of the model
   * @param accuracy share of test clips predicted right
   * @param hits number of test clips predicted right
   * @param tests number of test clips
   * @param auc one-versus-rest areas, in class order; empty if not published
   */
  public record Published(
      String dataset, String model, double accuracy, int hits, int tests, double[] auc) {
    /** The interval that so few test clips leave, at 95 %. */
    public Interval interval() {
      return Interval.wilson(hits, tests, 0.95);
    }
  }

  private PublishedResults() {}

  /** All figures, in the study's order; none outside a checkout of the project. */
  public static List<Published> all() {
    try {
      var file = Project.data().resolve("results/published.csv");
      if (!Files.exists(file)) {
        return List.of();
      }
      var columns = List.of("dataset", "model", "accuracy", "hits", "tests");
      return CsvFile.read(file, columns, PublishedResults::row);
    } catch (IllegalStateException e) {
      return List.of(); // the library is used without a checkout
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The figure for a model on a data set. */
  public static Optional<Published> of(String dataset, String model) {
    return all().stream()
        .filter(p -> p.dataset().equals(dataset) && p.model().equals(model))
        .findFirst();
  }

  private static Published row(Map<String, String> row) {
    return new Published(
        row.get("dataset"),
        row.get("model"),
        Double.parseDouble(row.get("accuracy")),
        Integer.parseInt(row.get("hits")),
        Integer.parseInt(row.get("tests")),
        row.entrySet().stream()
            .filter(cell -> cell.getKey().startsWith("auc_") && !cell.getValue().isEmpty())
            .mapToDouble(cell -> Double.parseDouble(cell.getValue()))
            .toArray());
  }
}
