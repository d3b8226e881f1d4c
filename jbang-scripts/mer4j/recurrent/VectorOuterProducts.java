package mer4j.recurrent;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Kernels#accumulate} with the Vector API, in blocks of registers like {@link
 * VectorProducts}. Each sum begins at zero and is added to the result at its end, which loses fewer
 * digits than adding every product to the large number.
 */
final class VectorOuterProducts {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int WIDTH = 4 * L;

  private VectorOuterProducts() {}

  static void accumulate(
      int rows, float[] a, int aStride, int columns, float[] d, int dAt, float[] out, int outAt) {
    int m = 0;
    while (m < columns) {
      int left = VectorProducts.FEW_REGISTERS ? Math.min(columns - m, 2) : columns - m;
      int o = outAt + m * WIDTH;
      switch (left) {
        case 1 -> {
          one(rows, a, m, aStride, d, dAt, out, o);
          m += 1;
        }
        case 2, 3 -> {
          two(rows, a, m, aStride, d, dAt, out, o);
          m += 2;
        }
        case 4, 5 -> {
          four(rows, a, m, aStride, d, dAt, out, o);
          m += 4;
        }
        default -> {
          six(rows, a, m, aStride, d, dAt, out, o);
          m += 6;
        }
      }
    }
  }

  private static void six(
      int rows, float[] a, int aAt, int aStride, float[] d, int dAt, float[] out, int outAt) {
    var c00 = FloatVector.zero(S);
    var c01 = FloatVector.zero(S);
    var c02 = FloatVector.zero(S);
    var c03 = FloatVector.zero(S);
    var c10 = FloatVector.zero(S);
    var c11 = FloatVector.zero(S);
    var c12 = FloatVector.zero(S);
    var c13 = FloatVector.zero(S);
    var c20 = FloatVector.zero(S);
    var c21 = FloatVector.zero(S);
    var c22 = FloatVector.zero(S);
    var c23 = FloatVector.zero(S);
    var c30 = FloatVector.zero(S);
    var c31 = FloatVector.zero(S);
    var c32 = FloatVector.zero(S);
    var c33 = FloatVector.zero(S);
    var c40 = FloatVector.zero(S);
    var c41 = FloatVector.zero(S);
    var c42 = FloatVector.zero(S);
    var c43 = FloatVector.zero(S);
    var c50 = FloatVector.zero(S);
    var c51 = FloatVector.zero(S);
    var c52 = FloatVector.zero(S);
    var c53 = FloatVector.zero(S);
    for (int k = 0; k < rows; k++) {
      int x = aAt + k * aStride;
      int p = dAt + k * WIDTH;
      var d0 = FloatVector.fromArray(S, d, p);
      var d1 = FloatVector.fromArray(S, d, p + L);
      var d2 = FloatVector.fromArray(S, d, p + 2 * L);
      var d3 = FloatVector.fromArray(S, d, p + 3 * L);
      var b0 = FloatVector.broadcast(S, a[x]);
      c00 = d0.fma(b0, c00);
      c01 = d1.fma(b0, c01);
      c02 = d2.fma(b0, c02);
      c03 = d3.fma(b0, c03);
      var b1 = FloatVector.broadcast(S, a[x + 1]);
      c10 = d0.fma(b1, c10);
      c11 = d1.fma(b1, c11);
      c12 = d2.fma(b1, c12);
      c13 = d3.fma(b1, c13);
      var b2 = FloatVector.broadcast(S, a[x + 2]);
      c20 = d0.fma(b2, c20);
      c21 = d1.fma(b2, c21);
      c22 = d2.fma(b2, c22);
      c23 = d3.fma(b2, c23);
      var b3 = FloatVector.broadcast(S, a[x + 3]);
      c30 = d0.fma(b3, c30);
      c31 = d1.fma(b3, c31);
      c32 = d2.fma(b3, c32);
      c33 = d3.fma(b3, c33);
      var b4 = FloatVector.broadcast(S, a[x + 4]);
      c40 = d0.fma(b4, c40);
      c41 = d1.fma(b4, c41);
      c42 = d2.fma(b4, c42);
      c43 = d3.fma(b4, c43);
      var b5 = FloatVector.broadcast(S, a[x + 5]);
      c50 = d0.fma(b5, c50);
      c51 = d1.fma(b5, c51);
      c52 = d2.fma(b5, c52);
      c53 = d3.fma(b5, c53);
    }
    add(out, outAt, c00, c01, c02, c03);
    add(out, outAt + WIDTH, c10, c11, c12, c13);
    add(out, outAt + 2 * WIDTH, c20, c21, c22, c23);
    add(out, outAt + 3 * WIDTH, c30, c31, c32, c33);
    add(out, outAt + 4 * WIDTH, c40, c41, c42, c43);
    add(out, outAt + 5 * WIDTH, c50, c51, c52, c53);
  }

  private static void four(
      int rows, float[] a, int aAt, int aStride, float[] d, int dAt, float[] out, int outAt) {
    var c00 = FloatVector.zero(S);
    var c01 = FloatVector.zero(S);
    var c02 = FloatVector.zero(S);
    var c03 = FloatVector.zero(S);
    var c10 = FloatVector.zero(S);
    var c11 = FloatVector.zero(S);
    var c12 = FloatVector.zero(S);
    var c13 = FloatVector.zero(S);
    var c20 = FloatVector.zero(S);
    var c21 = FloatVector.zero(S);
    var c22 = FloatVector.zero(S);
    var c23 = FloatVector.zero(S);
    var c30 = FloatVector.zero(S);
    var c31 = FloatVector.zero(S);
    var c32 = FloatVector.zero(S);
    var c33 = FloatVector.zero(S);
    for (int k = 0; k < rows; k++) {
      int x = aAt + k * aStride;
      int p = dAt + k * WIDTH;
      var d0 = FloatVector.fromArray(S, d, p);
      var d1 = FloatVector.fromArray(S, d, p + L);
      var d2 = FloatVector.fromArray(S, d, p + 2 * L);
      var d3 = FloatVector.fromArray(S, d, p + 3 * L);
      var b0 = FloatVector.broadcast(S, a[x]);
      c00 = d0.fma(b0, c00);
      c01 = d1.fma(b0, c01);
      c02 = d2.fma(b0, c02);
      c03 = d3.fma(b0, c03);
      var b1 = FloatVector.broadcast(S, a[x + 1]);
      c10 = d0.fma(b1, c10);
      c11 = d1.fma(b1, c11);
      c12 = d2.fma(b1, c12);
      c13 = d3.fma(b1, c13);
      var b2 = FloatVector.broadcast(S, a[x + 2]);
      c20 = d0.fma(b2, c20);
      c21 = d1.fma(b2, c21);
      c22 = d2.fma(b2, c22);
      c23 = d3.fma(b2, c23);
      var b3 = FloatVector.broadcast(S, a[x + 3]);
      c30 = d0.fma(b3, c30);
      c31 = d1.fma(b3, c31);
      c32 = d2.fma(b3, c32);
      c33 = d3.fma(b3, c33);
    }
    add(out, outAt, c00, c01, c02, c03);
    add(out, outAt + WIDTH, c10, c11, c12, c13);
    add(out, outAt + 2 * WIDTH, c20, c21, c22, c23);
    add(out, outAt + 3 * WIDTH, c30, c31, c32, c33);
  }

  private static void two(
      int rows, float[] a, int aAt, int aStride, float[] d, int dAt, float[] out, int outAt) {
    var c00 = FloatVector.zero(S);
    var c01 = FloatVector.zero(S);
    var c02 = FloatVector.zero(S);
    var c03 = FloatVector.zero(S);
    var c10 = FloatVector.zero(S);
    var c11 = FloatVector.zero(S);
    var c12 = FloatVector.zero(S);
    var c13 = FloatVector.zero(S);
    for (int k = 0; k < rows; k++) {
      int x = aAt + k * aStride;
      int p = dAt + k * WIDTH;
      var d0 = FloatVector.fromArray(S, d, p);
      var d1 = FloatVector.fromArray(S, d, p + L);
      var d2 = FloatVector.fromArray(S, d, p + 2 * L);
      var d3 = FloatVector.fromArray(S, d, p + 3 * L);
      var b0 = FloatVector.broadcast(S, a[x]);
      c00 = d0.fma(b0, c00);
      c01 = d1.fma(b0, c01);
      c02 = d2.fma(b0, c02);
      c03 = d3.fma(b0, c03);
      var b1 = FloatVector.broadcast(S, a[x + 1]);
      c10 = d0.fma(b1, c10);
      c11 = d1.fma(b1, c11);
      c12 = d2.fma(b1, c12);
      c13 = d3.fma(b1, c13);
    }
    add(out, outAt, c00, c01, c02, c03);
    add(out, outAt + WIDTH, c10, c11, c12, c13);
  }

  private static void one(
      int rows, float[] a, int aAt, int aStride, float[] d, int dAt, float[] out, int outAt) {
    var c00 = FloatVector.zero(S);
    var c01 = FloatVector.zero(S);
    var c02 = FloatVector.zero(S);
    var c03 = FloatVector.zero(S);
    for (int k = 0; k < rows; k++) {
      int x = aAt + k * aStride;
      int p = dAt + k * WIDTH;
      var d0 = FloatVector.fromArray(S, d, p);
      var d1 = FloatVector.fromArray(S, d, p + L);
      var d2 = FloatVector.fromArray(S, d, p + 2 * L);
      var d3 = FloatVector.fromArray(S, d, p + 3 * L);
      var b0 = FloatVector.broadcast(S, a[x]);
      c00 = d0.fma(b0, c00);
      c01 = d1.fma(b0, c01);
      c02 = d2.fma(b0, c02);
      c03 = d3.fma(b0, c03);
    }
    add(out, outAt, c00, c01, c02, c03);
  }

  private static void add(
      float[] out, int at, FloatVector c0, FloatVector c1, FloatVector c2, FloatVector c3) {
    FloatVector.fromArray(S, out, at).add(c0).intoArray(out, at);
    FloatVector.fromArray(S, out, at + L).add(c1).intoArray(out, at + L);
    FloatVector.fromArray(S, out, at + 2 * L).add(c2).intoArray(out, at + 2 * L);
    FloatVector.fromArray(S, out, at + 3 * L).add(c3).intoArray(out, at + 3 * L);
  }
}
