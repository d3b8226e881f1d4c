package mer4j.dsp;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import mer4j.audio.AudioLoader;

/**
 * Measures the processor time of the tonal stages on real clips: no test, run by hand, {@code java
 * ... mer4j.dsp.TonalTiming FOLDER [CLIPS [ROUNDS]]}. Prints milliseconds per 30 seconds of sound
 * at 22050 Hz, in one thread, after two rounds over the clips to warm up; of the rounds the fastest
 * counts, stage by stage, so that other work on the machine disturbs less.
 */
final class TonalTiming {
  private static final int SAMPLE_RATE = 22_050;

  private record Clip(float[] samples, double tuning) {}

  private final Map<String, Long> nanoseconds = new LinkedHashMap<>();

  private TonalTiming() {}

  public static void main(String[] args) throws IOException {
    int count = args.length > 1 ? Integer.parseInt(args[1]) : 20;
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 5;
    var clips = clips(Path.of(args[0]), count);
    var timing = new TonalTiming();
    for (int i = 0; i < 2; i++) {
      timing.round(clips);
    }
    var least = new LinkedHashMap<String, Long>();
    for (int i = 0; i < rounds; i++) {
      timing.nanoseconds.clear();
      timing.round(clips);
      timing.nanoseconds.forEach((stage, time) -> least.merge(stage, time, Math::min));
    }
    double seconds = clips.stream().mapToDouble(c -> c.samples.length).sum() / SAMPLE_RATE;
    least.forEach(
        (stage, time) ->
            System.out.printf(Locale.ROOT, "%-16s %7.3f ms%n", stage, time * 1e-6 * 30 / seconds));
  }

  private static List<Clip> clips(Path folder, int count) throws IOException {
    var clips = new ArrayList<Clip>();
    try (var files = Files.list(folder)) {
      var all = files.sorted().toList();
      for (int i = 0; i < count; i++) {
        var file = all.get((int) ((long) i * all.size() / count));
        var samples = AudioLoader.load(file, SAMPLE_RATE).samples();
        var magnitude = new Stft().spectra(samples).magnitude();
        clips.add(new Clip(samples, TuningEstimator.estimate(magnitude, SAMPLE_RATE, 36)));
      }
    }
    return clips;
  }

  private void round(List<Clip> clips) {
    var cqt = new ChromaCqt(SAMPLE_RATE);
    var vqt = new ChromaVqt(SAMPLE_RATE);
    for (var clip : clips) {
      var chain = timed("chain", () -> new OctaveChain(clip.samples));
      timed("halvings", () -> chain.level(6));
      // The first use of a tuning makes its filters.
      timed("cqt, first use", () -> cqt.sums(chain, clip.tuning));
      var sums = timed("cqt", () -> cqt.sums(chain, clip.tuning));
      var chroma = ChromaCqt.normalize(sums);
      timed("tonnetz", () -> Tonnetz.of(chroma));
      timed("cens", () -> ChromaCens.of(sums));
      timed("vqt", () -> vqt.apply(chain));
    }
  }

  private <T> T timed(String stage, Supplier<T> work) {
    var threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    var result = work.get();
    nanoseconds.merge(stage, threads.getCurrentThreadCpuTime() - start, Long::sum);
    return result;
  }
}
