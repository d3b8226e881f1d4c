package mer4j.nn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import mer4j.recurrent.Cell;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains in a process of its own and tells how much memory that process has (Linux only): lines of
 * a name and a number of MB, for {@link TrainingMemoryTest}.
 */
final class TrainingMemory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private TrainingMemory() {}

  /** Whether this system tells what {@link #main} asks for. */
  static boolean isTold() {
    return Files.isReadable(STATUS);
  }

  /**
   * Takes steps.
   *
   * @param arguments cell, directions, frames, rows, clips, units, classes, steps before the first
   *     that counts, steps that count
   */
  public static void main(String[] arguments) throws IOException {
    var cell = Cell.valueOf(arguments[0]);
    var sizes = Arrays.stream(arguments).skip(1).mapToInt(Integer::parseInt).toArray();
    int clips = sizes[3];
    int classes = sizes[5];
    var settings =
        NetworkSettings.published(RecurrentKind.LSTM, sizes[2], classes)
            .with(
                its ->
                    its.hidden(sizes[4])
                        .batch(clips)
                        .masked(true)
                        .cell(cell)
                        .directions(sizes[0])
                        .randomInitialState(cell == Cell.LSTM && sizes[0] == 1));
    tell("idle", "VmRSS");
    var source = noise(clips, sizes[1], sizes[2]);
    var batch = IntStream.range(0, clips).toArray();
    var labels = GoldenNetworks.toyLabels(clips, classes);
    try (var model = RecurrentModel.create(settings)) {
      var updater = model.updater();
      try (var reader = new BatchReader(settings, source, new GlobalScaler(0, 1))) {
        for (int step = -sizes[6]; step < sizes[7]; step++) {
          if (step == 0) {
            tell("before", "RssAnon");
          }
          var gradient = model.gradient(reader.read(batch), labels, step);
          model.step(gradient, updater);
        }
        tell("peak", "VmHWM");
        tell("kept", "RssAnon");
      }
    }
    tell("released", "RssAnon");
  }

  /** Clips of different lengths. */
  private static FrameSource noise(int clips, int frames, int rows) {
    var values = new float[frames * rows];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 2654435761L >>> 8 & 0xFFFF) / 65536f - .5f;
    }
    var all = GoldenNetworks.source(values, 1, frames, rows, null);
    return new FrameSource() {
      @Override
      public int clips() {
        return clips;
      }

      @Override
      public int frames() {
        return frames;
      }

      @Override
      public int rows() {
        return rows;
      }

      @Override
      public int length(int clip) {
        return frames - clip * frames / (2 * clips);
      }

      @Override
      public void copyFrames(int clip, int from, int count, float[] into, int at) {
        all.copyFrames(0, from, count, into, at);
      }
    };
  }

  private static void tell(String name, String field) throws IOException {
    // what nobody refers to any more goes: arrays outside of the heap are freed with their objects
    for (int i = 0; i < 3; i++) {
      System.gc();
      Nd4j.getMemoryManager().invokeGc();
    }
    try (var lines = Files.lines(STATUS)) {
      var line = lines.filter(l -> l.startsWith(field + ":")).findFirst().orElseThrow();
      System.out.println(name + " " + Long.parseLong(line.replaceAll("\\D", "")) / 1024);
    }
  }
}
