package mer4j.plots;

import java.util.List;
import mer4j.bench.ExtractionSpeed;

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
}
