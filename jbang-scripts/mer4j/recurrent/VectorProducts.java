package mer4j.recurrent;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Kernels#multiply} with the Vector API. Up to six rows by four vectors of a panel are kept
 * in registers (24 of AVX-512's 32) while the sum runs, which is why it is written out at length:
 * each value of the panel that is read serves six rows, each of a row four vectors, and the
 * processor's multipliers are busy most of the time. The panel lies in native memory, at the
 * beginning of a cache line, where no vector spans two: that is a tenth faster than an array.
 */
final class VectorProducts {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** Bytes of a vector and of a row of a panel. */
  private static final long VECTOR = S.vectorByteSize();

  private static final long ROW = 4 * VECTOR;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /** Sixteen registers, as in AVX2, hold two rows. */
  static final boolean FEW_REGISTERS = System.getProperty("os.arch").equals("amd64") && L < 16;

  private VectorProducts() {}

  static void multiply(
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
    int r = 0;
    while (r < rows) {
      int left = FEW_REGISTERS ? Math.min(rows - r, 2) : rows - r;
      int x = aAt + r * aStride;
      int s = startAt + r * startStride;
      int o = outAt + r * outStride;
      switch (left) {
        case 1 -> {
          one(a, x, chunks, chunk, chunkStride, panel, panelAt, start, s, out, o);
          r += 1;
        }
        case 2, 3 -> {
          two(
              a,
              x,
              aStride,
              chunks,
              chunk,
              chunkStride,
              panel,
              panelAt,
              start,
              s,
              startStride,
              out,
              o,
              outStride);
          r += 2;
        }
        case 4, 5 -> {
          four(
              a,
              x,
              aStride,
              chunks,
              chunk,
              chunkStride,
              panel,
              panelAt,
              start,
              s,
              startStride,
              out,
              o,
              outStride);
          r += 4;
        }
        default -> {
          six(
              a,
              x,
              aStride,
              chunks,
              chunk,
              chunkStride,
              panel,
              panelAt,
              start,
              s,
              startStride,
              out,
              o,
              outStride);
          r += 6;
        }
      }
    }
  }

  private static void six(
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
    var c00 = FloatVector.fromArray(S, start, startAt);
    var c01 = FloatVector.fromArray(S, start, startAt + L);
    var c02 = FloatVector.fromArray(S, start, startAt + 2 * L);
    var c03 = FloatVector.fromArray(S, start, startAt + 3 * L);
    int s1 = startAt + startStride;
    var c10 = FloatVector.fromArray(S, start, s1);
    var c11 = FloatVector.fromArray(S, start, s1 + L);
    var c12 = FloatVector.fromArray(S, start, s1 + 2 * L);
    var c13 = FloatVector.fromArray(S, start, s1 + 3 * L);
    int s2 = startAt + 2 * startStride;
    var c20 = FloatVector.fromArray(S, start, s2);
    var c21 = FloatVector.fromArray(S, start, s2 + L);
    var c22 = FloatVector.fromArray(S, start, s2 + 2 * L);
    var c23 = FloatVector.fromArray(S, start, s2 + 3 * L);
    int s3 = startAt + 3 * startStride;
    var c30 = FloatVector.fromArray(S, start, s3);
    var c31 = FloatVector.fromArray(S, start, s3 + L);
    var c32 = FloatVector.fromArray(S, start, s3 + 2 * L);
    var c33 = FloatVector.fromArray(S, start, s3 + 3 * L);
    int s4 = startAt + 4 * startStride;
    var c40 = FloatVector.fromArray(S, start, s4);
    var c41 = FloatVector.fromArray(S, start, s4 + L);
    var c42 = FloatVector.fromArray(S, start, s4 + 2 * L);
    var c43 = FloatVector.fromArray(S, start, s4 + 3 * L);
    int s5 = startAt + 5 * startStride;
    var c50 = FloatVector.fromArray(S, start, s5);
    var c51 = FloatVector.fromArray(S, start, s5 + L);
    var c52 = FloatVector.fromArray(S, start, s5 + 2 * L);
    var c53 = FloatVector.fromArray(S, start, s5 + 3 * L);
    long w = panelAt * Float.BYTES;
    for (int c = 0; c < chunks; c++) {
      int x0 = aAt + c * chunkStride;
      int x1 = x0 + aStride;
      int x2 = x0 + 2 * aStride;
      int x3 = x0 + 3 * aStride;
      int x4 = x0 + 4 * aStride;
      int x5 = x0 + 5 * aStride;
      for (int k = 0; k < chunk; k++) {
        var w0 = FloatVector.fromMemorySegment(S, panel, w + k * ROW, ORDER);
        var w1 = FloatVector.fromMemorySegment(S, panel, w + k * ROW + VECTOR, ORDER);
        var w2 = FloatVector.fromMemorySegment(S, panel, w + k * ROW + 2 * VECTOR, ORDER);
        var w3 = FloatVector.fromMemorySegment(S, panel, w + k * ROW + 3 * VECTOR, ORDER);
        var b0 = FloatVector.broadcast(S, a[x0 + k]);
        c00 = w0.fma(b0, c00);
        c01 = w1.fma(b0, c01);
        c02 = w2.fma(b0, c02);
        c03 = w3.fma(b0, c03);
        var b1 = FloatVector.broadcast(S, a[x1 + k]);
        c10 = w0.fma(b1, c10);
        c11 = w1.fma(b1, c11);
        c12 = w2.fma(b1, c12);
        c13 = w3.fma(b1, c13);
        var b2 = FloatVector.broadcast(S, a[x2 + k]);
        c20 = w0.fma(b2, c20);
        c21 = w1.fma(b2, c21);
        c22 = w2.fma(b2, c22);
        c23 = w3.fma(b2, c23);
        var b3 = FloatVector.broadcast(S, a[x3 + k]);
        c30 = w0.fma(b3, c30);
        c31 = w1.fma(b3, c31);
        c32 = w2.fma(b3, c32);
        c33 = w3.fma(b3, c33);
        var b4 = FloatVector.broadcast(S, a[x4 + k]);
        c40 = w0.fma(b4, c40);
        c41 = w1.fma(b4, c41);
        c42 = w2.fma(b4, c42);
        c43 = w3.fma(b4, c43);
        var b5 = FloatVector.broadcast(S, a[x5 + k]);
        c50 = w0.fma(b5, c50);
        c51 = w1.fma(b5, c51);
        c52 = w2.fma(b5, c52);
        c53 = w3.fma(b5, c53);
      }
      w += chunk * ROW;
    }
    c00.intoArray(out, outAt);
    c01.intoArray(out, outAt + L);
    c02.intoArray(out, outAt + 2 * L);
    c03.intoArray(out, outAt + 3 * L);
    int o1 = outAt + outStride;
    c10.intoArray(out, o1);
    c11.intoArray(out, o1 + L);
    c12.intoArray(out, o1 + 2 * L);
    c13.intoArray(out, o1 + 3 * L);
    int o2 = outAt + 2 * outStride;
    c20.intoArray(out, o2);
    c21.intoArray(out, o2 + L);
    c22.intoArray(out, o2 + 2 * L);
    c23.intoArray(out, o2 + 3 * L);
    int o3 = outAt + 3 * outStride;
    c30.intoArray(out, o3);
    c31.intoArray(out, o3 + L);
    c32.intoArray(out, o3 + 2 * L);
    c33.intoArray(out, o3 + 3 * L);
    int o4 = outAt + 4 * outStride;
    c40.intoArray(out, o4);
    c41.intoArray(out, o4 + L);
    c42.intoArray(out, o4 + 2 * L);
    c43.intoArray(out, o4 + 3 * L);
    int o5 = outAt + 5 * outStride;
    c50.intoArray(out, o5);
    c51.intoArray(out, o5 + L);
    c52.intoArray(out, o5 + 2 * L);
    c53.intoArray(out, o5 + 3 * L);
  }

  private static void four(
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
    var c00 = FloatVector.fromArray(S, start, startAt);
    var c01 = FloatVector.fromArray(S, start, startAt + L);
    var c02 = FloatVector.fromArray(S, start, startAt + 2 * L);
    var c03 = FloatVector.fromArray(S, start, startAt + 3 * L);
    int s1 = startAt + startStride;
    var c10 = FloatVector.fromArray(S, start, s1);
    var c11 = FloatVector.fromArray(S, start, s1 + L);
    var c12 = FloatVector.fromArray(S, start, s1 + 2 * L);
    var c13 = FloatVector.fromArray(S, start, s1 + 3 * L);
    int s2 = startAt + 2 * startStride;
    var c20 = FloatVector.fromArray(S, start, s2);
    var c21 = FloatVector.fromArray(S, start, s2 + L);
    var c22 = FloatVector.fromArray(S, start, s2 + 2 * L);
    var c23 = FloatVector.fromArray(S, start, s2 + 3 * L);
    int s3 = startAt + 3 * startStride;
    var c30 = FloatVector.fromArray(S, start, s3);
    var c31 = FloatVector.fromArray(S, start, s3 + L);
    var c32 = FloatVector.fromArray(S, start, s3 + 2 * L);
    var c33 = FloatVector.fromArray(S, start, s3 + 3 * L);
    long w = panelAt * Float.BYTES;
    for (int c = 0; c < chunks; c++) {
      int x0 = aAt + c * chunkStride;
      int x1 = x0 + aStride;
      int x2 = x0 + 2 * aStride;
      int x3 = x0 + 3 * aStride;
      for (int k = 0; k < chunk; k++) {
        var w0 = FloatVector.fromMemorySegment(S, panel, w + k * ROW, ORDER);
        var w1 = FloatVector.fromMemorySegment(S, panel, w + k * ROW + VECTOR, ORDER);
        var w2 = FloatVector.fromMemorySegment(S, panel, w + k * ROW + 2 * VECTOR, ORDER);
        var w3 = FloatVector.fromMemorySegment(S, panel, w + k * ROW + 3 * VECTOR, ORDER);
        var b0 = FloatVector.broadcast(S, a[x0 + k]);
        c00 = w0.fma(b0, c00);
        c01 = w1.fma(b0, c01);
        c02 = w2.fma(b0, c02);
        c03 = w3.fma(b0, c03);
        var b1 = FloatVector.broadcast(S, a[x1 + k]);
        c10 = w0.fma(b1, c10);
        c11 = w1.fma(b1, c11);
        c12 = w2.fma(b1, c12);
        c13 = w3.fma(b1, c13);
        var b2 = FloatVector.broadcast(S, a[x2 + k]);
        c20 = w0.fma(b2, c20);
        c21 = w1.fma(b2, c21);
        c22 = w2.fma(b2, c22);
        c23 = w3.fma(b2, c23);
        var b3 = FloatVector.broadcast(S, a[x3 + k]);
        c30 = w0.fma(b3, c30);
        c31 = w1.fma(b3, c31);
        c32 = w2.fma(b3, c32);
        c33 = w3.fma(b3, c33);
      }
      w += chunk * ROW;
    }
    c00.intoArray(out, outAt);
    c01.intoArray(out, outAt + L);
    c02.intoArray(out, outAt + 2 * L);
    c03.intoArray(out, outAt + 3 * L);
    int o1 = outAt + outStride;
    c10.intoArray(out, o1);
    c11.intoArray(out, o1 + L);
    c12.intoArray(out, o1 + 2 * L);
    c13.intoArray(out, o1 + 3 * L);
    int o2 = outAt + 2 * outStride;
    c20.intoArray(out, o2);
    c21.intoArray(out, o2 + L);
    c22.intoArray(out, o2 + 2 * L);
    c23.intoArray(out, o2 + 3 * L);
    int o3 = outAt + 3 * outStride;
    c30.intoArray(out, o3);
    c31.intoArray(out, o3 + L);
    c32.intoArray(out, o3 + 2 * L);
    c33.intoArray(out, o3 + 3 * L);
  }

  private static void two(
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
    var c00 = FloatVector.fromArray(S, start, startAt);
    var c01 = FloatVector.fromArray(S, start, startAt + L);
    var c02 = FloatVector.fromArray(S, start, startAt + 2 * L);
    var c03 = FloatVector.fromArray(S, start, startAt + 3 * L);
    int s1 = startAt + startStride;
    var c10 = FloatVector.fromArray(S, start, s1);
    var c11 = FloatVector.fromArray(S, start, s1 + L);
    var c12 = FloatVector.fromArray(S, start, s1 + 2 * L);
    var c13 = FloatVector.fromArray(S, start, s1 + 3 * L);
    long w = panelAt * Float.BYTES;
    for (int c = 0; c < chunks; c++) {
      int x0 = aAt + c * chunkStride;
      int x1 = x0 + aStride;
      for (int k = 0; k < chunk; k++) {
        var w0 = FloatVector.fromMemorySegment(S, panel, w + k * ROW, ORDER);
        var w1 = FloatVector.fromMemorySegment(S, panel, w + k * ROW + VECTOR, ORDER);
        var w2 = FloatVector.fromMemorySegment(S, panel, w + k * ROW + 2 * VECTOR, ORDER);
        var w3 = FloatVector.fromMemorySegment(S, panel, w + k * ROW + 3 * VECTOR, ORDER);
        var b0 = FloatVector.broadcast(S, a[x0 + k]);
        c00 = w0.fma(b0, c00);
        c01 = w1.fma(b0, c01);
        c02 = w2.fma(b0, c02);
        c03 = w3.fma(b0, c03);
        var b1 = FloatVector.broadcast(S, a[x1 + k]);
        c10 = w0.fma(b1, c10);
        c11 = w1.fma(b1, c11);
        c12 = w2.fma(b1, c12);
        c13 = w3.fma(b1, c13);
      }
      w += chunk * ROW;
    }
    c00.intoArray(out, outAt);
    c01.intoArray(out, outAt + L);
    c02.intoArray(out, outAt + 2 * L);
    c03.intoArray(out, outAt + 3 * L);
    int o1 = outAt + outStride;
    c10.intoArray(out, o1);
    c11.intoArray(out, o1 + L);
    c12.intoArray(out, o1 + 2 * L);
    c13.intoArray(out, o1 + 3 * L);
  }

  private static void one(
      float[] a,
      int aAt,
      int chunks,
      int chunk,
      int chunkStride,
      MemorySegment panel,
      long panelAt,
      float[] start,
      int startAt,
      float[] out,
      int outAt) {
    var c00 = FloatVector.fromArray(S, start, startAt);
    var c01 = FloatVector.fromArray(S, start, startAt + L);
    var c02 = FloatVector.fromArray(S, start, startAt + 2 * L);
    var c03 = FloatVector.fromArray(S, start, startAt + 3 * L);
    long w = panelAt * Float.BYTES;
    for (int c = 0; c < chunks; c++) {
      int x0 = aAt + c * chunkStride;
      for (int k = 0; k < chunk; k++) {
        var w0 = FloatVector.fromMemorySegment(S, panel, w + k * ROW, ORDER);
        var w1 = FloatVector.fromMemorySegment(S, panel, w + k * ROW + VECTOR, ORDER);
        var w2 = FloatVector.fromMemorySegment(S, panel, w + k * ROW + 2 * VECTOR, ORDER);
        var w3 = FloatVector.fromMemorySegment(S, panel, w + k * ROW + 3 * VECTOR, ORDER);
        var b0 = FloatVector.broadcast(S, a[x0 + k]);
        c00 = w0.fma(b0, c00);
        c01 = w1.fma(b0, c01);
        c02 = w2.fma(b0, c02);
        c03 = w3.fma(b0, c03);
      }
      w += chunk * ROW;
    }
    c00.intoArray(out, outAt);
    c01.intoArray(out, outAt + L);
    c02.intoArray(out, outAt + 2 * L);
    c03.intoArray(out, outAt + 3 * L);
  }
}
