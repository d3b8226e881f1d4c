package mer4j.bench;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A process that times one layer, the counterpart of {@code bench/torch_recurrent.py}. Arguments:
 * engine, kind, size, {@code training} or {@code inference}, threads, steps to warm up, steps that
 * count, file for the times.
 */
final class LayerProcess {
  private LayerProcess() {}

  /** Times the layer and writes the file. */
  public static void main(String[] args) throws IOException {
    StepTime.write(
        Path.of(args[7]),
        LayerTimer.run(
            LayerTimer.Engine.valueOf(args[0]),
            RecurrentCase.parse(args[1], args[2], args[3]),
            Integer.parseInt(args[4]),
            Integer.parseInt(args[5]),
            Integer.parseInt(args[6])));
  }
}
