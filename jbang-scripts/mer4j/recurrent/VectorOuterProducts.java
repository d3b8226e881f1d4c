package mer4j.recurrent;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Kernels#accumulate} with the Vector API, in blocks of registers like {@link
 * VectorProducts}. Each sum begins at zero and is added to the result at its end, which loses fewer
 * digits than adding every product to the large number. No vector is passed to another method here:
 * where the compiler does not inline that, every vector becomes an object.
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
    c00.add(FloatVector.fromArray(S, out, outAt)).intoArray(out, outAt);
    c01.add(FloatVector.fromArray(S, out, outAt + L)).intoArray(out, outAt + L);
    c02.add(FloatVector.fromArray(S, out, outAt + 2 * L)).intoArray(out, outAt + 2 * L);
    c03.add(FloatVector.fromArray(S, out, outAt + 3 * L)).intoArray(out, outAt + 3 * L);
    int o1 = outAt + WIDTH;
    c10.add(FloatVector.fromArray(S, out, o1)).intoArray(out, o1);
    c11.add(FloatVector.fromArray(S, out, o1 + L)).intoArray(out, o1 + L);
    c12.add(FloatVector.fromArray(S, out, o1 + 2 * L)).intoArray(out, o1 + 2 * L);
    c13.add(FloatVector.fromArray(S, out, o1 + 3 * L)).intoArray(out, o1 + 3 * L);
    int o2 = outAt + 2 * WIDTH;
    c20.add(FloatVector.fromArray(S, out, o2)).intoArray(out, o2);
    c21.add(FloatVector.fromArray(S, out, o2 + L)).intoArray(out, o2 + L);
    c22.add(FloatVector.fromArray(S, out, o2 + 2 * L)).intoArray(out, o2 + 2 * L);
    c23.add(FloatVector.fromArray(S, out, o2 + 3 * L)).intoArray(out, o2 + 3 * L);
    int o3 = outAt + 3 * WIDTH;
    c30.add(FloatVector.fromArray(S, out, o3)).intoArray(out, o3);
    c31.add(FloatVector.fromArray(S, out, o3 + L)).intoArray(out, o3 + L);
    c32.add(FloatVector.fromArray(S, out, o3 + 2 * L)).intoArray(out, o3 + 2 * L);
    c33.add(FloatVector.fromArray(S, out, o3 + 3 * L)).intoArray(out, o3 + 3 * L);
    int o4 = outAt + 4 * WIDTH;
    c40.add(FloatVector.fromArray(S, out, o4)).intoArray(out, o4);
    c41.add(FloatVector.fromArray(S, out, o4 + L)).intoArray(out, o4 + L);
    c42.add(FloatVector.fromArray(S, out, o4 + 2 * L)).intoArray(out, o4 + 2 * L);
    c43.add(FloatVector.fromArray(S, out, o4 + 3 * L)).intoArray(out, o4 + 3 * L);
    int o5 = outAt + 5 * WIDTH;
    c50.add(FloatVector.fromArray(S, out, o5)).intoArray(out, o5);
    c51.add(FloatVector.fromArray(S, out, o5 + L)).intoArray(out, o5 + L);
    c52.add(FloatVector.fromArray(S, out, o5 + 2 * L)).intoArray(out, o5 + 2 * L);
    c53.add(FloatVector.fromArray(S, out, o5 + 3 * L)).intoArray(out, o5 + 3 * L);
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
    c00.add(FloatVector.fromArray(S, out, outAt)).intoArray(out, outAt);
    c01.add(FloatVector.fromArray(S, out, outAt + L)).intoArray(out, outAt + L);
    c02.add(FloatVector.fromArray(S, out, outAt + 2 * L)).intoArray(out, outAt + 2 * L);
    c03.add(FloatVector.fromArray(S, out, outAt + 3 * L)).intoArray(out, outAt + 3 * L);
    int o1 = outAt + WIDTH;
    c10.add(FloatVector.fromArray(S, out, o1)).intoArray(out, o1);
    c11.add(FloatVector.fromArray(S, out, o1 + L)).intoArray(out, o1 + L);
    c12.add(FloatVector.fromArray(S, out, o1 + 2 * L)).intoArray(out, o1 + 2 * L);
    c13.add(FloatVector.fromArray(S, out, o1 + 3 * L)).intoArray(out, o1 + 3 * L);
    int o2 = outAt + 2 * WIDTH;
    c20.add(FloatVector.fromArray(S, out, o2)).intoArray(out, o2);
    c21.add(FloatVector.fromArray(S, out, o2 + L)).intoArray(out, o2 + L);
    c22.add(FloatVector.fromArray(S, out, o2 + 2 * L)).intoArray(out, o2 + 2 * L);
    c23.add(FloatVector.fromArray(S, out, o2 + 3 * L)).intoArray(out, o2 + 3 * L);
    int o3 = outAt + 3 * WIDTH;
    c30.add(FloatVector.fromArray(S, out, o3)).intoArray(out, o3);
    c31.add(FloatVector.fromArray(S, out, o3 + L)).intoArray(out, o3 + L);
    c32.add(FloatVector.fromArray(S, out, o3 + 2 * L)).intoArray(out, o3 + 2 * L);
    c33.add(FloatVector.fromArray(S, out, o3 + 3 * L)).intoArray(out, o3 + 3 * L);
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
    c00.add(FloatVector.fromArray(S, out, outAt)).intoArray(out, outAt);
    c01.add(FloatVector.fromArray(S, out, outAt + L)).intoArray(out, outAt + L);
    c02.add(FloatVector.fromArray(S, out, outAt + 2 * L)).intoArray(out, outAt + 2 * L);
    c03.add(FloatVector.fromArray(S, out, outAt + 3 * L)).intoArray(out, outAt + 3 * L);
    int o1 = outAt + WIDTH;
    c10.add(FloatVector.fromArray(S, out, o1)).intoArray(out, o1);
    c11.add(FloatVector.fromArray(S, out, o1 + L)).intoArray(out, o1 + L);
    c12.add(FloatVector.fromArray(S, out, o1 + 2 * L)).intoArray(out, o1 + 2 * L);
    c13.add(FloatVector.fromArray(S, out, o1 + 3 * L)).intoArray(out, o1 + 3 * L);
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
    c00.add(FloatVector.fromArray(S, out, outAt)).intoArray(out, outAt);
    c01.add(FloatVector.fromArray(S, out, outAt + L)).intoArray(out, outAt + L);
    c02.add(FloatVector.fromArray(S, out, outAt + 2 * L)).intoArray(out, outAt + 2 * L);
    c03.add(FloatVector.fromArray(S, out, outAt + 3 * L)).intoArray(out, outAt + 3 * L);
  }
}
