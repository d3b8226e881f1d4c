package mer4j.recurrent;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * {@link Kernels} in plain Java: the specification of {@link VectorKernels}, and what runs where
 * the Vector API is absent. The loops over columns are of the kind that the virtual machine turns
 * into vector instructions by itself.
 */
final class PlainKernels implements Kernels {
  private final int lanes;

  PlainKernels() {
    this(16);
  }

  /** For comparison with vectors of this length. */
  PlainKernels(int lanes) {
    this.lanes = lanes;
  }

  @Override
  public int lanes() {
    return lanes;
  }

  @Override
  public MemorySegment room(int floats) {
    return MemorySegment.ofArray(new float[floats]);
  }

  @Override
  public void multiply(
      int rows,
      float[] a,
      int aAt,
      int aStride,
      int chunks,
      int chunk,
      int chunkStride,
      MemorySegment panel,
      long panelAt,
      float[] start,
      int startAt,
      int startStride,
      float[] out,
      int outAt,
      int outStride) {
    int width = width();
    var weights = (float[]) panel.heapBase().orElseThrow();
    for (int r = 0; r < rows; r++) {
      int to = outAt + r * outStride;
      System.arraycopy(start, startAt + r * startStride, out, to, width);
      for (int c = 0; c < chunks; c++) {
        int from = aAt + r * aStride + c * chunkStride;
        int at = (int) panelAt + c * chunk * width;
        int k = 0;
        for (; k + 4 <= chunk; k += 4) {
          addFour(a, from + k, weights, at + k * width, out, to, width);
        }
        for (; k < chunk; k++) {
          addOne(a[from + k], weights, at + k * width, out, to, width);
        }
      }
    }
  }

  /** Four terms of a sum, one after the other, for one reading and writing of it. */
  private static void addFour(
      float[] a, int from, float[] panel, int at, float[] out, int to, int width) {
    float a0 = a[from];
    float a1 = a[from + 1];
    float a2 = a[from + 2];
    float a3 = a[from + 3];
    for (int j = 0; j < width; j++) {
      float sum = Math.fma(panel[at + j], a0, out[to + j]);
      sum = Math.fma(panel[at + width + j], a1, sum);
      sum = Math.fma(panel[at + 2 * width + j], a2, sum);
      out[to + j] = Math.fma(panel[at + 3 * width + j], a3, sum);
    }
  }

  private static void addOne(float a, float[] panel, int at, float[] out, int to, int width) {
    for (int j = 0; j < width; j++) {
      out[to + j] = Math.fma(panel[at + j], a, out[to + j]);
    }
  }

  @Override
  public void accumulate(
      int rows, float[] a, int aStride, int columns, float[] d, int dAt, float[] out, int outAt) {
    int width = width();
    var sums = new float[width];
    var four = new float[4];
    for (int m = 0; m < columns; m++) {
      Arrays.fill(sums, 0);
      int r = 0;
      for (; r + 4 <= rows; r += 4) {
        for (int i = 0; i < 4; i++) {
          four[i] = a[(r + i) * aStride + m];
        }
        addFour(four, 0, d, dAt + r * width, sums, 0, width);
      }
      for (; r < rows; r++) {
        addOne(a[r * aStride + m], d, dAt + r * width, sums, 0, width);
      }
      int to = outAt + m * width;
      for (int j = 0; j < width; j++) {
        out[to + j] += sums[j];
      }
    }
  }

  @Override
  public void forward(
      Cell kind,
      int rows,
      float[] gates,
      int at,
      float[] cell,
      int unit,
      int units,
      float[] hidden,
      float[] next,
      int hiddenAt,
      int stride) {
    for (int r = 0; r < rows; r++) {
      int g = at + r * width();
      int h = hiddenAt + r * stride;
      switch (kind) {
        case TANH, RELU -> {
          for (int j = 0; j < width(); j++) {
            float sum = gates[g + j];
            float state =
                kind == Cell.TANH ? tanh(Activations.expMinusOne(sum)) : sum <= 0 ? 0 : sum;
            gates[g + j] = state;
            next[h + j] = state;
          }
        }
        case LSTM -> lstm(gates, g, cell, unit + r * units, next, h);
        case GRU -> gru(gates, g, hidden, next, h);
      }
    }
  }

  /** The hyperbolic tangent of x, given e^2x - 1. */
  private static float tanh(float e) {
    return e / (e + 2);
  }

  private void lstm(float[] gates, int g, float[] cell, int c, float[] next, int h) {
    for (int j = 0; j < lanes; j++, g++) {
      float d0 = Activations.expMinusOne(gates[g]) + 2;
      float d1 = Activations.expMinusOne(gates[g + lanes]) + 2;
      float e2 = Activations.expMinusOne(gates[g + 2 * lanes]);
      float d2 = e2 + 2;
      float d3 = Activations.expMinusOne(gates[g + 3 * lanes]) + 2;
      // one division for all four: a division takes as long as ten multiplications
      float d01 = d0 * d1;
      float d23 = d2 * d3;
      float all = 1 / (d01 * d23);
      float of01 = all * d23;
      float of23 = all * d01;
      float input = of01 * d1;
      float forget = of01 * d0;
      float candidate = of23 * d3 * e2;
      float output = of23 * d2;
      gates[g] = input;
      gates[g + lanes] = forget;
      gates[g + 2 * lanes] = candidate;
      gates[g + 3 * lanes] = output;
      float value = Math.fma(forget, cell[c + j], input * candidate);
      cell[c + j] = value;
      float e = Activations.expMinusOne(value + value);
      next[h + j] = output * e / (e + 2);
    }
  }

  /** Columns hold r, z, the recurrent and the input part of n; the last becomes n. */
  private void gru(float[] gates, int g, float[] hidden, float[] next, int h) {
    for (int j = 0; j < lanes; j++, g++) {
      float d0 = Activations.expMinusOne(gates[g]) + 2;
      float d1 = Activations.expMinusOne(gates[g + lanes]) + 2;
      float all = 1 / (d0 * d1);
      float reset = all * d1;
      float update = all * d0;
      float sum = Math.fma(reset, gates[g + 2 * lanes], gates[g + 3 * lanes]);
      float candidate = tanh(Activations.expMinusOne(sum));
      gates[g] = reset;
      gates[g + lanes] = update;
      gates[g + 3 * lanes] = candidate;
      next[h + j] = Math.fma(update, hidden[h + j] - candidate, candidate);
    }
  }

  @Override
  public void backward(
      Cell kind,
      int rows,
      float[] gates,
      int at,
      float[] cell,
      float[] before,
      int unit,
      int units,
      float[] hidden,
      int hiddenAt,
      int stride,
      float[] dCell,
      float[] dHidden,
      float[] dBias,
      int biasAt) {
    for (int r = 0; r < rows; r++) {
      int g = at + r * width();
      int u = unit + r * units;
      switch (kind) {
        case TANH, RELU -> {
          for (int j = 0; j < width(); j++) {
            float state = gates[g + j];
            float d = dHidden[u + j];
            gates[g + j] = kind == Cell.TANH ? d * Math.fma(-state, state, 1) : state <= 0 ? 0 : d;
            dHidden[u + j] = 0;
          }
        }
        case LSTM -> lstmBack(gates, g, cell, before, u, dCell, dHidden);
        case GRU -> gruBack(gates, g, u, hidden, hiddenAt + r * stride, dHidden);
      }
      for (int j = 0; j < width(); j++) {
        dBias[biasAt + j] += gates[g + j];
      }
    }
  }

  private void lstmBack(
      float[] gates, int g, float[] cell, float[] before, int u, float[] dCell, float[] dHidden) {
    for (int j = 0; j < lanes; j++, g++, u++) {
      float input = gates[g];
      float forget = gates[g + lanes];
      float candidate = gates[g + 2 * lanes];
      float output = gates[g + 3 * lanes];
      float squashed = tanh(Activations.expMinusOne(cell[u] + cell[u]));
      float dh = dHidden[u];
      float dc = Math.fma(dh * output, Math.fma(-squashed, squashed, 1), dCell[u]);
      gates[g] = dc * candidate * Math.fma(-input, input, input);
      gates[g + lanes] = dc * before[u] * Math.fma(-forget, forget, forget);
      gates[g + 2 * lanes] = dc * input * Math.fma(-candidate, candidate, 1);
      gates[g + 3 * lanes] = dh * squashed * Math.fma(-output, output, output);
      dCell[u] = dc * forget;
      dHidden[u] = 0;
    }
  }

  private void gruBack(float[] gates, int g, int u, float[] hidden, int h, float[] dHidden) {
    for (int j = 0; j < lanes; j++, g++, u++, h++) {
      float reset = gates[g];
      float update = gates[g + lanes];
      float recurrent = gates[g + 2 * lanes] * .5f;
      float candidate = gates[g + 3 * lanes];
      float dh = dHidden[u];
      float dn = Math.fma(-update, dh, dh) * Math.fma(-candidate, candidate, 1);
      gates[g] = dn * recurrent * Math.fma(-reset, reset, reset);
      gates[g + lanes] = dh * (hidden[h] - candidate) * Math.fma(-update, update, update);
      gates[g + 2 * lanes] = dn * reset;
      gates[g + 3 * lanes] = dn;
      dHidden[u] = dh * update;
    }
  }
}
