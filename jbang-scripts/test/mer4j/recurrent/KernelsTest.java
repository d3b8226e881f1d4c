package mer4j.recurrent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.SplittableRandom;
import mer4j.VectorApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plain kernels, which are the specification, and those with the Vector API. */
class KernelsTest {
  private static float[] random(int size, double bound, long seed) {
    var random = new SplittableRandom(seed);
    var values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextDouble(-bound, bound);
    }
    return values;
  }

  private static Weights weights(Cell cell, int inputs, int units) {
    int rows = cell.gates() * units;
    return new Weights(
        random(rows * inputs, .7, 1),
        random(rows * units, .7, 2),
        random(rows, 1, 3),
        cell == Cell.GRU ? random(rows, 1, 4) : null);
  }

  private record Result(float[] out, float[] dx, Recurrence.Gradients gradients, float[] last) {}

  private static Result run(Kernels kernels, Cell cell, int inputs, int units, int clips) {
    int time = 9;
    var lengths = new int[clips];
    Arrays.setAll(lengths, i -> 1 + (i * 5 + 8) % time);
    var out = new float[clips * time * units];
    var dx = new float[clips * time * inputs];
    try (var layer = new Recurrence(cell, inputs, units, true, kernels)) {
      layer.forward(
          weights(cell, inputs, units),
          view(random(dx.length, 3, 5), clips, time, inputs),
          Steps.first(lengths, time),
          random(clips * units, 1, 6),
          random(clips * units, 1, 7),
          view(out, clips, time, units),
          true);
      var gradients =
          layer.backward(
              view(random(out.length, 1, 8), clips, time, units),
              view(dx, clips, time, inputs),
              false);
      return new Result(out, dx, gradients, layer.lastHidden());
    }
  }

  private static Sequences view(float[] values, int clips, int time, int count) {
    return Sequences.timeMajor(MemorySegment.ofArray(values), clips, time, count);
  }

  /** Sizes with rests of every kind: rows, columns, lanes, panels. */
  @ParameterizedTest
  @CsvSource({
    "TANH, 1, 1, 1",
    "TANH, 7, 65, 13",
    "RELU, 5, 20, 11",
    "LSTM, 1, 1, 2",
    "LSTM, 66, 33, 17",
    "LSTM, 20, 16, 9",
    "GRU, 3, 17, 5"
  })
  void bothGiveTheSameBits(Cell cell, int inputs, int units, int clips) {
    assumeTrue(VectorApi.AVAILABLE, "needs the module jdk.incubator.vector");
    var vector = new VectorKernels();
    var fast = run(vector, cell, inputs, units, clips);
    var plain = run(new PlainKernels(vector.lanes()), cell, inputs, units, clips);
    assertArrayEquals(plain.out, fast.out);
    assertArrayEquals(plain.last, fast.last);
    assertArrayEquals(plain.dx, fast.dx);
    assertArrayEquals(plain.gradients.firstHidden(), fast.gradients.firstHidden());
    assertArrayEquals(plain.gradients.firstCell(), fast.gradients.firstCell());
    var expected = plain.gradients.weights();
    var weights = fast.gradients.weights();
    assertArrayEquals(expected.input(), weights.input());
    assertArrayEquals(expected.recurrent(), weights.recurrent());
    assertArrayEquals(expected.bias(), weights.bias());
    assertArrayEquals(expected.recurrentBias(), weights.recurrentBias());
  }

  /** Other vector lengths lay the weights out in other panels. */
  @ParameterizedTest
  @CsvSource({"TANH, 4", "LSTM, 8", "GRU, 2"})
  void panelsOfAnyWidthGiveTheSameStates(Cell cell, int lanes) {
    var expected = run(new PlainKernels(16), cell, 7, 21, 5);
    var other = run(new PlainKernels(lanes), cell, 7, 21, 5);
    assertArrayEquals(expected.out, other.out);
    for (int i = 0; i < expected.dx.length; i++) { // here sums run in another order
      assertEquals(expected.dx[i], other.dx[i], 1e-5);
    }
  }

  @Test
  void sigmoidAndTanhAreExactToSomeUnitsInTheLastPlace() {
    for (double x = -30; x <= 30; x += 1e-3) {
      float e = Activations.expMinusOne((float) (2 * x));
      assertEquals(Math.tanh(x), e / (e + 2), 2e-7);
      double sigmoid = 1 / (1 + Math.exp(-(float) x));
      assertEquals(sigmoid, 1 / (Activations.expMinusOne((float) -x) + 2), 2e-7 * sigmoid + 3e-9);
    }
    for (double x = 1e-30; x < 1; x *= 1.7) {
      float e = Activations.expMinusOne((float) (2 * x));
      assertEquals(Math.tanh(x), e / (e + 2), 4e-7 * x);
    }
    assertTrue(Float.isNaN(Activations.expMinusOne(Float.NaN)));
    assertEquals(-1, Activations.expMinusOne(Float.NEGATIVE_INFINITY), 1e-8);
  }
}
