package mer4j.recurrent;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/** {@link Kernels} with the Vector API. */
final class VectorKernels implements Kernels {
  private static final int CACHE_LINE = 64;

  @Override
  public int lanes() {
    return FloatVector.SPECIES_PREFERRED.length();
  }

  @Override
  public MemorySegment room(int floats) {
    return Arena.ofAuto().allocate((long) floats * Float.BYTES, CACHE_LINE);
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
    VectorProducts.multiply(
        rows,
        a,
        aAt,
        aStride,
        chunks,
        chunk,
        chunkStride,
        panel,
        panelAt,
        start,
        startAt,
        startStride,
        out,
        outAt,
        outStride);
  }

  @Override
  public void accumulate(
      int rows, float[] a, int aStride, int columns, float[] d, int dAt, float[] out, int outAt) {
    VectorOuterProducts.accumulate(rows, a, aStride, columns, d, dAt, out, outAt);
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
    switch (kind) {
      case TANH -> VectorGates.tanh(rows, gates, at, next, hiddenAt, stride);
      case RELU -> VectorGates.relu(rows, gates, at, next, hiddenAt, stride);
      case LSTM -> VectorGates.lstm(rows, gates, at, cell, unit, units, next, hiddenAt, stride);
      case GRU -> VectorGates.gru(rows, gates, at, hidden, next, hiddenAt, stride);
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
    switch (kind) {
      case TANH -> VectorGates.tanhBack(rows, gates, at, dHidden, unit, units);
      case RELU -> VectorGates.reluBack(rows, gates, at, dHidden, unit, units);
      case LSTM -> VectorGates.lstmBack(rows, gates, at, cell, before, unit, units, dCell, dHidden);
      case GRU ->
          VectorGates.gruBack(rows, gates, at, unit, units, hidden, hiddenAt, stride, dHidden);
    }
    VectorGates.addRows(rows, gates, at, dBias, biasAt);
  }
}
