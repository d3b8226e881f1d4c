package mer4j.plots;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import mer4j.bench.ExtractionSpeed;
import mer4j.bench.RecurrentCase;
import mer4j.bench.RecurrentSpeed;
import mer4j.features.StageCosts;
import org.knowm.xchart.XYChart;

/** What benchmarks measured, as bars. */
public final class SpeedChart {
  private SpeedChart() {}

  /**
   * A bar per program, in the order given; those that compute something else than the first one are
   * told apart.
   */
  public static Figure of(List<ExtractionSpeed> speeds) {
    return Figure.of(chart(speeds));
  }

  static XYChart chart(List<ExtractionSpeed> speeds) {
    var same = speeds.getFirst().computes();
    return RowBarChart.of(
        "Feature extraction, from the sound file to stored features",
        "clips per second",
        speeds.stream()
            .map(
                speed ->
                    new RowBarChart.Bar(
                        speed.tool() + " " + speed.version(),
                        1 / speed.secondsPerClip(),
                        speed.computes().equals(same) ? 0 : 1))
            .toList(),
        List.of(same, "computes something else: not to be compared"),
        new RowBarChart.Level("", OptionalDouble.empty()));
  }

  /** A bar per stage of an extraction, in the order of work. */
  public static Figure ofStages(List<StageCosts.Cost> costs) {
    return Figure.of(
        BarChart.of(
            "Feature extraction, one thread",
            "processor time per clip, ms",
            costs.stream().map(StageCosts.Cost::stage).toList(),
            costs.stream().mapToDouble(StageCosts.Cost::millis).toArray()));
  }

  /**
   * How many times the first program's time the second one takes, a bar per recurrent layer.
   *
   * @param speeds the first two programs measured in each case are compared
   * @param processor that they were measured on, in a few words
   */
  public static Figure ofLayers(List<RecurrentSpeed> speeds, String processor) {
    return Figure.of(layers(speeds, processor));
  }

  static XYChart layers(List<RecurrentSpeed> speeds, String processor) {
    var bars = new ArrayList<RowBarChart.Bar>();
    var drawn = new HashSet<RecurrentCase>();
    RecurrentSpeed first = null;
    for (var speed : speeds) {
      if (first == null || !speed.what().equals(first.what())) {
        first = speed;
      } else if (drawn.add(first.what())) {
        bars.add(new RowBarChart.Bar(name(first.what()), speed.seconds() / first.seconds(), 0));
      }
    }
    var tool = speeds.getFirst().tool();
    var second = speeds.stream().map(RecurrentSpeed::tool).distinct().skip(1).findFirst();
    return RowBarChart.of(
        "Time of a step: %s over %s, %d threads"
            .formatted(second.orElseThrow(), tool, speeds.getFirst().threads()),
        "times as long; " + processor,
        bars,
        List.of(second.orElseThrow()),
        new RowBarChart.Level("as long as " + tool, OptionalDouble.of(1)));
  }

  /** A case in words, as tables have it in numbers. */
  private static String name(RecurrentCase what) {
    var work =
        switch (what.work()) {
          case TRAINING -> "training";
          case LAST -> "training by last state";
          case INFERENCE -> "inference";
        };
    var noise = what.fed().equals(RecurrentCase.NOISE);
    return "%s %s: %d frames, %d features, %d units, %d clip%s%s"
        .formatted(
            what.kind().toUpperCase(Locale.ROOT),
            work,
            what.time(),
            what.features(),
            what.units(),
            what.clips(),
            what.clips() == 1 ? "" : "s",
            noise ? "" : " of " + SetNames.shown(what.fed()));
  }
}
