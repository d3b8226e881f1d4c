package mer4j.plots;

import java.util.List;
import mer4j.bench.ExtractionSpeed;
import mer4j.features.StageCosts;

/** Clips per second of programs that extract features, as bars. */
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
}
