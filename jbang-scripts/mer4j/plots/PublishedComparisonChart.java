package mer4j.plots;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import mer4j.eval.Interval;
import mer4j.eval.PublishedResults;
import mer4j.eval.PublishedResults.Published;
import mer4j.runs.BaselineReport;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Published accuracies beside those measured here, with intervals and the level of chance. A
 * published value rests on few clips, too: its interval is Wilson's, as its study gives none.
 */
public final class PublishedComparisonChart {
  /** Half the distance between the two marks of a model. */
  private static final double OFFSET = .09;

  /** Above the marks of models that are no better than chance. */
  private static final double UNDEFINED = .42;

  private PublishedComparisonChart() {}

  /**
   * One model.
   *
   * @param model its name
   * @param published the published value, or NaN where there is none
   * @param tests number of test clips behind the published value; 0 if it is not known
   * @param measured the value measured here; NaN where the model is undefined
   * @param low lower end of its interval
   * @param high upper end of its interval
   */
  public record Row(
      String model, double published, int tests, double measured, double low, double high) {
    /** A published value of which nobody knows how many clips it is over. */
    public Row(String model, double published, double measured, double low, double high) {
      this(model, published, 0, measured, low, high);
    }

    /** Beside what the study reports of this model, if it does. */
    public static Row of(String dataset, String model, double measured, double low, double high) {
      var known = PublishedResults.of(dataset, model);
      return new Row(
          model,
          known.map(Published::accuracy).orElse(Double.NaN),
          known.map(Published::tests).orElse(0),
          measured,
          low,
          high);
    }

    /** A model without a result here. */
    public static Row undefined(String dataset, String model) {
      return of(dataset, model, Double.NaN, Double.NaN, Double.NaN);
    }

    /** The interval that the published value's test clips leave, at 95 %. */
    Interval publishedInterval() {
      return tests == 0
          ? new Interval(Double.NaN, Double.NaN)
          : Interval.wilson((int) Math.round(published * tests), tests, .95);
    }
  }

  /** One dot with its interval. */
  private record Mark(double x, double value, Interval interval) {}

  /** A run of baselines, chance being the same for every class. */
  public static XYChart of(BaselineReport report) {
    var rows = report.rows().stream().map(PublishedComparisonChart::row).toList();
    return of(report.title(), rows, 1.0 / report.classes().size());
  }

  private static Row row(BaselineReport.Row row) {
    var model = row.result().model();
    // a report knows the published value alone; the study has one model of that name and value
    int tests =
        PublishedResults.all().stream()
            .filter(p -> p.model().equals(model) && p.accuracy() == row.published())
            .mapToInt(Published::tests)
            .findFirst()
            .orElse(0);
    double measured = row.defined() ? row.result().accuracy() : Double.NaN;
    var ends = row.interval();
    return new Row(model, row.published(), tests, measured, ends.low(), ends.high());
  }

  /**
   * @param title figure title, with data set, protocol and number of clips
   * @param rows a model each, drawn from left to right
   * @param chance accuracy of guessing
   * @throws IllegalArgumentException if there is no row
   */
  public static XYChart of(String title, List<Row> rows, double chance) {
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("nothing to compare");
    }
    var chart = ChartTheme.xy(title, "", "accuracy", ChartTheme.WIDTH, 380);
    var here = new ArrayList<Mark>();
    var published = new ArrayList<Mark>();
    for (int i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      if (!Double.isNaN(row.published())) {
        published.add(new Mark(i + 1 - OFFSET, row.published(), row.publishedInterval()));
      }
      if (Double.isNaN(row.measured())) {
        chart.addAnnotation(new AnnotationText("undefined", i + 1, UNDEFINED, false));
      } else {
        here.add(new Mark(i + 1 + OFFSET, row.measured(), new Interval(row.low(), row.high())));
      }
    }
    draw(chart, publishedName(rows), published, 0, SeriesMarkers.DIAMOND);
    draw(chart, "measured here, 95 % interval", here, 2, SeriesMarkers.CIRCLE);
    double highest =
        Stream.of(here, published)
            .flatMap(List::stream)
            .mapToDouble(mark -> Math.max(mark.value(), orZero(mark.interval().high())))
            .max()
            .orElse(1);
    ChartTheme.accuracyAxes(
        chart, rows.stream().map(Row::model).toList(), chance, highest < .88 ? .9 : 1);
    return chart;
  }

  private static double orZero(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  /** With the number of clips where it is the same for all. */
  private static String publishedName(List<Row> rows) {
    var counts =
        rows.stream().filter(row -> !Double.isNaN(row.published())).map(Row::tests).distinct();
    var tests = counts.toList();
    if (tests.equals(List.of(0)) || tests.isEmpty()) {
      return "published";
    }
    return tests.size() == 1
        ? "published, %d test clips, 95 %% interval".formatted(tests.getFirst())
        : "published, 95 % interval";
  }

  private static void draw(
      XYChart chart, String name, List<Mark> marks, int colour, Marker marker) {
    if (marks.isEmpty()) {
      return;
    }
    // Wilson intervals are not symmetric, so each is a line of its own
    for (var mark : marks) {
      var ends = mark.interval();
      if (!Double.isNaN(ends.low())) {
        double[] at = {mark.x(), mark.x()};
        var bar =
            chart.addSeries(
                "%s, interval at %.2f".formatted(name, mark.x()),
                at,
                new double[] {ends.low(), ends.high()});
        bar.setMarker(SeriesMarkers.NONE);
        bar.setLineColor(Palette.ofClass(colour));
        bar.setLineStyle(SeriesLines.SOLID); // the theme's styles take turns
        bar.setLineWidth(2);
        bar.setShowInLegend(false);
      }
    }
    var series =
        chart.addSeries(
            name,
            marks.stream().mapToDouble(Mark::x).toArray(),
            marks.stream().mapToDouble(Mark::value).toArray());
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarker(marker);
    series.setMarkerColor(Palette.ofClass(colour));
  }
}
