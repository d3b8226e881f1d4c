package mer4j.data;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import mer4j.Folders;
import mer4j.ProgressListener;
import mer4j.audio.AudioLoader;
import mer4j.features.Failure;
import mer4j.features.Sha256;

/**
 * Makes a larger data set out of another one: every clip, and variants of it beside it.
 *
 * <p>The originals are linked (copied, where the file system has no links), so that their sound and
 * features stay what they were; variants are computed at the clip's own rate from the mean of its
 * channels and written as 16-bit WAV, what lies beyond full scale being clipped, as in the study.
 * The same settings and seed give the same bytes, in whatever order and by however many threads. A
 * run that was stopped goes on with the clips that are not done. {@link Datasets#open} reads the
 * folder, once it is complete; how features are computed, and an official division, are the
 * source's.
 */
public final class DatasetAugmentation {
  private final Dataset source;
  private final Options options;
  private final List<String> suffixes;
  private final AugmentedFolder folder;
  private final ProgressListener progress;
  private int done;

  /**
   * Settings.
   *
   * @param variants what is made of every clip, beside the clip itself
   * @param seed what everything drawn follows from
   * @param jobs clips worked on at once
   */
  public record Options(List<Variant> variants, long seed, int jobs) {
    /** Seed where nobody says otherwise. The study used none. */
    public static final long SEED = 602;

    /**
     * @throws IllegalArgumentException if there is no variant or no thread
     */
    public Options {
      variants = List.copyOf(variants);
      if (variants.isEmpty() || jobs < 1) {
        throw new IllegalArgumentException(
            "augmentation needs one variant and one thread at least, not %s and %d"
                .formatted(variants, jobs));
      }
    }
  }

  /**
   * What was made.
   *
   * @param clips number of clips of the new set
   * @param made variants computed now; the others were there
   * @param failures recordings that cannot be decoded
   */
  public record Report(int clips, int made, List<Failure> failures) {}

  private DatasetAugmentation(
      Dataset source, Options options, AugmentedFolder folder, ProgressListener progress) {
    this.source = source;
    this.options = options;
    this.suffixes = Variant.suffixes(options.variants());
    this.folder = folder;
    this.progress = progress;
  }

  /**
   * Makes the set.
   *
   * @param output a new folder, or one in which a run with the same settings was stopped
   * @param progress told about clips of the new set
   * @throws IllegalArgumentException if the folder holds something else, or lies inside the
   *     source's, or the source is an augmented set itself
   * @throws IOException if the folder cannot be written; InterruptedIOException if the thread is
   *     interrupted, what is made stays
   */
  public static Report write(
      Dataset source, Options options, Path output, ProgressListener progress) throws IOException {
    if (source.facts().augmented()) {
      throw new IllegalArgumentException(
          source.name() + " is an augmented set already; augment the one it was made from");
    }
    if (Folders.isInside(output, source.folder())) {
      throw new IllegalArgumentException(
          output + " lies inside the data set's folder " + source.folder());
    }
    var settings = AugmentedSettings.of(source, options);
    try (var folder = AugmentedFolder.open(output, settings)) {
      var augmentation = new DatasetAugmentation(source, options, folder, progress);
      return augmentation.run();
    }
  }

  private Report run() throws IOException {
    int total = source.size() * (1 + suffixes.size());
    int before = folder.rows().size();
    progress.update(0, total, "");
    var failures = new ArrayList<Failure>();
    var tasks = new ArrayList<Callable<Void>>();
    for (var clip : source.clips()) {
      tasks.add(() -> augment(clip, total, failures));
    }
    var pool =
        Executors.newFixedThreadPool(
            Math.min(options.jobs(), source.size()), Thread.ofPlatform().daemon().factory());
    try {
      for (var result : pool.invokeAll(tasks)) {
        result.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("augmenting was stopped; run it again to go on");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      pool.shutdownNow();
      pool.close(); // waits for the file at hand
    }
    failures.sort(java.util.Comparator.comparing(Failure::source));
    folder.finish(source, failures);
    return new Report(folder.rows().size(), folder.rows().size() - before, failures);
  }

  private Void augment(Clip clip, int total, List<Failure> failures) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("augmenting was stopped; run it again to go on");
    }
    if (!isDone(clip)) {
      try {
        make(clip);
      } catch (AudioFailure | IllegalArgumentException e) {
        synchronized (failures) {
          failures.add(new Failure(clip.id(), e.getMessage()));
        }
      }
    }
    synchronized (progress) {
      done += 1 + suffixes.size();
      progress.update(done, total, clip.id());
    }
    return null;
  }

  private boolean isDone(Clip clip) throws IOException {
    boolean all = folder.isWhole(clip.id());
    for (var suffix : suffixes) {
      all = all && folder.isWhole(clip.id() + suffix);
    }
    return all;
  }

  /** A recording that cannot be decoded: the others are made. */
  private static final class AudioFailure extends IOException {
    private static final long serialVersionUID = 1;

    private AudioFailure(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  private void make(Clip clip) throws IOException {
    mer4j.audio.MonoSignal signal;
    try {
      signal = AudioLoader.loadNative(clip.audio());
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw new AudioFailure(e);
    }
    folder.link(clip, source, signal);
    for (int i = 0; i < suffixes.size(); i++) {
      if (folder.isWhole(clip.id() + suffixes.get(i))) {
        continue;
      }
      var variant = options.variants().get(i);
      var samples =
          variant.apply(signal.samples(), signal.sampleRate(), seed(clip.id() + suffixes.get(i)));
      folder.write(clip, source, suffixes.get(i), variant, samples, signal.sampleRate());
    }
  }

  /** A seed of its own for every clip, so that neither order nor selection of clips matters. */
  private long seed(String id) {
    var digest = Sha256.of(options.seed() + "/" + id);
    return Long.parseUnsignedLong(digest.substring(0, 16), 16);
  }
}
