package mer4j.bench;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.SplittableRandom;
import mer4j.recurrent.HugePages;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays {@code [clips][values][time]} that lie in memory time-major, on large pages. */
final class LayerInput {
  private LayerInput() {}

  /** Normal noise. */
  static INDArray noise(RecurrentCase size, int values, long seed) {
    var array = empty(size, values);
    var memory = memory(array);
    var random = new SplittableRandom(seed);
    for (long i = 0; i < array.length(); i++) {
      memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) random.nextGaussian());
    }
    return array.permute(1, 2, 0);
  }

  /** The frames of a case, from a file that {@link StudyFrames} wrote. */
  static INDArray frames(RecurrentCase size, Path file) throws IOException {
    var array = empty(size, size.features());
    StudyFrames.read(file, memory(array));
    return array.permute(1, 2, 0);
  }

  private static INDArray empty(RecurrentCase size, int values) {
    long[] shape = {size.time(), size.clips(), values};
    return Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
  }

  private static MemorySegment memory(INDArray array) {
    return HugePages.advise(
        MemorySegment.ofAddress(array.data().address()).reinterpret(array.length() * Float.BYTES));
  }
}
