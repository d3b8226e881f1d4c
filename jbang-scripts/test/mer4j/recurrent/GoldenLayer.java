package mer4j.recurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import mer4j.features.Npy;

/** A layer of PyTorch's with its weights, to be run by our kernels. */
public final class GoldenLayer {
  public final Path folder;
  public final Cell cell;
  public final int directions;
  final int inputs;
  final int units;

  public GoldenLayer(Path folder, String kind, int inputs, int units) {
    this.folder = folder.resolve(kind);
    cell =
        switch (kind.startsWith("b") ? kind.substring(1) : kind) {
          case "rnn" -> Cell.TANH;
          case "relu" -> Cell.RELU;
          case "lstm" -> Cell.LSTM;
          case "gru" -> Cell.GRU;
          default -> throw new IllegalArgumentException(kind);
        };
    directions = kind.startsWith("b") ? 2 : 1;
    this.inputs = inputs;
    this.units = units;
  }

  public static float[] floats(Path file) throws IOException {
    return Npy.read(file).floats();
  }

  public static String suffix(int direction) {
    return direction == 0 ? "_l0" : "_l0_reverse";
  }

  public Weights weights(int direction) throws IOException {
    var bias = floats(folder.resolve("bias_ih" + suffix(direction) + ".npy"));
    var second = floats(folder.resolve("bias_hh" + suffix(direction) + ".npy"));
    boolean gru = cell == Cell.GRU;
    for (int i = 0; i < bias.length && !gru; i++) {
      bias[i] += second[i];
    }
    return new Weights(
        floats(folder.resolve("weight_ih" + suffix(direction) + ".npy")),
        floats(folder.resolve("weight_hh" + suffix(direction) + ".npy")),
        bias,
        gru ? second : null);
  }

  /**
   * What a pass gave.
   *
   * @param output {@code [clips][time][directions x units]}
   * @param dx {@code [clips][time][inputs]}
   */
  record Pass(
      float[] output,
      float[][] lastHidden,
      float[][] lastCell,
      float[] dx,
      Recurrence.Gradients[] gradients) {}

  Pass run(
      Kernels kernels, float[] x, int[] lengths, int time, float[] h0, float[] c0, float[] dOut)
      throws IOException {
    int clips = x.length / time / inputs;
    int width = directions * units;
    var frames = Sequences.clipMajor(MemorySegment.ofArray(x), clips, time, inputs);
    var output = new float[clips * time * width];
    var dx = new float[x.length];
    var states = Sequences.clipMajor(MemorySegment.ofArray(output), clips, time, width);
    var errors = Sequences.clipMajor(MemorySegment.ofArray(dOut), clips, time, width);
    var dFrames = Sequences.clipMajor(MemorySegment.ofArray(dx), clips, time, inputs);
    var pass =
        new Pass(
            output,
            new float[directions][],
            new float[directions][],
            dx,
            new Recurrence.Gradients[directions]);
    for (int d = 0; d < directions; d++) {
      try (var layer = new Recurrence(cell, inputs, units, d == 1, kernels)) {
        layer.forward(
            weights(d),
            frames,
            lengths == null ? Steps.all(clips, time) : Steps.first(lengths, time),
            part(h0, d, clips),
            part(c0, d, clips),
            states.part(d * units, units),
            true);
        pass.lastHidden[d] = layer.lastHidden();
        pass.lastCell[d] = layer.lastCell();
        pass.gradients[d] = layer.backward(errors.part(d * units, units), dFrames, d == 1);
      }
    }
    return pass;
  }

  private float[] part(float[] states, int direction, int clips) {
    if (states == null) {
      return null;
    }
    var part = new float[clips * units];
    System.arraycopy(states, direction * part.length, part, 0, part.length);
    return part;
  }

  public static void close(Path expected, float[] values, double tolerance) throws IOException {
    close(expected.toString(), floats(expected), values, tolerance);
  }

  public static void close(String what, float[] expected, float[] values, double tolerance) {
    assertEquals(expected.length, values.length, what);
    for (int i = 0; i < values.length; i++) {
      if (!(Math.abs(expected[i] - values[i]) <= tolerance)) {
        assertEquals(expected[i], values[i], tolerance, what + " at " + i);
      }
    }
  }

  /** Difference in the Euclidean norm, relative to that of what is expected. */
  public static void near(Path expected, float[] values, double tolerance) throws IOException {
    var reference = floats(expected);
    assertEquals(reference.length, values.length, expected.toString());
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < values.length; i++) {
      difference += Math.pow(values[i] - reference[i], 2);
      norm += Math.pow(reference[i], 2);
    }
    assertEquals(0, Math.sqrt(difference / norm), tolerance, expected.toString());
  }
}
