package mer4j.plots;

import java.util.ArrayList;
import java.util.List;
import mer4j.bench.ExtractionSpeed;
import mer4j.bench.RecurrentSpeed;
import mer4j.features.StageCosts;

/** What benchmarks measured, as bars. */
public final class SpeedChart {
  private SpeedChart() {}

  /** A bar per program, in the order given. */
  public static Figure of(List<ExtractionSpeed> speeds) {
    var names = speeds.stream().map(speed -> speed.tool() + " " + speed.version()).toList();
    var rates = speeds.stream().mapToDouble(speed -> 1 / speed.secondsPerClip()).toArray();
    return Figure.of(
        BarChart.of(
            "Feature extraction, from the sound file to stored features",
            "clips per second",
            names,
            rates));
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
    var names = new ArrayList<String>();
    var times = new ArrayList<Double>();
    RecurrentSpeed first = null;
    for (var speed : speeds) {
      if (first == null || !speed.what().equals(first.what())) {
        first = speed;
      } else if (names.isEmpty() || !names.getLast().equals(first.what().label())) {
        names.add(first.what().label());
        times.add(speed.seconds() / first.seconds());
      }
    }
    var second = speeds.stream().map(RecurrentSpeed::tool).distinct().skip(1).findFirst();
    return Figure.of(
        BarChart.of(
            "Time of %s over that of %s, %d threads"
                .formatted(
                    second.orElseThrow(), speeds.getFirst().tool(), speeds.getFirst().threads()),
            "frames, features, units, clips; " + processor,
            names,
            times.stream().mapToDouble(Double::doubleValue).toArray()));
  }
}
