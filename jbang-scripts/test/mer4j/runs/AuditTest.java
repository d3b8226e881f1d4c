package mer4j.runs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import mer4j.ProgressListener;
import mer4j.baselines.Baselines;
import mer4j.data.Split;
import mer4j.data.SplitFacts;
import mer4j.data.Splits;
import mer4j.eval.DenseMatrix;
import mer4j.features.ExtractionSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Switches on made-up clips for which it is known what each must do. */
class AuditTest {
  private static final int CLIPS = 160;
  private static final int FRAMES = 50;

  @TempDir Path folder;

  /** Clips of 50 frames and two rows; the classes take turns, the artists have four clips each. */
  private static BaselineData data(double[][] x) {
    var labels = IntStream.range(0, CLIPS).map(i -> i / 4 % 2).toArray();
    return new BaselineData(
        "made up",
        List.of("a", "b"),
        IntStream.range(0, CLIPS).mapToObj(i -> "clip" + i).toList(),
        labels,
        IntStream.range(0, CLIPS).map(i -> i / 4).toArray(),
        DenseMatrix.of(x),
        ExtractionSettings.study(),
        FRAMES,
        "digest");
  }

  private static double[][] noise(long seed) {
    var random = new SplittableRandom(seed);
    var x = new double[CLIPS][2 * FRAMES];
    for (var row : x) {
      Arrays.setAll(row, j -> random.nextGaussian());
    }
    return x;
  }

  private static AuditEffect measure(double[][] x, AuditFault fault, String model) {
    var lengths = new int[CLIPS];
    Arrays.fill(lengths, 40);
    var audit = new Audit(data(x), lengths, Baselines.parse(model), 5, 2);
    assertTrue(audit.applies(fault));
    return audit.measure(fault, ProgressListener.NONE).getFirst();
  }

  @Test
  void copiesLetNoiseBePredicted() {
    var effect = measure(noise(1), AuditFault.DUPLICATES, "KNC");
    assertTrue(effect.meanOn() > effect.meanOff() + .05, effect.toString());
    assertEquals(.5, effect.meanOff(), .15, "nothing to learn");
    var audit = new Audit(data(noise(1)), new int[CLIPS], Baselines.parse("KNC"), 5, 1);
    assertTrue(audit.copies() > .2 && audit.copies() < 1, "copies " + audit.copies());
  }

  @Test
  void everyClassHasHalfTheClipsOfTheNext() {
    assertArrayEquals(new int[] {28, 56, 112, 225}, Audit.uneven(225, 225, 225, 225));
    assertArrayEquals(new int[] {5, 5, 3, 9}, Audit.uneven(20, 12, 3, 9), "five at least");
  }

  @Test
  void artistsLetNoiseBePredicted() {
    var x = noise(2);
    var artists = noise(6);
    for (int i = 0; i < CLIPS; i++) {
      for (int j = 0; j < x[i].length; j++) {
        x[i][j] += 5 * artists[i / 4][j]; // clips of an artist are alike, classes are not
      }
    }
    var effect = measure(x, AuditFault.ARTISTS, "KNC");
    assertTrue(effect.meanOn() > .8, effect.toString());
    assertEquals(.5, effect.meanOff(), .15);
    assertTrue(effect.interval().low() > 0, effect.interval().toString());
  }

  @Test
  void whatComesBeforeTheEndIsLost() {
    var x = noise(3);
    for (int i = 0; i < CLIPS; i++) {
      for (int t = 0; t < FRAMES; t++) {
        x[i][2 * t] = t < 7 ? 3 * (i / 4 % 2) : 0;
      }
    }
    var effect = measure(x, AuditFault.LAST_SECOND, "LR");
    assertTrue(effect.meanOff() > .95, effect.toString());
    assertTrue(effect.meanOn() < .7, effect.toString());
  }

  @Test
  void oneScaleHidesSmallRows() {
    var x = noise(4);
    for (int i = 0; i < CLIPS; i++) {
      for (int t = 0; t < FRAMES; t++) {
        x[i][2 * t] = .01 * (x[i][2 * t] + 2 * (i / 4 % 2));
        x[i][2 * t + 1] *= 1000;
      }
    }
    var effect = measure(x, AuditFault.GLOBAL_SCALE, "KNC");
    assertTrue(effect.meanOff() > .9, effect.toString());
    assertTrue(effect.meanOn() < .7, effect.toString());
  }

  @Test
  void aScalerFittedBeforeTheSplitSeesTheOutlierOfTheTest() {
    var x = noise(7);
    var labels = data(x).labels();
    int outlier = Splits.stratifiedTrainTest(labels, .2, 0)[1][0];
    for (int i = 0; i < CLIPS; i++) {
      for (int j = 0; j < x[i].length; j++) {
        x[i][j] = j % 2 == 1 ? x[i][j] : i == outlier ? 1e6 : 5 * labels[i] + x[i][j];
      }
    }
    var effect = measure(x, AuditFault.SCALER_FIRST, "KNC");
    assertTrue(effect.off()[0] > .9, "no outlier among the training clips: " + effect.off()[0]);
    assertTrue(effect.on()[0] < .7, "its column scaled to nothing: " + effect.on()[0]);
  }

  @Test
  void columnsTiedToMomentsMissWhatMovesInTime() {
    var x = noise(8);
    var random = new SplittableRandom(9);
    for (int i = 0; i < CLIPS; i++) {
      for (int pulse = 0; pulse < 8 * (i / 4 % 2); pulse++) {
        x[i][2 * random.nextInt(40)] += 6;
      }
    }
    var effect = measure(x, AuditFault.FIXED_MOMENTS, "KNC");
    assertTrue(effect.meanOff() > .9, "the mean of a row has them all: " + effect.meanOff());
    assertTrue(effect.meanOn() < .7, "their moments differ: " + effect.meanOn());
  }

  @Test
  void variantsOfTestClipsLetNoiseBePredicted() {
    var x = noise(10);
    var random = new SplittableRandom(11);
    int[] sources = IntStream.range(0, CLIPS).map(i -> i / 4 * 4).toArray();
    for (int i = 0; i < CLIPS; i++) {
      int source = sources[i];
      for (int j = 0; j < x[i].length && i != source; j++) {
        x[i][j] = x[source][j] + .1 * random.nextGaussian();
      }
    }
    var plain = data(x);
    var none = new Split(new int[0], new int[0], new int[0]);
    var facts = new SplitFacts(plain.labels(), plain.groups(), sources, none, false);
    var variants =
        new BaselineData(
            "variants",
            plain.classes(),
            plain.clips(),
            plain.labels(),
            plain.groups(),
            plain.x(),
            plain.settings(),
            FRAMES,
            "digest",
            facts);
    var audit = new Audit(variants, new int[CLIPS], Baselines.parse("KNC"), 5, 2);
    var effect = audit.measure(AuditFault.AUGMENTATION, ProgressListener.NONE).getFirst();
    assertTrue(effect.meanOn() > effect.meanOff() + .2, effect.meanOn() + " " + effect.meanOff());
    assertEquals(.5, effect.meanOff(), .2, "nothing to learn");
  }

  @Test
  void chanceMayLeaveASmallClassOutOfTheTrainingClips() {
    var labels = new int[CLIPS];
    Arrays.fill(labels, 0, 4, 1);
    var x = noise(12);
    for (int i = 0; i < CLIPS; i++) {
      Arrays.fill(x[i], 0, FRAMES, 10. * labels[i]);
    }
    var few =
        new BaselineData(
            "four of a kind",
            List.of("a", "b"),
            data(x).clips(),
            labels,
            data(x).groups(),
            DenseMatrix.of(x),
            ExtractionSettings.study(),
            FRAMES,
            "digest");
    // stratified, three of the four are learned from: a majority of five neighbours
    var audit = new Audit(few, new int[CLIPS], Baselines.parse("KNC"), 10, 2);
    var effect = audit.measure(AuditFault.UNSTRATIFIED, ProgressListener.NONE).getFirst();
    assertEquals(1, effect.meanOff());
    assertTrue(effect.meanOn() < 1, "two of the four tested at once are not known again");
  }

  @Test
  void oneSplitMovesAboutTheMeanOfMany() {
    var effect = measure(noise(13), AuditFault.SINGLE_SPLIT, "KNC");
    assertEquals(0, effect.difference(), 1e-12);
    assertEquals(Arrays.stream(effect.on()).average().orElseThrow(), effect.off()[0]);
    assertTrue(effect.deviationOn() > 0);
    // a further draw of five: t(.975; 4) = 2.776445, sqrt(1 + 1/5)
    double half = 2.7764451051977987 * Math.sqrt(1.2) * effect.deviationOn();
    assertEquals(half, effect.interval().high(), 1e-9);
    assertTrue(effect.movement().over().startsWith("5 splits, one at a time: 0."));
  }

  @Test
  void whatNetworksDoIsNotShownWithBaselines() {
    var audit = new Audit(data(noise(14)), new int[CLIPS], Baselines.parse("KNC"), 2, 1);
    for (var fault : List.of(AuditFault.LAST_EPOCH, AuditFault.LAST_STATE)) {
      assertFalse(audit.applies(fault));
      var error =
          assertThrows(
              IllegalArgumentException.class, () -> audit.measure(fault, ProgressListener.NONE));
      assertTrue(error.getMessage().contains("networks"), error.getMessage());
    }
  }

  @Test
  void theIntervalIsThatOfNadeauAndBengio() {
    // differences .1, .2, .3: mean .2, deviation .1, t(.975; 2) = 4.302653,
    // half-width 4.302653 * .1 * sqrt(1/3 + 1/4)
    var effect =
        new AuditEffect(
            AuditFault.ARTISTS, "LR", new double[] {.6, .7, .8}, new double[] {.5, .5, .5}, .25);
    assertEquals(.2, effect.difference(), 1e-12);
    double half = 4.302652729911275 * .1 * Math.sqrt(1 / 3. + .25);
    assertEquals(.2 - half, effect.interval().low(), 1e-9);
    assertEquals(.2 + half, effect.interval().high(), 1e-9);
    assertThrows(
        IllegalArgumentException.class,
        () -> new AuditEffect(AuditFault.ARTISTS, "LR", new double[1], new double[1], .25));
  }

  @Test
  void aWrittenAuditIsReadAgainAndNotMeasuredTwice() throws IOException {
    var data = data(noise(5));
    var lengths = new int[CLIPS];
    Arrays.fill(lengths, FRAMES);
    var models = Baselines.parse("KNC");
    var audit = new Audit(data, lengths, models, 2, 1);
    var faults = AuditFault.parse("unstratified,artists,augmentation");
    var config = new RunConfig("audit", new TreeMap<>(), 0, new TreeMap<>());
    List<AuditEffect> first;
    try (var run = RunFolder.create(folder.resolve("run"), config)) {
      first = AuditRun.run(audit, faults, run, ProgressListener.NONE);
    }
    assertEquals(2, first.size(), "augmentation cannot be shown on recordings");
    var table = Files.readString(folder.resolve("run").resolve(AuditRun.FILE));
    try (var run = RunFolder.resume(folder.resolve("run"), config)) {
      var again = AuditRun.run(audit, faults, run, ProgressListener.NONE);
      assertEquals(first.getLast().difference(), again.getLast().difference());
      assertEquals(first.size(), again.size());
    }
    assertEquals(table, Files.readString(folder.resolve("run").resolve(AuditRun.FILE)));
    assertEquals(2, AuditRun.table("t", first).rowCount());
    Files.writeString(folder.resolve("audit.csv"), "fault,model,split,on,off\nnone,LR,0,1,1\n");
    assertThrows(IOException.class, () -> AuditRun.read(folder));
    var error = assertThrows(IllegalArgumentException.class, () -> AuditFault.parse("x"));
    assertTrue(error.getMessage().contains("global-scale"), error.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> audit.measure(AuditFault.AUGMENTATION, ProgressListener.NONE));
  }
}
