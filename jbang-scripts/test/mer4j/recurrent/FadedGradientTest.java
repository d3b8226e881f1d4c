package mer4j.recurrent;

import static mer4j.recurrent.RecurrenceTest.random;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gradients that fade to exactly zero on their way back, and what comes before that. */
class FadedGradientTest {
  private static final int CLIPS = 3;
  private static final int TIME = 700;
  private static final int INPUTS = 5;
  private static final int UNITS = 18;

  /** Another error, far before the last states, where theirs have long faded. */
  private static final int EARLY = 30;

  private static final int[] LENGTHS = {TIME, TIME - 1, TIME - 200};

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  private static double[][][] sequences(float[] values, int count) {
    var array = new double[CLIPS][TIME][count];
    for (int i = 0; i < values.length; i++) {
      array[i / count / TIME][i / count % TIME][i % count] = values[i];
    }
    return array;
  }

  private static void assertNear(double[] expected, float[] found) {
    double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < found.length; i++) {
      assertEquals(expected[i], found[i], Math.max(1e-5 * scale, Float.MIN_NORMAL));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TANH, false, false",
    "RELU, true, false",
    "LSTM, false, false",
    "LSTM, true, true",
    "GRU, false, true"
  })
  void stepsThatNoGradientReachesAreLeftOut(Cell cell, boolean early, boolean plain) {
    int rows = cell.gates() * UNITS;
    var second = cell == Cell.GRU ? random(rows, 4) : null;
    var weights =
        new Weights(random(rows * INPUTS, 1), random(rows * UNITS, 2), random(rows, 3), second);
    var x = random(CLIPS * TIME * INPUTS, 5);
    var steps = Steps.first(LENGTHS, TIME);
    var dOut = new float[CLIPS * TIME * UNITS];
    for (int b = 0; b < CLIPS; b++) {
      var error = random(UNITS, 6 + b);
      System.arraycopy(error, 0, dOut, (b * TIME + LENGTHS[b] - 1) * UNITS, UNITS);
      if (early) {
        System.arraycopy(error, 0, dOut, (b * TIME + EARLY) * UNITS, UNITS);
      }
    }
    var dx = new float[x.length];
    Arrays.fill(dx, Float.NaN); // every step of it must be written
    Recurrence.Gradients found;
    try (var layer =
        new Recurrence(cell, INPUTS, UNITS, false, plain ? new PlainKernels() : Kernels.best())) {
      var frames = Sequences.clipMajor(MemorySegment.ofArray(x), CLIPS, TIME, INPUTS);
      layer.forward(weights, frames, steps, null, null, null, true);
      found =
          layer.backward(
              Sequences.clipMajor(MemorySegment.ofArray(dOut), CLIPS, TIME, UNITS),
              Sequences.clipMajor(MemorySegment.ofArray(dx), CLIPS, TIME, INPUTS),
              false);
    }
    var reference = new DoubleRecurrence(cell, INPUTS, UNITS, false);
    reference.forward(
        new DoubleRecurrence.DoubleWeights(
            doubles(weights.input()),
            doubles(weights.recurrent()),
            doubles(weights.bias()),
            second == null ? null : doubles(second)),
        sequences(x, INPUTS),
        steps,
        null,
        null);
    var expected = reference.backward(sequences(dOut, UNITS));
    assertNear(expected.weights().input(), found.weights().input());
    assertNear(expected.weights().recurrent(), found.weights().recurrent());
    assertNear(expected.weights().bias(), found.weights().bias());
    assertNear(
        Arrays.stream(expected.frames())
            .flatMap(Arrays::stream)
            .flatMapToDouble(Arrays::stream)
            .toArray(),
        dx);
    assertNear(
        Arrays.stream(expected.firstHidden()).flatMapToDouble(Arrays::stream).toArray(),
        found.firstHidden());
    if (!plain) { // the steps in question are there: what leaves them is no small number but zero
      int between = (EARLY + 20) * INPUTS;
      assertTrue(IntStream.range(between, between + INPUTS).allMatch(i -> dx[i] == 0));
    }
  }
}
