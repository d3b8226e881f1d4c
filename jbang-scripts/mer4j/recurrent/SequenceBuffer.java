package mer4j.recurrent;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Turns a batch that lies in memory in another order into {@code [time][clips][values]}, in memory
 * of its own that is kept from batch to batch.
 */
public final class SequenceBuffer implements AutoCloseable {
  /** Steps of a clip that are turned together. */
  private static final int TILE = 64;

  /** Values of a cache line. */
  private static final int LINE = 16;

  private final NativeFloats memory = new NativeFloats();

  /** A buffer without memory yet. */
  public SequenceBuffer() {}

  /**
   * Where value v of clip b at time t lies: at {@code b * clipStride + v * valueStride + t *
   * timeStride} floats from the beginning of the memory.
   */
  public record Order(long clipStride, long valueStride, long timeStride) {}

  /**
   * Copies a batch.
   *
   * @return the copy, good until the next call
   */
  public Sequences copy(MemorySegment source, Order order, int clips, int time, int values) {
    var target = memory.require((long) clips * time * values);
    var copy = Sequences.timeMajor(target, clips, time, values);
    int blocks = Math.ceilDiv(time, TILE);
    int parts = Math.min(Workers.threads(), blocks);
    Workers.run(
        parts,
        part -> {
          for (int block = part; block < blocks; block += parts) {
            int from = block * TILE;
            int to = Math.min(from + TILE, time);
            if (order.clipStride() == 1 && order.valueStride() == clips) {
              turnSteps(source, order, copy, from, to);
            } else if (order.timeStride() == 1) {
              turnClips(source, order, copy, from, to);
            } else {
              collect(source, order, copy, from, to);
            }
          }
        });
    return copy;
  }

  /** From {@code [time][values][clips]}. */
  private void turnSteps(MemorySegment source, Order order, Sequences copy, int from, int to) {
    int size = copy.clips() * copy.values();
    var before = new float[size];
    var after = new float[size];
    for (int t = from; t < to; t++) {
      long at = t * order.timeStride() * Float.BYTES;
      MemorySegment.copy(source, ValueLayout.JAVA_FLOAT, at, before, 0, size);
      turn(before, copy.values(), copy.clips(), after);
      memory.write(after, 0, (long) t * size, size);
    }
  }

  /** From {@code [clips][values][time]}. */
  private void turnClips(MemorySegment source, Order order, Sequences copy, int from, int to) {
    int steps = to - from;
    int values = copy.values();
    var before = new float[values * steps];
    var after = new float[values * steps];
    for (int clip = 0; clip < copy.clips(); clip++) {
      for (int v = 0; v < values; v++) {
        long at = clip * order.clipStride() + v * order.valueStride() + from;
        MemorySegment.copy(
            source, ValueLayout.JAVA_FLOAT, at * Float.BYTES, before, v * steps, steps);
      }
      turn(before, values, steps, after);
      for (int t = 0; t < steps; t++) {
        copy.write(clip, from + t, after, t * values);
      }
    }
  }

  private static void collect(MemorySegment source, Order order, Sequences copy, int from, int to) {
    var step = new float[copy.values()];
    for (int t = from; t < to; t++) {
      for (int clip = 0; clip < copy.clips(); clip++) {
        long at = clip * order.clipStride() + t * order.timeStride();
        for (int v = 0; v < step.length; v++) {
          step[v] = source.getAtIndex(ValueLayout.JAVA_FLOAT, at + v * order.valueStride());
        }
        copy.write(clip, t, step, 0);
      }
    }
  }

  /** Turns {@code [rows][columns]} into {@code [columns][rows]}, a cache line at a time. */
  private static void turn(float[] before, int rows, int columns, float[] after) {
    for (int first = 0; first < rows; first += LINE) {
      int last = Math.min(first + LINE, rows);
      for (int column = 0; column < columns; column++) {
        for (int row = first; row < last; row++) {
          after[column * rows + row] = before[row * columns + column];
        }
      }
    }
  }

  /** Frees the memory; the next call gets it anew. */
  @Override
  public void close() {
    memory.close();
  }
}
