package mer4j.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import mer4j.Project;
import mer4j.data.Balancing;
import mer4j.data.BalancingFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What follows from the numbers that the study prints of its 59 classes. */
class PublishedClassTest {
  private static final int TARGET = 237;

  @Test
  void areasFallWithTheNumberOfClips() {
    var classes = PublishedClass.of("jamendo");
    assertEquals(59, classes.size());
    assertEquals(14_020, classes.stream().mapToInt(PublishedClass::clips).sum());
    var clips = classes.stream().mapToDouble(PublishedClass::clips).toArray();
    var areas = classes.stream().mapToDouble(PublishedClass::auc).toArray();
    assertEquals(-.906, RankCorrelation.spearman(clips, areas), .0005);
    assertEquals(.79, Arrays.stream(areas).average().orElseThrow(), .005);
    assertEquals(.96, mean(classes, 0, 99), .005);
    assertEquals(.84, mean(classes, 100, TARGET - 1), .005);
    assertEquals(.60, mean(classes, TARGET, Integer.MAX_VALUE), .005);
    assertTrue(PublishedClass.of("4q").isEmpty());
  }

  private static double mean(List<PublishedClass> classes, int fewest, int most) {
    return classes.stream()
        .filter(c -> c.clips() >= fewest && c.clips() <= most)
        .mapToDouble(PublishedClass::auc)
        .average()
        .orElseThrow();
  }

  /** The study's numbers were found by other means, over 200 draws: .500, .82, .502, .508. */
  @Test
  void halfOfTheTestRowsAreCopiesOfTrainingRows(@TempDir Path folder) throws IOException {
    int[] labels = PublishedClass.labels(PublishedClass.of("jamendo"));
    var division = Balancing.beforeDivision(labels, 1, 602);
    assertEquals(9787, division.train().length);
    assertEquals(2797, division.validation().length);
    assertEquals(1399, division.test().length);
    var found = BalancingFacts.of(labels, 200);
    var means = found.facts().stream().mapToDouble(BalancingFacts.Fact::mean).toArray();
    assertEquals(13_983, means[0]);
    assertEquals(8424, means[1], 3);
    assertEquals(16, found.distinct().deviation(), 3);
    assertEquals(.500, means[2], .002);
    assertEquals(.008, found.leaked().deviation(), .003);
    assertEquals(.82, means[3], .005);
    assertEquals(.502, means[4], .002);
    assertEquals(.508, means[5], .002);
    assertEquals(means[5], found.memorized().mean());
    var committed = Project.data().resolve("results/jamendo-balancing.csv");
    found.write(folder.resolve("facts.csv"));
    assertEquals(Files.readString(folder.resolve("facts.csv")), Files.readString(committed));
    var read = BalancingFacts.read(committed);
    assertEquals(200, read.draws());
    assertEquals(means[5], read.memorized().mean(), 1e-6);
    assertEquals(found.leaked().deviation(), read.leaked().deviation(), 1e-6);
    Files.writeString(folder.resolve("facts.csv"), "quantity,mean,deviation,draws\n");
    assertThrows(IOException.class, () -> BalancingFacts.read(folder.resolve("facts.csv")));
    assertThrows(IllegalArgumentException.class, () -> BalancingFacts.of(labels, 0));
  }

  /**
   * Validation clips are copies, too: no network gets much beyond what a memory of them reaches.
   */
  @Test
  void publishedCurvesEndWhereTheStudysLogsEnd() {
    var curves = PublishedCurve.of("jamendo");
    assertEquals(
        List.of("RNN 2000 .511", "BRNN 1541 .541", "LSTM 1019 .534"),
        curves.stream().map(c -> c.model() + " " + end(c.points().getLast())).toList());
    for (var curve : curves) {
      var epochs = curve.points().stream().map(PublishedCurve.Point::epoch).toList();
      assertEquals(epochs.stream().sorted().distinct().toList(), epochs, curve.model());
      assertEquals(1, epochs.getFirst());
      assertEquals(Math.log(59), curve.points().getFirst().loss(), .06, "it begins by guessing");
    }
    assertTrue(PublishedCurve.of("embedded").isEmpty());
  }

  private static String end(PublishedCurve.Point point) {
    return point.epoch() + (" " + point.validation()).replace(" 0.", " .");
  }

  /** Against SciPy's {@code spearmanr}. */
  @Test
  void ranksMayBeShared() {
    double[] x = {1, 2, 2, 3, 10};
    double[] y = {5, 6, 7, 8, 7};
    assertEquals(.763158, RankCorrelation.spearman(x, y), 1e-6);
    assertEquals(1, RankCorrelation.spearman(x, x));
    assertTrue(Double.isNaN(RankCorrelation.spearman(new double[3], new double[] {1, 2, 3})));
    assertThrows(IllegalArgumentException.class, () -> RankCorrelation.spearman(x, new double[2]));
  }
}
