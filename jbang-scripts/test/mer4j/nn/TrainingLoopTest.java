package mer4j.nn;

import static mer4j.nn.GoldenNetworks.toy;
import static mer4j.nn.GoldenNetworks.toyLabels;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.IntStream;
import mer4j.ProgressListener;
import mer4j.data.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainingLoopTest {
  private static final int ROWS = 5;
  private static final int CLIPS = 45;

  @TempDir Path folder;

  private final FrameSource source = toy(CLIPS, 20, ROWS, 3, 4);
  private final int[] labels = toyLabels(CLIPS, 3);
  // 25 training clips in batches of 8: the single clip left over joins the last batch
  private final Split split =
      new Split(
          IntStream.range(0, 25).toArray(),
          IntStream.range(25, 35).toArray(),
          IntStream.range(35, 45).toArray());

  private NetworkSettings settings(RecurrentKind kind, int epochs) {
    return NetworkSettings.published(kind, ROWS, 3)
        .with(
            its ->
                its.hidden(8)
                    .frameStep(2)
                    .learningRate(1e-2)
                    .clipNorm(kind == RecurrentKind.LSTM ? 0 : 1)
                    .batch(8)
                    .epochs(epochs)
                    .bestEpoch(true)
                    .seed(5));
  }

  private TrainingLoop loop(NetworkSettings settings) {
    return new TrainingLoop(
        settings, source, labels, split, GlobalScaler.fit(source, split.train()));
  }

  @ParameterizedTest
  @EnumSource(RecurrentKind.class)
  void learnsAndPredictsClipsItHasNotSeen(RecurrentKind kind) throws Exception {
    var settings = settings(kind, 40).corrected();
    var loop = loop(settings);
    var result = loop.run(null, false, EpochListener.NONE, ProgressListener.NONE);
    assertEquals(40, result.history().size());
    assertTrue(result.history().getLast().trainLoss() < result.history().getFirst().trainLoss());
    var probabilities = TrainingLoop.predict(result.model(), source, result.scaler(), split.test());
    int correct = 0;
    for (int i = 0; i < probabilities.length; i++) {
      int truth = labels[split.test()[i]];
      int best = 0;
      for (int k = 1; k < 3; k++) {
        best = probabilities[i][k] > probabilities[i][best] ? k : best;
      }
      correct += best == truth ? 1 : 0;
      assertEquals(1, probabilities[i][0] + probabilities[i][1] + probabilities[i][2], 1e-5);
    }
    assertTrue(correct >= 6, correct + " of 10");
    double chosen = result.history().get(result.chosenEpoch() - 1).validationAccuracy();
    assertTrue(result.history().stream().allMatch(e -> e.validationAccuracy() <= chosen));
  }

  @ParameterizedTest
  @EnumSource(RecurrentKind.class)
  void resumedTrainingEqualsUninterruptedTrainingToTheBit(RecurrentKind kind) throws Exception {
    var settings = settings(kind, 5);
    var whole = loop(settings).run(null, false, EpochListener.NONE, ProgressListener.NONE);
    for (int stop : new int[] {1, 3}) {
      var states = folder.resolve("stopped-after-" + stop);
      var failure =
          assertThrows(
              IOException.class,
              () -> loop(settings).run(states, false, stopAfter(stop), ProgressListener.NONE));
      assertEquals("no space left", failure.getMessage());
      Files.writeString(states.resolve("epoch-000009.tmp"), "a killed run's leftover");
      var seen = new ArrayList<Integer>();
      var resumed =
          loop(settings).run(states, true, epoch -> seen.add(epoch.epoch()), ProgressListener.NONE);
      assertEquals(java.util.List.of(1, 2, 3, 4, 5), seen);
      assertArrayEquals(whole.model().weights(), resumed.model().weights());
      assertEquals(whole.chosenEpoch(), resumed.chosenEpoch());
      for (int i = 0; i < 5; i++) {
        assertEquals(whole.history().get(i).trainLoss(), resumed.history().get(i).trainLoss());
        assertEquals(
            whole.history().get(i).validationAccuracy(),
            resumed.history().get(i).validationAccuracy());
      }
    }
  }

  @Test
  void stopsWithinABatchWhenInterruptedAndKeepsTheLastEpoch() throws Exception {
    var states = folder.resolve("states");
    var batches = new ArrayList<Long>();
    assertThrows(
        InterruptedException.class,
        () ->
            loop(settings(RecurrentKind.RNN, 50))
                .run(
                    states,
                    false,
                    EpochListener.NONE,
                    (done, total, message) -> {
                      batches.add(done);
                      if (done == 5) {
                        Thread.currentThread().interrupt();
                      }
                    }));
    assertEquals(5, batches.size());
    assertEquals(1, TrainingState.latest(states).orElseThrow().history().size());
    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  void refusesAStateOfOtherSettingsOrADamagedOne() throws Exception {
    var states = folder.resolve("states");
    loop(settings(RecurrentKind.RNN, 1))
        .run(states, false, EpochListener.NONE, ProgressListener.NONE);
    var other = loop(settings(RecurrentKind.RNN, 1).with(its -> its.hidden(9)));
    var wrong =
        assertThrows(
            IllegalArgumentException.class,
            () -> other.run(states, true, EpochListener.NONE, ProgressListener.NONE));
    assertTrue(wrong.getMessage().contains("cannot resume"), wrong.getMessage());
    var file = states.resolve("epoch-000001.json");
    Files.writeString(file, Files.readString(file).substring(0, 40));
    var damaged =
        assertThrows(
            IOException.class,
            () ->
                loop(settings(RecurrentKind.RNN, 1))
                    .run(states, true, EpochListener.NONE, ProgressListener.NONE));
    assertTrue(damaged.getMessage().contains("epoch-000001.json"), damaged.getMessage());
  }

  @Test
  void goesOnFromTheStateBeforeADamagedOne() throws Exception {
    var settings = settings(RecurrentKind.RNN, 4);
    var whole = loop(settings).run(null, false, EpochListener.NONE, ProgressListener.NONE);
    for (var damaged : new String[] {"epoch-000003.npy", "epoch-000003.json"}) {
      var states = folder.resolve("states-" + damaged);
      assertThrows(
          IOException.class,
          () -> loop(settings).run(states, false, stopAfter(3), ProgressListener.NONE));
      var file = states.resolve(damaged);
      var bytes = Files.readAllBytes(file);
      bytes[bytes.length - 9] ^= 1;
      Files.write(file, damaged.endsWith("json") ? new byte[0] : bytes);
      var resumed = loop(settings).run(states, true, EpochListener.NONE, ProgressListener.NONE);
      assertArrayEquals(whole.model().weights(), resumed.model().weights());
    }
  }

  private static EpochListener stopAfter(int epoch) {
    return metrics -> {
      if (metrics.epoch() == epoch) {
        throw new IOException("no space left");
      }
    };
  }

  @Test
  void endsWhenValidationAccuracyHasNotRisenForLongEnough() throws Exception {
    var settings = settings(RecurrentKind.RNN, 60).with(its -> its.patience(3));
    var all = loop(settings).run(null, false, EpochListener.NONE, ProgressListener.NONE);
    int epochs = all.history().size();
    assertTrue(epochs < 60);
    assertEquals(epochs - 3, all.chosenEpoch());
    assertEquals(all.chosenEpoch(), TrainingResult.best(all.history()));
    var states = folder.resolve("patience");
    assertThrows(
        IOException.class,
        () -> loop(settings).run(states, false, stopAfter(epochs - 1), ProgressListener.NONE));
    var resumed = loop(settings).run(states, true, EpochListener.NONE, ProgressListener.NONE);
    assertEquals(epochs, resumed.history().size());
    assertArrayEquals(all.model().weights(), resumed.model().weights());
    var last = settings.with(its -> its.bestEpoch(false));
    var result = loop(last).run(null, false, EpochListener.NONE, ProgressListener.NONE);
    assertEquals(epochs, result.chosenEpoch());
    var none = new Split(split.train(), new int[0], split.test());
    assertThrows(
        IllegalArgumentException.class,
        () -> new TrainingLoop(settings, source, labels, none, new GlobalScaler(0, 1)));
  }

  @Test
  void aLossThatIsNotFiniteIsNamed() {
    var s = settings(RecurrentKind.RNN, 3);
    var wild = s.with(its -> its.learningRate(1e30));
    var error =
        assertThrows(
            IllegalStateException.class,
            () -> loop(wild).run(null, false, EpochListener.NONE, ProgressListener.NONE));
    assertTrue(error.getMessage().contains("loss is not finite"), error.getMessage());
  }

  @Test
  void wrongDataIsNamed() {
    var s = settings(RecurrentKind.RNN, 1);
    var scaler = new GlobalScaler(0, 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> new TrainingLoop(s, source, new int[3], split, scaler));
    assertThrows(
        IllegalArgumentException.class,
        () -> new TrainingLoop(s, source, toyLabels(CLIPS, 4), split, scaler));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new TrainingLoop(
                s, source, labels, new Split(new int[] {1}, new int[0], new int[0]), scaler));
    for (var bad :
        new Runnable[] {
          () -> s.with(its -> its.epochs(0)),
          () -> s.with(its -> its.learningRate(0)),
          () -> s.with(its -> its.batch(1)),
          () -> s.with(its -> its.patience(-1)),
          () -> s.with(its -> its.hidden(0)),
          () -> s.with(its -> its.frameStep(0))
        }) {
      assertThrows(IllegalArgumentException.class, bad::run);
    }
  }
}
