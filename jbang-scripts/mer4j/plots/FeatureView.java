package mer4j.plots;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import mer4j.features.ExtractionSettings;
import mer4j.features.Feature;
import mer4j.features.FeatureCatalogue;
import mer4j.features.FeatureMatrix;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The features of one clip, looked at by their names.
 *
 * @param features what was extracted
 * @param settings what it was extracted with
 * @param sampleRate of the sound it was extracted from, in Hz
 */
public record FeatureView(FeatureMatrix features, ExtractionSettings settings, int sampleRate) {
  private static final double HOP = 512;
  private static final List<String> PITCHES =
      List.of("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B");
  private static final List<String> CIRCLES =
      List.of("fifth x", "fifth y", "minor x", "minor y", "major x", "major y");

  /**
   * @throws IllegalArgumentException if the matrix has other rows than the settings say
   */
  public FeatureView {
    if (features.rows() != settings.rows()) {
      throw new IllegalArgumentException(
          features.rows() + " rows, but the settings say " + settings.rows());
    }
  }

  /** The rows of one feature, {@code [rows][frames]}. */
  public float[][] rows(String feature) {
    int first = settings.firstRow(feature);
    return IntStream.range(first, first + FeatureCatalogue.byName(feature).rows())
        .mapToObj(features::row)
        .toArray(float[][]::new);
  }

  /** Features of one row each as lines over time, in their unit. */
  public XYChart lines(String... names) {
    var rows = Arrays.stream(names).map(name -> rows(name)[0]).toArray(float[][]::new);
    var unit = FeatureCatalogue.byName(names[0]).unit();
    var title = String.join(", ", Arrays.stream(names).map(FeatureView::librosaName).toList());
    var axis = unit.isEmpty() ? names[0] : unit;
    return FeatureChart.lines(title, axis, rows, List.of(names), HOP / sampleRate);
  }

  /** One feature of several rows as a heat map over time. */
  public HeatMapChart heatMap(String name) {
    return heatMap(name, librosaName(name), rows(name));
  }

  /** A power spectrum as a heat map in decibels below its maximum, at most 80. */
  public HeatMapChart decibels(String name) {
    var rows = rows(name);
    float loudest = 1e-10f;
    for (var row : rows) {
      for (float value : row) {
        loudest = Math.max(loudest, value);
      }
    }
    for (var row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) Math.max(-80, 10 * Math.log10(Math.max(1e-20, row[i] / loudest)));
      }
    }
    return heatMap(name, librosaName(name) + " (dB below the maximum)", rows);
  }

  private HeatMapChart heatMap(String name, String title, float[][] rows) {
    return FeatureChart.heatMap(title, name, rows, labels(name, rows.length), HOP / sampleRate);
  }

  /** Smallest, mean and largest value of each feature over its rows and all frames. */
  public Table ranges() {
    var names = StringColumn.create("feature");
    var count = IntColumn.create("rows");
    var low = DoubleColumn.create("smallest");
    var mean = DoubleColumn.create("mean");
    var high = DoubleColumn.create("largest");
    var units = StringColumn.create("unit");
    for (var feature : settings.stacked()) {
      var rows = rows(feature.name());
      var values =
          Arrays.stream(rows)
              .flatMapToDouble(row -> IntStream.range(0, row.length).mapToDouble(i -> row[i]))
              .summaryStatistics();
      names.append(feature.name());
      count.append(feature.rows());
      low.append(values.getMin());
      mean.append(values.getAverage());
      high.append(values.getMax());
      units.append(feature.unit());
    }
    return Table.create("values of one clip", names, count, low, mean, high, units);
  }

  private static String librosaName(String name) {
    return FeatureCatalogue.byName(name).librosaName();
  }

  private static List<String> labels(String name, int rows) {
    if (name.startsWith("chroma") && rows == PITCHES.size()) {
      return PITCHES;
    }
    if (name.equals("tonnetz")) {
      return CIRCLES;
    }
    var labels = new ArrayList<String>();
    for (int r = 0; r < rows; r++) {
      labels.add(String.valueOf(r));
    }
    return labels;
  }

  /** The catalogue as a table: what is on offer, how many rows, in which unit. */
  public static Table catalogue(List<Feature> offered) {
    return Table.create(
        "features",
        StringColumn.create("name", offered.stream().map(Feature::name)),
        IntColumn.create("rows", offered.stream().mapToInt(Feature::rows).toArray()),
        StringColumn.create("unit", offered.stream().map(Feature::unit)),
        StringColumn.create("librosa", offered.stream().map(Feature::librosaName)),
        StringColumn.create("what it says", offered.stream().map(Feature::description)));
  }
}
