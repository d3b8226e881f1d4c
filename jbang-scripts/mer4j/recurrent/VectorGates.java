package mer4j.recurrent;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The gates of {@link PlainKernels} with the Vector API, operation for operation. The exponential
 * function stands in every method anew: a method of its own that takes or returns vectors is not
 * always inlined by the compiler, and then every vector becomes an object.
 */
final class VectorGates {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int WIDTH = 4 * L;
  private static final int SHIFT = Activations.EXPONENT_SHIFT;
  private static final int ONE = Activations.ONE_BITS;

  private VectorGates() {}

  /** Replaces {@code count} values, a multiple of the lanes, by exp - 1. */
  private static void expMinusOne(float[] values, int at, int count) {
    var high = FloatVector.broadcast(S, Activations.LIMIT);
    var low = FloatVector.broadcast(S, -Activations.LIMIT);
    var rounder = FloatVector.broadcast(S, Activations.ROUNDER);
    var log2e = FloatVector.broadcast(S, Activations.LOG2_E);
    var ln2High = FloatVector.broadcast(S, -Activations.LN2_HIGH);
    var ln2Low = FloatVector.broadcast(S, -Activations.LN2_LOW);
    var p0 = FloatVector.broadcast(S, Activations.P0);
    var p1 = FloatVector.broadcast(S, Activations.P1);
    var p2 = FloatVector.broadcast(S, Activations.P2);
    var p3 = FloatVector.broadcast(S, Activations.P3);
    var p4 = FloatVector.broadcast(S, Activations.P4);
    var p5 = FloatVector.broadcast(S, Activations.P5);
    for (int i = at; i < at + count; i += L) {
      // e = exp(y) - 1: see Activations
      var y = FloatVector.fromArray(S, values, i);
      y = y.blend(high, y.compare(VectorOperators.GT, high));
      y = y.blend(low, y.compare(VectorOperators.LT, low));
      var t = y.fma(log2e, rounder);
      var n = t.sub(rounder);
      var r = n.fma(ln2Low, n.fma(ln2High, y));
      var q = r.fma(p0, p1);
      q = q.fma(r, p2);
      q = q.fma(r, p3);
      q = q.fma(r, p4);
      q = q.fma(r, p5);
      var s =
          t.reinterpretAsInts()
              .lanewise(VectorOperators.LSHL, SHIFT)
              .add(ONE)
              .reinterpretAsFloats();
      var e = s.fma(q.fma(r.mul(r), r), s.sub(1f));
      e.intoArray(values, i);
    }
  }

  static void tanh(int rows, float[] gates, int at, float[] next, int hiddenAt, int stride) {
    expMinusOne(gates, at, rows * WIDTH);
    for (int r = 0; r < rows; r++) {
      int g = at + r * WIDTH;
      int h = hiddenAt + r * stride;
      for (int j = 0; j < WIDTH; j += L) {
        var e = FloatVector.fromArray(S, gates, g + j);
        var state = e.div(e.add(2f));
        state.intoArray(gates, g + j);
        state.intoArray(next, h + j);
      }
    }
  }

  static void relu(int rows, float[] gates, int at, float[] next, int hiddenAt, int stride) {
    var zero = FloatVector.zero(S);
    for (int r = 0; r < rows; r++) {
      int g = at + r * WIDTH;
      int h = hiddenAt + r * stride;
      for (int j = 0; j < WIDTH; j += L) {
        var sum = FloatVector.fromArray(S, gates, g + j);
        var state = sum.blend(zero, sum.compare(VectorOperators.LE, zero));
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
    expMinusOne(gates, at, rows * WIDTH);
    var high = FloatVector.broadcast(S, Activations.LIMIT);
    var low = FloatVector.broadcast(S, -Activations.LIMIT);
    var rounder = FloatVector.broadcast(S, Activations.ROUNDER);
    var log2e = FloatVector.broadcast(S, Activations.LOG2_E);
    var ln2High = FloatVector.broadcast(S, -Activations.LN2_HIGH);
    var ln2Low = FloatVector.broadcast(S, -Activations.LN2_LOW);
    var p0 = FloatVector.broadcast(S, Activations.P0);
    var p1 = FloatVector.broadcast(S, Activations.P1);
    var p2 = FloatVector.broadcast(S, Activations.P2);
    var p3 = FloatVector.broadcast(S, Activations.P3);
    var p4 = FloatVector.broadcast(S, Activations.P4);
    var p5 = FloatVector.broadcast(S, Activations.P5);
    for (int row = 0; row < rows; row++) {
      int g = at + row * WIDTH;
      int u = unit + row * units;
      var d0 = FloatVector.fromArray(S, gates, g).add(2f);
      var d1 = FloatVector.fromArray(S, gates, g + L).add(2f);
      var e2 = FloatVector.fromArray(S, gates, g + 2 * L);
      var d2 = e2.add(2f);
      var d3 = FloatVector.fromArray(S, gates, g + 3 * L).add(2f);
      // one division for all four: a division takes as long as ten multiplications
      var d01 = d0.mul(d1);
      var d23 = d2.mul(d3);
      var all = FloatVector.broadcast(S, 1f).div(d01.mul(d23));
      var of01 = all.mul(d23);
      var of23 = all.mul(d01);
      var input = of01.mul(d1);
      var forget = of01.mul(d0);
      var candidate = of23.mul(d3).mul(e2);
      var output = of23.mul(d2);
      input.intoArray(gates, g);
      forget.intoArray(gates, g + L);
      candidate.intoArray(gates, g + 2 * L);
      output.intoArray(gates, g + 3 * L);
      var value = forget.fma(FloatVector.fromArray(S, cell, u), input.mul(candidate));
      value.intoArray(cell, u);
      // e = exp(y) - 1: see Activations
      var y = value.add(value);
      y = y.blend(high, y.compare(VectorOperators.GT, high));
      y = y.blend(low, y.compare(VectorOperators.LT, low));
      var t = y.fma(log2e, rounder);
      var n = t.sub(rounder);
      var r = n.fma(ln2Low, n.fma(ln2High, y));
      var q = r.fma(p0, p1);
      q = q.fma(r, p2);
      q = q.fma(r, p3);
      q = q.fma(r, p4);
      q = q.fma(r, p5);
      var s =
          t.reinterpretAsInts()
              .lanewise(VectorOperators.LSHL, SHIFT)
              .add(ONE)
              .reinterpretAsFloats();
      var e = s.fma(q.fma(r.mul(r), r), s.sub(1f));
      output.mul(e).div(e.add(2f)).intoArray(next, hiddenAt + row * stride);
    }
  }

  static void gru(
      int rows, float[] gates, int at, float[] hidden, float[] next, int hiddenAt, int stride) {
    var high = FloatVector.broadcast(S, Activations.LIMIT);
    var low = FloatVector.broadcast(S, -Activations.LIMIT);
    var rounder = FloatVector.broadcast(S, Activations.ROUNDER);
    var log2e = FloatVector.broadcast(S, Activations.LOG2_E);
    var ln2High = FloatVector.broadcast(S, -Activations.LN2_HIGH);
    var ln2Low = FloatVector.broadcast(S, -Activations.LN2_LOW);
    var p0 = FloatVector.broadcast(S, Activations.P0);
    var p1 = FloatVector.broadcast(S, Activations.P1);
    var p2 = FloatVector.broadcast(S, Activations.P2);
    var p3 = FloatVector.broadcast(S, Activations.P3);
    var p4 = FloatVector.broadcast(S, Activations.P4);
    var p5 = FloatVector.broadcast(S, Activations.P5);
    for (int row = 0; row < rows; row++) {
      int g = at + row * WIDTH;
      int h = hiddenAt + row * stride;
      expMinusOne(gates, g, 2 * L);
      var d0 = FloatVector.fromArray(S, gates, g).add(2f);
      var d1 = FloatVector.fromArray(S, gates, g + L).add(2f);
      var all = FloatVector.broadcast(S, 1f).div(d0.mul(d1));
      var reset = all.mul(d1);
      var update = all.mul(d0);
      reset.intoArray(gates, g);
      update.intoArray(gates, g + L);
      var recurrent = FloatVector.fromArray(S, gates, g + 2 * L);
      // e = exp(y) - 1: see Activations
      var y = reset.fma(recurrent, FloatVector.fromArray(S, gates, g + 3 * L));
      y = y.blend(high, y.compare(VectorOperators.GT, high));
      y = y.blend(low, y.compare(VectorOperators.LT, low));
      var t = y.fma(log2e, rounder);
      var n = t.sub(rounder);
      var r = n.fma(ln2Low, n.fma(ln2High, y));
      var q = r.fma(p0, p1);
      q = q.fma(r, p2);
      q = q.fma(r, p3);
      q = q.fma(r, p4);
      q = q.fma(r, p5);
      var s =
          t.reinterpretAsInts()
              .lanewise(VectorOperators.LSHL, SHIFT)
              .add(ONE)
              .reinterpretAsFloats();
      var e = s.fma(q.fma(r.mul(r), r), s.sub(1f));
      var candidate = e.div(e.add(2f));
      candidate.intoArray(gates, g + 3 * L);
      var before = FloatVector.fromArray(S, hidden, h);
      update.fma(before.sub(candidate), candidate).intoArray(next, h);
    }
  }

  static void tanhBack(int rows, float[] gates, int at, float[] dHidden, int unit, int units) {
    var one = FloatVector.broadcast(S, 1f);
    for (int r = 0; r < rows; r++) {
      int g = at + r * WIDTH;
      int u = unit + r * units;
      for (int j = 0; j < WIDTH; j += L) {
        var state = FloatVector.fromArray(S, gates, g + j);
        var d = FloatVector.fromArray(S, dHidden, u + j);
        d.mul(state.neg().fma(state, one)).intoArray(gates, g + j);
        FloatVector.zero(S).intoArray(dHidden, u + j);
      }
    }
  }

  static void reluBack(int rows, float[] gates, int at, float[] dHidden, int unit, int units) {
    var zero = FloatVector.zero(S);
    for (int r = 0; r < rows; r++) {
      int g = at + r * WIDTH;
      int u = unit + r * units;
      for (int j = 0; j < WIDTH; j += L) {
        var state = FloatVector.fromArray(S, gates, g + j);
        var d = FloatVector.fromArray(S, dHidden, u + j);
        d.blend(zero, state.compare(VectorOperators.LE, zero)).intoArray(gates, g + j);
        zero.intoArray(dHidden, u + j);
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
    var one = FloatVector.broadcast(S, 1f);
    var high = FloatVector.broadcast(S, Activations.LIMIT);
    var low = FloatVector.broadcast(S, -Activations.LIMIT);
    var rounder = FloatVector.broadcast(S, Activations.ROUNDER);
    var log2e = FloatVector.broadcast(S, Activations.LOG2_E);
    var ln2High = FloatVector.broadcast(S, -Activations.LN2_HIGH);
    var ln2Low = FloatVector.broadcast(S, -Activations.LN2_LOW);
    var p0 = FloatVector.broadcast(S, Activations.P0);
    var p1 = FloatVector.broadcast(S, Activations.P1);
    var p2 = FloatVector.broadcast(S, Activations.P2);
    var p3 = FloatVector.broadcast(S, Activations.P3);
    var p4 = FloatVector.broadcast(S, Activations.P4);
    var p5 = FloatVector.broadcast(S, Activations.P5);
    for (int row = 0; row < rows; row++) {
      int g = at + row * WIDTH;
      int u = unit + row * units;
      var value = FloatVector.fromArray(S, cell, u);
      // e = exp(y) - 1: see Activations
      var y = value.add(value);
      y = y.blend(high, y.compare(VectorOperators.GT, high));
      y = y.blend(low, y.compare(VectorOperators.LT, low));
      var t = y.fma(log2e, rounder);
      var n = t.sub(rounder);
      var r = n.fma(ln2Low, n.fma(ln2High, y));
      var q = r.fma(p0, p1);
      q = q.fma(r, p2);
      q = q.fma(r, p3);
      q = q.fma(r, p4);
      q = q.fma(r, p5);
      var s =
          t.reinterpretAsInts()
              .lanewise(VectorOperators.LSHL, SHIFT)
              .add(ONE)
              .reinterpretAsFloats();
      var e = s.fma(q.fma(r.mul(r), r), s.sub(1f));
      var squashed = e.div(e.add(2f));
      var input = FloatVector.fromArray(S, gates, g);
      var forget = FloatVector.fromArray(S, gates, g + L);
      var candidate = FloatVector.fromArray(S, gates, g + 2 * L);
      var output = FloatVector.fromArray(S, gates, g + 3 * L);
      var dh = FloatVector.fromArray(S, dHidden, u);
      var dc =
          dh.mul(output).fma(squashed.neg().fma(squashed, one), FloatVector.fromArray(S, dCell, u));
      dc.mul(candidate).mul(input.neg().fma(input, input)).intoArray(gates, g);
      dc.mul(FloatVector.fromArray(S, before, u))
          .mul(forget.neg().fma(forget, forget))
          .intoArray(gates, g + L);
      dc.mul(input).mul(candidate.neg().fma(candidate, one)).intoArray(gates, g + 2 * L);
      dh.mul(squashed).mul(output.neg().fma(output, output)).intoArray(gates, g + 3 * L);
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
    var one = FloatVector.broadcast(S, 1f);
    for (int r = 0; r < rows; r++) {
      int g = at + r * WIDTH;
      int u = unit + r * units;
      var reset = FloatVector.fromArray(S, gates, g);
      var update = FloatVector.fromArray(S, gates, g + L);
      var recurrent = FloatVector.fromArray(S, gates, g + 2 * L).mul(.5f);
      var candidate = FloatVector.fromArray(S, gates, g + 3 * L);
      var before = FloatVector.fromArray(S, hidden, hiddenAt + r * stride);
      var dh = FloatVector.fromArray(S, dHidden, u);
      var dn = update.neg().fma(dh, dh).mul(candidate.neg().fma(candidate, one));
      dn.mul(recurrent).mul(reset.neg().fma(reset, reset)).intoArray(gates, g);
      dh.mul(before.sub(candidate)).mul(update.neg().fma(update, update)).intoArray(gates, g + L);
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
