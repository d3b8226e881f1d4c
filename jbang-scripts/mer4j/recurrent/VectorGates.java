package mer4j.recurrent;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The gates of {@link PlainKernels} with the Vector API, operation for operation. */
final class VectorGates {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int WIDTH = 4 * L;

  private VectorGates() {}

  private static FloatVector expMinusOne(FloatVector y) {
    var limit = FloatVector.broadcast(S, Activations.LIMIT);
    // not max and min: those cost more, since they tell 0 from -0; NaN stays NaN here too
    var high = y.blend(limit, y.compare(VectorOperators.GT, limit));
    var low = limit.neg();
    var x = high.blend(low, high.compare(VectorOperators.LT, low));
    var rounder = FloatVector.broadcast(S, Activations.ROUNDER);
    var t = x.fma(FloatVector.broadcast(S, Activations.LOG2_E), rounder);
    var n = t.sub(rounder);
    var r =
        n.fma(
            FloatVector.broadcast(S, -Activations.LN2_LOW),
            n.fma(FloatVector.broadcast(S, -Activations.LN2_HIGH), x));
    var q =
        r.fma(FloatVector.broadcast(S, Activations.P0), FloatVector.broadcast(S, Activations.P1));
    q = q.fma(r, FloatVector.broadcast(S, Activations.P2));
    q = q.fma(r, FloatVector.broadcast(S, Activations.P3));
    q = q.fma(r, FloatVector.broadcast(S, Activations.P4));
    q = q.fma(r, FloatVector.broadcast(S, Activations.P5));
    var p = q.fma(r.mul(r), r);
    IntVector bits = t.reinterpretAsInts();
    var s =
        bits.lanewise(VectorOperators.LSHL, Activations.EXPONENT_SHIFT)
            .add(Activations.ONE_BITS)
            .reinterpretAsFloats();
    return s.fma(p, s.sub(1f));
  }

  private static FloatVector sigmoid(FloatVector x) {
    return FloatVector.broadcast(S, 1f).div(expMinusOne(x.neg()).add(2f));
  }

  private static FloatVector tanh(FloatVector x) {
    var e = expMinusOne(x.add(x));
    return e.div(e.add(2f));
  }

  /** 1 - x². */
  private static FloatVector tanhSlope(FloatVector x) {
    return x.neg().fma(x, FloatVector.broadcast(S, 1f));
  }

  /** x - x². */
  private static FloatVector sigmoidSlope(FloatVector x) {
    return x.neg().fma(x, x);
  }

  static void elman(
      boolean tanh, int rows, float[] gates, int at, float[] next, int hiddenAt, int stride) {
    for (int r = 0; r < rows; r++) {
      int g = at + r * WIDTH;
      int h = hiddenAt + r * stride;
      for (int j = 0; j < WIDTH; j += L) {
        var sum = FloatVector.fromArray(S, gates, g + j);
        var state = tanh ? tanh(sum) : sum.blend(0f, sum.compare(VectorOperators.LE, 0f));
        state.intoArray(gates, g + j);
        state.intoArray(next, h + j);
      }
    }
  }

  static void lstm(
      int rows,
      float[] gates,
      int at,
      float[] cell,
      int unit,
      int units,
      float[] next,
      int hiddenAt,
      int stride) {
    for (int r = 0; r < rows; r++) {
      int g = at + r * WIDTH;
      int u = unit + r * units;
      var input = sigmoid(FloatVector.fromArray(S, gates, g));
      var forget = sigmoid(FloatVector.fromArray(S, gates, g + L));
      var candidate = tanh(FloatVector.fromArray(S, gates, g + 2 * L));
      var output = sigmoid(FloatVector.fromArray(S, gates, g + 3 * L));
      input.intoArray(gates, g);
      forget.intoArray(gates, g + L);
      candidate.intoArray(gates, g + 2 * L);
      output.intoArray(gates, g + 3 * L);
      var value = forget.fma(FloatVector.fromArray(S, cell, u), input.mul(candidate));
      value.intoArray(cell, u);
      output.mul(tanh(value)).intoArray(next, hiddenAt + r * stride);
    }
  }

  static void gru(
      int rows, float[] gates, int at, float[] hidden, float[] next, int hiddenAt, int stride) {
    for (int r = 0; r < rows; r++) {
      int g = at + r * WIDTH;
      int h = hiddenAt + r * stride;
      var reset = sigmoid(FloatVector.fromArray(S, gates, g));
      var update = sigmoid(FloatVector.fromArray(S, gates, g + L));
      var recurrent = FloatVector.fromArray(S, gates, g + 2 * L);
      var candidate = tanh(reset.fma(recurrent, FloatVector.fromArray(S, gates, g + 3 * L)));
      reset.intoArray(gates, g);
      update.intoArray(gates, g + L);
      candidate.intoArray(gates, g + 3 * L);
      var before = FloatVector.fromArray(S, hidden, h);
      update.fma(before.sub(candidate), candidate).intoArray(next, h);
    }
  }

  static void elmanBack(
      boolean tanh, int rows, float[] gates, int at, float[] dHidden, int unit, int units) {
    for (int r = 0; r < rows; r++) {
      int g = at + r * WIDTH;
      int u = unit + r * units;
      for (int j = 0; j < WIDTH; j += L) {
        var state = FloatVector.fromArray(S, gates, g + j);
        var d = FloatVector.fromArray(S, dHidden, u + j);
        var slope =
            tanh ? d.mul(tanhSlope(state)) : d.blend(0f, state.compare(VectorOperators.LE, 0f));
        slope.intoArray(gates, g + j);
        FloatVector.zero(S).intoArray(dHidden, u + j);
      }
    }
  }

  static void lstmBack(
      int rows,
      float[] gates,
      int at,
      float[] cell,
      float[] before,
      int unit,
      int units,
      float[] dCell,
      float[] dHidden) {
    for (int r = 0; r < rows; r++) {
      int g = at + r * WIDTH;
      int u = unit + r * units;
      var input = FloatVector.fromArray(S, gates, g);
      var forget = FloatVector.fromArray(S, gates, g + L);
      var candidate = FloatVector.fromArray(S, gates, g + 2 * L);
      var output = FloatVector.fromArray(S, gates, g + 3 * L);
      var squashed = tanh(FloatVector.fromArray(S, cell, u));
      var dh = FloatVector.fromArray(S, dHidden, u);
      var dc = dh.mul(output).fma(tanhSlope(squashed), FloatVector.fromArray(S, dCell, u));
      dc.mul(candidate).mul(sigmoidSlope(input)).intoArray(gates, g);
      dc.mul(FloatVector.fromArray(S, before, u)).mul(sigmoidSlope(forget)).intoArray(gates, g + L);
      dc.mul(input).mul(tanhSlope(candidate)).intoArray(gates, g + 2 * L);
      dh.mul(squashed).mul(sigmoidSlope(output)).intoArray(gates, g + 3 * L);
      dc.mul(forget).intoArray(dCell, u);
      FloatVector.zero(S).intoArray(dHidden, u);
    }
  }

  static void gruBack(
      int rows,
      float[] gates,
      int at,
      int unit,
      int units,
      float[] hidden,
      int hiddenAt,
      int stride,
      float[] dHidden) {
    for (int r = 0; r < rows; r++) {
      int g = at + r * WIDTH;
      int u = unit + r * units;
      var reset = FloatVector.fromArray(S, gates, g);
      var update = FloatVector.fromArray(S, gates, g + L);
      var recurrent = FloatVector.fromArray(S, gates, g + 2 * L);
      var candidate = FloatVector.fromArray(S, gates, g + 3 * L);
      var before = FloatVector.fromArray(S, hidden, hiddenAt + r * stride);
      var dh = FloatVector.fromArray(S, dHidden, u);
      var dn = update.neg().fma(dh, dh).mul(tanhSlope(candidate));
      dn.mul(recurrent).mul(sigmoidSlope(reset)).intoArray(gates, g);
      dh.mul(before.sub(candidate)).mul(sigmoidSlope(update)).intoArray(gates, g + L);
      dn.mul(reset).intoArray(gates, g + 2 * L);
      dn.intoArray(gates, g + 3 * L);
      dh.mul(update).intoArray(dHidden, u);
    }
  }

  /** Adds the rows of a panel to one row. */
  static void addRows(int rows, float[] gates, int at, float[] sum, int sumAt) {
    var s0 = FloatVector.fromArray(S, sum, sumAt);
    var s1 = FloatVector.fromArray(S, sum, sumAt + L);
    var s2 = FloatVector.fromArray(S, sum, sumAt + 2 * L);
    var s3 = FloatVector.fromArray(S, sum, sumAt + 3 * L);
    for (int r = 0; r < rows; r++) {
      int g = at + r * WIDTH;
      s0 = s0.add(FloatVector.fromArray(S, gates, g));
      s1 = s1.add(FloatVector.fromArray(S, gates, g + L));
      s2 = s2.add(FloatVector.fromArray(S, gates, g + 2 * L));
      s3 = s3.add(FloatVector.fromArray(S, gates, g + 3 * L));
    }
    s0.intoArray(sum, sumAt);
    s1.intoArray(sum, sumAt + L);
    s2.intoArray(sum, sumAt + 2 * L);
    s3.intoArray(sum, sumAt + 3 * L);
  }
}
