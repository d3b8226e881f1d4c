package mer4j.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A whole song in 1187 numbers, the study's other way to describe it: statistics over time of every
 * row of its 14 features.
 *
 * <p>Standard deviations are those of a population; skewness and excess kurtosis are the biased
 * estimators, not defined (NaN) for a row that does not change. A sum is one number over all rows
 * of a feature.
 */
public final class SongStatistics {
  /** Below this multiple of its mean, a standard deviation is rounding error. */
  private static final double NO_CHANGE = Math.ulp(1.0);

  private enum Statistic {
    MEAN,
    STD,
    MIN,
    MAX,
    SUM,
    SKEW,
    KURTOSIS,
    MEDIAN,
    RANGE
  }

  /** A feature and what is told about it, in the study's order. */
  private record Group(String feature, List<Statistic> statistics) {
    static Group of(String feature, Statistic... statistics) {
      return new Group(feature, List.of(statistics));
    }
  }

  private static final List<Group> GROUPS = groups();

  private SongStatistics() {}

  private static List<Group> groups() {
    var groups = new ArrayList<Group>();
    for (var chroma : List.of("chroma_stft", "chroma_cqt", "chroma_vqt")) {
      groups.add(
          Group.of(
              chroma,
              Statistic.MEAN,
              Statistic.STD,
              Statistic.SUM,
              Statistic.SKEW,
              Statistic.KURTOSIS));
    }
    groups.add(
        Group.of(
            "melspectrogram",
            Statistic.MEAN,
            Statistic.STD,
            Statistic.MIN,
            Statistic.MAX,
            Statistic.SUM,
            Statistic.SKEW,
            Statistic.KURTOSIS));
    groups.add(withExtremes("mfcc", Statistic.MEDIAN));
    for (var feature : List.of("rms", "spectral_centroid", "spectral_bandwidth")) {
      groups.add(withExtremes(feature));
    }
    for (var feature :
        List.of(
            "spectral_contrast",
            "spectral_flatness",
            "spectral_rolloff",
            "tonnetz",
            "zero_crossing_rate")) {
      groups.add(withExtremes(feature, Statistic.RANGE));
    }
    return List.copyOf(groups);
  }

  private static Group withExtremes(String feature, Statistic... further) {
    var statistics =
        new ArrayList<>(
            List.of(
                Statistic.MEAN,
                Statistic.STD,
                Statistic.MIN,
                Statistic.MAX,
                Statistic.SKEW,
                Statistic.KURTOSIS));
    statistics.addAll(Arrays.asList(further));
    return new Group(feature, statistics);
  }

  /** Names of the numbers, in order: {@code tempo}, then such as {@code mfcc_std_3}. */
  public static List<String> names() {
    var names = new ArrayList<String>();
    names.add("tempo");
    for (var group : GROUPS) {
      int rows = FeatureCatalogue.byName(group.feature()).rows();
      for (var statistic : group.statistics()) {
        var name = group.feature() + "_" + statistic.name().toLowerCase(java.util.Locale.ROOT);
        for (int row = 0; row < (statistic == Statistic.SUM ? 1 : rows); row++) {
          names.add(name + "_" + row);
        }
      }
    }
    return names;
  }

  /**
   * The statistics of a clip.
   *
   * @param study the study's 204 rows, true frames only
   * @return 1187 numbers in the order of {@link #names()}
   * @throws IllegalArgumentException if the matrix has other rows, or no frame
   */
  public static double[] of(FeatureMatrix study) {
    var settings = ExtractionSettings.study();
    if (study.rows() != settings.rows() || study.frames() == 0) {
      throw new IllegalArgumentException(
          "statistics are defined for the study's %d rows and at least one frame; given %d x %d"
              .formatted(settings.rows(), study.rows(), study.frames()));
    }
    var numbers = new ArrayList<Double>();
    numbers.add((double) study.at(settings.firstRow("tempo"), 0));
    for (var group : GROUPS) {
      int from = settings.firstRow(group.feature());
      int to = from + FeatureCatalogue.byName(group.feature()).rows();
      for (var statistic : group.statistics()) {
        double sum = 0;
        for (int row = from; row < to; row++) {
          double value = statistic(statistic, study.row(row));
          sum += value;
          if (statistic != Statistic.SUM) {
            numbers.add(value);
          }
        }
        if (statistic == Statistic.SUM) {
          numbers.add(sum);
        }
      }
    }
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double statistic(Statistic statistic, float[] row) {
    return switch (statistic) {
      case MEAN -> RowMoments.mean(row);
      case STD -> Math.sqrt(RowMoments.central(row, 2));
      case MIN -> min(row);
      case MAX -> max(row);
      case SUM -> RowMoments.sum(row);
      case SKEW ->
          changes(row)
              ? RowMoments.central(row, 3) / Math.pow(RowMoments.central(row, 2), 1.5)
              : Double.NaN;
      case KURTOSIS ->
          changes(row)
              ? RowMoments.central(row, 4) / Math.pow(RowMoments.central(row, 2), 2) - 3
              : Double.NaN;
      case MEDIAN -> median(row);
      case RANGE -> max(row) - min(row);
    };
  }

  private static boolean changes(float[] row) {
    double noise = NO_CHANGE * RowMoments.sum(row) / row.length;
    return RowMoments.central(row, 2) > noise * noise;
  }

  private static double min(float[] row) {
    float min = Float.POSITIVE_INFINITY;
    for (float value : row) {
      min = Math.min(min, value);
    }
    return min;
  }

  private static double max(float[] row) {
    float max = Float.NEGATIVE_INFINITY;
    for (float value : row) {
      max = Math.max(max, value);
    }
    return max;
  }

  private static double median(float[] row) {
    var sorted = row.clone();
    Arrays.sort(sorted);
    return RowMoments.percentile(sorted, 50);
  }
}
