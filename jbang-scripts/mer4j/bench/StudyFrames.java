package mer4j.bench;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.IntStream;
import mer4j.Folders;
import mer4j.ProgressListener;
import mer4j.data.ClipTensor;
import mer4j.data.Dataset;
import mer4j.data.DatasetFeatures;
import mer4j.features.ExtractionSettings;
import mer4j.nn.FrameSource;
import mer4j.nn.GlobalScaler;

/**
 * Clips of a data set as the study's networks are fed with them: its features, cut or padded with
 * zeros to one length, all under one mean and one deviation. Random frames are kinder to a layer:
 * under one scale nearly all rows of a clip are small beside the few in Hz, and the end of a batch
 * is constant.
 *
 * <p>In the file are float32 values, least significant byte first, {@code [time][clips][rows]},
 * with nothing before or behind them.
 */
final class StudyFrames {
  static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT.withOrder(ByteOrder.LITTLE_ENDIAN);

  private StudyFrames() {}

  /**
   * Writes the frames of a case.
   *
   * @param dataset gives clips evenly spaced in its order, so that no class is left out; features
   *     that are not stored yet are extracted
   * @throws IllegalArgumentException if it has too few clips, or features of another number
   */
  static void write(Dataset dataset, RecurrentCase what, Path file, ProgressListener progress)
      throws IOException {
    var settings = ExtractionSettings.study();
    if (dataset.size() < what.clips() || settings.rows() != what.features()) {
      throw new IllegalArgumentException(
          "%s needs %d clips of %d features; data set %s has %d of %d"
              .formatted(
                  what.label(),
                  what.clips(),
                  what.features(),
                  dataset.name(),
                  dataset.size(),
                  settings.rows()));
    }
    var ids =
        IntStream.range(0, what.clips())
            .mapToObj(i -> dataset.ids().get((int) ((long) i * dataset.size() / what.clips())))
            .toList();
    var store = DatasetFeatures.ensure(dataset, settings, 1, progress);
    var scratch = Files.createTempDirectory("frames");
    int tempo = settings.firstRow("tempo");
    try (var clips =
        ClipTensor.assemble(
            store, ids, what.time(), tempo, scratch.resolve("clips.npy"), ProgressListener.NONE)) {
      write(FrameSource.of(clips, ids), file);
    } finally {
      Folders.delete(scratch);
    }
  }

  private static void write(FrameSource clips, Path file) throws IOException {
    var all = IntStream.range(0, clips.clips()).toArray();
    var scaler = GlobalScaler.fit(clips, all);
    int rows = clips.rows();
    long bytes = (long) clips.frames() * all.length * rows * Float.BYTES;
    try (var channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        var arena = Arena.ofConfined()) {
      var batch = channel.map(MapMode.READ_WRITE, 0, bytes, arena);
      var values = new float[clips.frames() * rows];
      for (int clip : all) {
        clips.copyClip(clip, values);
        scaler.apply(values, rows, clips.length(clip));
        for (int t = 0; t < clips.frames(); t++) {
          long place = ((long) t * all.length + clip) * rows * Float.BYTES;
          MemorySegment.copy(values, t * rows, batch, FLOAT, place, rows);
        }
      }
    }
  }

  /**
   * Reads the frames of a case into memory of their size, in the machine's own order of bytes.
   *
   * @throws IOException if the file is not of that size
   */
  static void read(Path file, MemorySegment into) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ);
        var arena = Arena.ofConfined()) {
      if (channel.size() != into.byteSize()) {
        throw new IOException(
            "%s has %d bytes, the frames of the case %d"
                .formatted(file, channel.size(), into.byteSize()));
      }
      var values = channel.map(MapMode.READ_ONLY, 0, into.byteSize(), arena);
      MemorySegment.copy(
          values, FLOAT, 0, into, ValueLayout.JAVA_FLOAT, 0, into.byteSize() / Float.BYTES);
    }
  }
}
