package mer4j.features;

import java.util.ArrayList;
import java.util.List;
import mer4j.audio.ScratchFile;
import mer4j.dsp.FrameBlock;

/**
 * Keeps blocks of frames of one clip: so many in memory, which serves the next clip too, and the
 * others in a temporary file.
 */
final class BlockStore implements AutoCloseable {
  private final int rows;
  private final int most;
  private final List<FrameBlock> kept = new ArrayList<>();
  private final FrameBlock[] read;
  private ScratchFile file;
  private int size;

  /**
   * @param rows numbers per frame
   * @param frames number of frames to keep in memory
   */
  BlockStore(int rows, int frames) {
    this.rows = rows;
    most = frames / FrameBlock.FRAMES;
    read = new FrameBlock[] {new FrameBlock(rows), new FrameBlock(rows)};
  }

  /** Forgets all blocks, for the next clip. */
  void clear() {
    size = 0;
    close();
  }

  /** A block to be filled and then {@link #add}ed. */
  FrameBlock next() {
    if (size >= most) {
      return read[size % 2];
    }
    if (size == kept.size()) {
      kept.add(new FrameBlock(rows));
    }
    return kept.get(size);
  }

  /** Adds the block last given by {@link #next} at the end. */
  void add() {
    if (size >= most) {
      if (file == null) {
        file = new ScratchFile();
      }
      file.write(place(size), read[size % 2].byRow(), 0, rows * FrameBlock.FRAMES);
    }
    size++;
  }

  private long place(int index) {
    return (long) (index - most) * rows * FrameBlock.FRAMES;
  }

  /**
   * A block added. It is there until the next but one is asked for, and may be changed once all
   * have been added.
   */
  FrameBlock get(int index) {
    if (index < most) {
      return kept.get(index);
    }
    var block = read[index % 2];
    file.read(place(index), block.rowsToFill(), 0, rows * FrameBlock.FRAMES);
    return block;
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
      file = null;
    }
  }
}
