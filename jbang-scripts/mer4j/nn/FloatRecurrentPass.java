package mer4j.nn;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import mer4j.recurrent.HugePages;
import mer4j.recurrent.Recurrence;
import mer4j.recurrent.SequenceBuffer;
import mer4j.recurrent.Sequences;
import mer4j.recurrent.Steps;
import mer4j.recurrent.Weights;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** {@link RecurrentPass} in single precision. */
final class FloatRecurrentPass implements RecurrentPass {
  private final int units;
  private final boolean gru;
  private final Recurrence[] directions;
  private final SequenceBuffer frames = new SequenceBuffer();
  private final SequenceBuffer errors = new SequenceBuffer();
  private INDArray x; // its memory is freed with it

  FloatRecurrentPass(Recurrent layer) {
    units = layer.units();
    gru = layer.cell() == mer4j.recurrent.Cell.GRU;
    directions = new Recurrence[layer.directions()];
    for (int d = 0; d < directions.length; d++) {
      directions[d] = new Recurrence(layer.cell(), Math.toIntExact(layer.getNIn()), units, d == 1);
    }
  }

  private static String suffix(int direction) {
    return direction == 0 ? "" : RecurrentParameters.REVERSE;
  }

  /** The memory from an array's first element on. */
  private static MemorySegment memory(INDArray array) {
    long extent = 1;
    for (int i = 0; i < array.rank(); i++) {
      extent += (array.size(i) - 1) * array.stride(i);
    }
    // the address is that of the whole buffer, of which the array may be a part
    return MemorySegment.ofAddress(array.data().address() + array.offset() * Float.BYTES)
        .reinterpret(extent * Float.BYTES);
  }

  private static float[] floats(INDArray parameter) {
    return memory(parameter).toArray(ValueLayout.JAVA_FLOAT);
  }

  private static void store(float[] values, INDArray parameter) {
    MemorySegment.copy(values, 0, memory(parameter), ValueLayout.JAVA_FLOAT, 0, values.length);
  }

  private Weights weights(Map<String, INDArray> parameters, int direction) {
    var suffix = suffix(direction);
    return new Weights(
        floats(parameters.get(RecurrentParameters.WEIGHT + suffix)),
        floats(parameters.get(RecurrentParameters.RECURRENT_WEIGHT + suffix)),
        floats(parameters.get(RecurrentParameters.BIAS + suffix)),
        gru ? floats(parameters.get(RecurrentParameters.RECURRENT_BIAS + suffix)) : null);
  }

  /** A view of an array whose values of one step lie together. */
  private static Sequences view(INDArray array) {
    return new Sequences(
        HugePages.advise(memory(array)),
        0,
        Math.toIntExact(array.size(0)),
        Math.toIntExact(array.size(2)),
        Math.toIntExact(array.size(1)),
        array.stride(0),
        array.stride(2));
  }

  /** A view of an array, or of a copy in which the values of one step lie together. */
  private static Sequences dense(INDArray array, SequenceBuffer buffer) {
    if (array.size(1) == 1 || array.stride(1) == 1) {
      return view(array);
    }
    return buffer.copy(
        memory(array),
        new SequenceBuffer.Order(array.stride(0), array.stride(1), array.stride(2)),
        Math.toIntExact(array.size(0)),
        Math.toIntExact(array.size(2)),
        Math.toIntExact(array.size(1)));
  }

  /** One direction's columns of {@code [clips][directions x units]}. */
  private float[] part(INDArray states, int direction) {
    if (states == null) {
      return null;
    }
    var rows = states.toFloatMatrix();
    var part = new float[rows.length * units];
    for (int clip = 0; clip < rows.length; clip++) {
      System.arraycopy(rows[clip], direction * units, part, clip * units, units);
    }
    return part;
  }

  @Override
  public void forward(
      Map<String, INDArray> parameters,
      INDArray newX,
      Steps steps,
      INDArray hidden,
      INDArray cell,
      INDArray out,
      boolean keep) {
    x = newX;
    var input = dense(x, frames);
    var states = out == null ? null : view(out);
    for (int d = 0; d < directions.length; d++) {
      directions[d].forward(
          weights(parameters, d),
          input,
          steps,
          part(hidden, d),
          part(cell, d),
          states == null ? null : states.part(d * units, units),
          keep);
    }
  }

  @Override
  public INDArray lastHidden() {
    return detached(directions[0].lastHidden());
  }

  @Override
  public INDArray lastCell() {
    return detached(directions[0].lastCell());
  }

  @SuppressWarnings("try") // the scope is not used by name
  private INDArray detached(float[] states) {
    try (MemoryWorkspace scope = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
      return Nd4j.createFromArray(states).reshape('c', new long[] {states.length / units, units});
    }
  }

  @Override
  public void backward(INDArray epsilon, INDArray ofInput, Map<String, INDArray> gradients) {
    var ofStates = dense(epsilon, errors);
    var ofFrames = ofInput == null ? null : view(ofInput);
    for (int d = 0; d < directions.length; d++) {
      var found =
          directions[d].backward(ofStates.part(d * units, units), ofFrames, d > 0).weights();
      var suffix = suffix(d);
      store(found.input(), gradients.get(RecurrentParameters.WEIGHT + suffix));
      store(found.recurrent(), gradients.get(RecurrentParameters.RECURRENT_WEIGHT + suffix));
      store(found.bias(), gradients.get(RecurrentParameters.BIAS + suffix));
      if (gru) {
        store(found.recurrentBias(), gradients.get(RecurrentParameters.RECURRENT_BIAS + suffix));
      }
    }
    x = null;
  }

  @Override
  public void close() {
    for (var direction : directions) {
      direction.close();
    }
    frames.close();
    errors.close();
    x = null;
  }
}
