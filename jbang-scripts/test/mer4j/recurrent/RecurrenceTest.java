package mer4j.recurrent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecurrenceTest {
  private static final int CLIPS = 13;
  private static final int TIME = 21;
  private static final int INPUTS = 10;
  private static final int UNITS = 18;

  private final int threads = Workers.threads();

  @AfterEach
  void restore() {
    Workers.setThreads(threads);
  }

  /** Values from -.25 to .25. */
  static float[] random(int size, long seed) {
    var random = new SplittableRandom(seed);
    var values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextDouble(-.25, .25);
    }
    return values;
  }

  private static Weights weights(Cell cell) {
    int rows = cell.gates() * UNITS;
    return new Weights(
        random(rows * INPUTS, 1),
        random(rows * UNITS, 2),
        random(rows, 3),
        cell == Cell.GRU ? random(rows, 4) : null);
  }

  private static Sequences view(float[] values, int count) {
    return Sequences.clipMajor(MemorySegment.ofArray(values), CLIPS, TIME, count);
  }

  private record Result(float[] out, float[] dx, Weights gradients) {}

  private static Result run(Recurrence layer, Cell cell, float[] x, float[] dOut, Steps steps) {
    var out = new float[CLIPS * TIME * UNITS];
    var dx = new float[CLIPS * TIME * INPUTS];
    layer.forward(weights(cell), view(x, INPUTS), steps, null, null, view(out, UNITS), true);
    var gradients = layer.backward(view(dOut, UNITS), view(dx, INPUTS), false);
    return new Result(out, dx, gradients.weights());
  }

  private static Result run(Cell cell, float[] x, float[] dOut, Steps steps) {
    try (var layer = new Recurrence(cell, INPUTS, UNITS, false)) {
      return run(layer, cell, x, dOut, steps);
    }
  }

  private static void assertSame(Result expected, Result result) {
    assertArrayEquals(expected.out, result.out);
    assertArrayEquals(expected.dx, result.dx);
    assertArrayEquals(expected.gradients.input(), result.gradients.input());
    assertArrayEquals(expected.gradients.recurrent(), result.gradients.recurrent());
    assertArrayEquals(expected.gradients.bias(), result.gradients.bias());
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void theSameThreadsGiveTheSameBits(Cell cell) {
    var x = random(CLIPS * TIME * INPUTS, 5);
    var dOut = random(CLIPS * TIME * UNITS, 6);
    var steps = Steps.all(CLIPS, TIME);
    Result one = null;
    for (int count : new int[] {1, 2, 3, 40}) {
      Workers.setThreads(count);
      var result = run(cell, x, dOut, steps);
      assertSame(result, run(cell, x, dOut, steps));
      one = one == null ? result : one;
      assertArrayEquals(one.out, result.out); // a clip's states do not depend on the others
      assertArrayEquals(one.dx, result.dx);
      for (int i = 0; i < one.gradients.input().length; i++) { // the order of the sum does
        assertEquals(one.gradients.input()[i], result.gradients.input()[i], 1e-4);
      }
    }
  }

  /** Padding before, between and behind the true steps is as if it were not there. */
  @ParameterizedTest
  @EnumSource(Cell.class)
  void paddingIsLeftOut(Cell cell) {
    var random = new SplittableRandom(7);
    var valid = new boolean[CLIPS][TIME];
    var lengths = new int[CLIPS];
    var x = random(CLIPS * TIME * INPUTS, 8);
    var dOut = random(CLIPS * TIME * UNITS, 9);
    var packedX = new float[x.length];
    var packedOut = new float[dOut.length];
    for (int b = 0; b < CLIPS; b++) {
      for (int t = 0; t < TIME; t++) {
        valid[b][t] = b < 2 ? b == 1 : random.nextInt(3) > 0; // a clip of nothing, a whole one
        int from = b * TIME + t;
        int to = b * TIME + lengths[b];
        if (valid[b][t]) {
          System.arraycopy(x, from * INPUTS, packedX, to * INPUTS, INPUTS);
          System.arraycopy(dOut, from * UNITS, packedOut, to * UNITS, UNITS);
          lengths[b]++;
        } else {
          Arrays.fill(x, from * INPUTS, (from + 1) * INPUTS, Float.NaN);
          Arrays.fill(dOut, from * UNITS, (from + 1) * UNITS, Float.NaN);
        }
      }
    }
    var spread = run(cell, x, dOut, Steps.of(valid));
    var packed = run(cell, packedX, packedOut, Steps.first(lengths, TIME));
    assertArrayEquals(packed.gradients.input(), spread.gradients.input());
    assertArrayEquals(packed.gradients.recurrent(), spread.gradients.recurrent());
    assertArrayEquals(packed.gradients.bias(), spread.gradients.bias());
    for (int b = 0; b < CLIPS; b++) {
      int i = 0;
      for (int t = 0; t < TIME; t++) {
        for (int j = 0; j < UNITS; j++) {
          float value = valid[b][t] ? packed.out[(b * TIME + i) * UNITS + j] : 0;
          assertEquals(value, spread.out[(b * TIME + t) * UNITS + j]);
        }
        for (int j = 0; j < INPUTS; j++) {
          float value = valid[b][t] ? packed.dx[(b * TIME + i) * INPUTS + j] : 0;
          assertEquals(value, spread.dx[(b * TIME + t) * INPUTS + j]);
        }
        i += valid[b][t] ? 1 : 0;
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void aLayerServesBatchesOfAllSizes(Cell cell) {
    var x = random(CLIPS * TIME * INPUTS, 5);
    var dOut = random(CLIPS * TIME * UNITS, 6);
    var expected = run(cell, x, dOut, Steps.all(CLIPS, TIME));
    try (var layer = new Recurrence(cell, INPUTS, UNITS, false)) {
      var two = Sequences.clipMajor(MemorySegment.ofArray(x), 2, TIME, INPUTS);
      layer.forward(weights(cell), two, Steps.all(2, TIME), null, null, null, false);
      var last = layer.lastHidden();
      for (int j = 0; j < UNITS; j++) {
        assertEquals(expected.out[(TIME - 1) * UNITS + j], last[j]);
      }
      assertSame(expected, run(layer, cell, x, dOut, Steps.all(CLIPS, TIME)));
      layer.close(); // gives its memory up, not its use
      assertSame(expected, run(layer, cell, x, dOut, Steps.all(CLIPS, TIME)));
    }
  }

  /** A step reuses the memory of the one before it. */
  @Test
  void aThousandStepsDoNotGrowTheProcess() throws IOException {
    var status = Path.of("/proc/self/status");
    assumeTrue(Files.exists(status), "Linux only");
    var x = random(CLIPS * TIME * INPUTS, 5);
    var dOut = random(CLIPS * TIME * UNITS, 6);
    try (var layer = new Recurrence(Cell.LSTM, INPUTS, UNITS, false)) {
      long before = 0;
      for (int i = 0; i < 1200; i++) {
        if (i == 200) {
          before = resident(status);
        }
        run(layer, Cell.LSTM, x, dOut, Steps.all(CLIPS, TIME));
      }
      assertTrue(resident(status) - before < 100_000, "grew by kB " + (resident(status) - before));
    }
  }

  private static long resident(Path status) throws IOException {
    System.gc();
    var line = Files.readAllLines(status).stream().filter(l -> l.startsWith("RssAnon")).findFirst();
    return Long.parseLong(line.orElseThrow().replaceAll("\\D", ""));
  }

  @Test
  void everyOrderInMemoryIsTurned() {
    int clips = 19;
    int time = 70;
    int values = 17;
    try (var buffer = new SequenceBuffer();
        var arena = Arena.ofShared()) {
      long[][] strides = {
        {1, clips, (long) clips * values}, // the last axis outermost
        {(long) values * time, time, 1},
        {values, 1, (long) clips * values},
        {(long) time * values, 1, values},
      };
      for (var order : strides) {
        var memory = arena.allocate(ValueLayout.JAVA_FLOAT, (long) clips * time * values);
        for (int b = 0; b < clips; b++) {
          for (int v = 0; v < values; v++) {
            for (int t = 0; t < time; t++) {
              long at = b * order[0] + v * order[1] + t * order[2];
              memory.setAtIndex(ValueLayout.JAVA_FLOAT, at, b * 10000 + v * 100 + t);
            }
          }
        }
        var places = new SequenceBuffer.Order(order[0], order[1], order[2]);
        var copy = buffer.copy(memory, places, clips, time, values);
        for (int i = 0; i < clips * time * values; i++) {
          int expected = i / values % clips * 10000 + i % values * 100 + i / values / clips;
          assertEquals(expected, copy.memory().getAtIndex(ValueLayout.JAVA_FLOAT, i));
        }
      }
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    var x = view(new float[CLIPS * TIME * INPUTS], INPUTS);
    var out = view(new float[CLIPS * TIME * UNITS], UNITS);
    var steps = Steps.all(CLIPS, TIME);
    var weights = weights(Cell.TANH);
    try (var layer = new Recurrence(Cell.TANH, INPUTS, UNITS, false)) {
      assertMessage("no pass forward", () -> layer.backward(out, null, false));
      assertMessage(
          "input weights",
          () -> layer.forward(weights(Cell.LSTM), x, steps, null, null, out, true));
      assertMessage("frames", () -> layer.forward(weights, out, steps, null, null, out, true));
      assertMessage("states", () -> layer.forward(weights, x, steps, null, null, x, true));
      assertMessage(
          "steps of", () -> layer.forward(weights, x, Steps.all(2, 2), null, null, out, true));
      assertMessage(
          "first states", () -> layer.forward(weights, x, steps, new float[3], null, out, true));
    }
    assertMessage("at least 1 input", () -> new Recurrence(Cell.GRU, 0, 3, false));
    assertMessage("a length", () -> Steps.first(new int[] {3, 5}, 4));
    assertMessage("the view ends", () -> view(new float[5], INPUTS));
    assertMessage("at least 1 thread", () -> Workers.setThreads(0));
  }

  private static void assertMessage(String part, org.junit.jupiter.api.function.Executable code) {
    var error = assertThrows(RuntimeException.class, code);
    assertTrue(error.getMessage().contains(part), error.getMessage());
  }
}
