package mer4j.recurrent;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Cleaner;

/**
 * Native memory for floats that grows when it must, is kept from step to step, and is freed with
 * its owner.
 */
final class NativeFloats implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  /** Apart from the owner, so that the cleaner does not keep the owner alive. */
  private static final class Memory implements Runnable {
    private Arena arena;

    @Override
    public synchronized void run() {
      if (arena != null) {
        arena.close();
        arena = null;
      }
    }
  }

  private final Memory memory = new Memory();
  private MemorySegment segment = MemorySegment.NULL;

  NativeFloats() {
    CLEANER.register(this, memory);
  }

  /** Makes room for this many floats; what was there before is lost if it must grow. */
  MemorySegment require(long floats) {
    if (segment.byteSize() < floats * Float.BYTES) {
      close();
      memory.arena = Arena.ofShared();
      segment = HugePages.allocate(floats * Float.BYTES, memory.arena);
    }
    return segment;
  }

  /** Copies {@code count} floats from an array to place {@code at}. */
  void write(float[] from, int index, long at, int count) {
    MemorySegment.copy(from, index, segment, ValueLayout.JAVA_FLOAT, at * Float.BYTES, count);
  }

  /** Copies {@code count} floats from place {@code at} into an array. */
  void read(long at, float[] into, int index, int count) {
    MemorySegment.copy(segment, ValueLayout.JAVA_FLOAT, at * Float.BYTES, into, index, count);
  }

  /** Frees the memory; it can be required again. */
  @Override
  public void close() {
    segment = MemorySegment.NULL;
    memory.run();
  }
}
