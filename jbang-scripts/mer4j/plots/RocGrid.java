package mer4j.plots;

import java.util.List;
import java.util.Locale;
import mer4j.runs.BaselineReport;
import org.knowm.xchart.XYChart;

/** The receiver operating characteristics of all models of a run, four side by side. */
public final class RocGrid {
  private static final int COLUMNS = 4;
  private static final int WIDTH = 330;
  private static final int HEIGHT = 400;

  private RocGrid() {}

  /**
   * Under the report's title, a chart per model with its curves and accuracy; a model that is
   * undefined has an empty one that says so.
   *
   * @param models which models of the report, in its order
   * @throws IllegalArgumentException if the report has none of them
   */
  public static Figure of(BaselineReport report, List<String> models) {
    return Figure.grid(charts(report, models), COLUMNS).headed(heading(report));
  }

  static String heading(BaselineReport report) {
    return SetNames.shown(report.title()) + ": each class against the rest";
  }

  static List<XYChart> charts(BaselineReport report, List<String> models) {
    return report.rows().stream()
        .filter(row -> models.contains(row.result().model()))
        .map(row -> chart(report, row))
        .toList();
  }

  private static XYChart chart(BaselineReport report, BaselineReport.Row row) {
    var model = row.result().model();
    if (!row.defined()) {
      // curves of nothing, so that axes and legend are those of the others
      double[] ends = {0, 1};
      double[] none = {Double.NaN, Double.NaN};
      var curves =
          report.classes().stream()
              .map(name -> new RocChart.Curve(name, ends, none, Double.NaN))
              .toList();
      return RocChart.of(model + ", undefined", curves, WIDTH, HEIGHT);
    }
    var title = String.format(Locale.ROOT, "%s, accuracy %.3f", model, row.result().accuracy());
    return RocChart.of(title, RocChart.named(report.classes(), row.curves()), WIDTH, HEIGHT);
  }
}
