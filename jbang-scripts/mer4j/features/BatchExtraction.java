package mer4j.features;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import mer4j.ProgressListener;
import mer4j.audio.AudioLoader;
import mer4j.audio.Recording;
import mer4j.audio.ScratchSignal;
import mer4j.features.StoreWriter.OutputException;

/**
 * Extracts the features of many clips into a folder that {@link FeatureStore} reads.
 *
 * <p>Several clips are worked on at once, each by one thread; memory grows with the number of
 * threads and the length of the longest clips, not with the number of clips. A clip whose recording
 * and settings have not changed, and whose stored array is whole, is skipped. A clip that cannot be
 * used is listed in {@code failures.csv}, without hindering the others; a folder that cannot be
 * written ends the run. The run can be killed at any moment and started again: it continues with
 * the clips that were not stored.
 */
public final class BatchExtraction {
  private static final int RATE_WINDOW = 64;

  /** How often a file that changes while it is read is read again. */
  private static final int READINGS = 3;

  private final List<SourceClip> clips;
  private final ExtractionSettings settings;
  private final String settingsDigest;
  private final StoreWriter store;
  private final ProgressListener progress;

  private final AtomicInteger next = new AtomicInteger();
  private volatile boolean stopped;

  // Guarded by this.
  private final List<Failure> failures = new ArrayList<>();
  private final ArrayDeque<Long> finishTimes = new ArrayDeque<>();
  private int done;
  private int skipped;
  private int finished;
  private double audioSeconds;

  private BatchExtraction(
      List<SourceClip> clips,
      ExtractionSettings settings,
      StoreWriter store,
      ProgressListener progress) {
    this.clips = clips;
    this.settings = settings;
    this.settingsDigest = settings.digest();
    this.store = store;
    this.progress = progress;
  }

  /**
   * Extracts clips.
   *
   * @param clips what to extract, ids all different
   * @param settings what to compute
   * @param output folder to write to; made if it is not there
   * @param jobs clips worked on at once, at least 1
   * @param progress told of every clip finished, with clips per second and the time left
   * @throws IllegalArgumentException if two clips have one id, {@code jobs} is below 1, or the
   *     folder holds a {@code manifest.csv} that is not an extraction's
   * @throws InterruptedIOException if the calling thread is interrupted: everything stored so far
   *     is kept and a further run continues
   * @throws IOException if the folder cannot be written, or another extraction is writing to it
   */
  public static ExtractionReport run(
      List<SourceClip> clips,
      ExtractionSettings settings,
      Path output,
      int jobs,
      ProgressListener progress)
      throws IOException {
    return run(new ClipInputs(clips, List.of()), settings, output, jobs, progress);
  }

  /**
   * Extracts the clips found under files and folders; inputs that were skipped in the search are
   * listed among the failures.
   *
   * @see #run(List, ExtractionSettings, Path, int, ProgressListener)
   */
  public static ExtractionReport run(
      ClipInputs inputs,
      ExtractionSettings settings,
      Path output,
      int jobs,
      ProgressListener progress)
      throws IOException {
    if (jobs < 1) {
      throw new IllegalArgumentException("jobs must be at least 1; given " + jobs);
    }
    var names = new HashMap<String, SourceClip>();
    for (var clip : inputs.clips()) {
      for (var name : FeatureStore.fileNames(clip.id(), settings)) {
        var other = names.put(name, clip);
        if (other != null) {
          throw new IllegalArgumentException(
              "%s and %s would both be stored as %s.npy"
                  .formatted(other.audio(), clip.audio(), name));
        }
      }
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("stopped before the first clip; run again to continue");
    }
    long start = System.nanoTime();
    try (var store = StoreWriter.open(output)) {
      var batch = new BatchExtraction(inputs.clips(), settings, store, progress);
      batch.failures.addAll(inputs.skipped());
      boolean interrupted = batch.work(jobs);
      if (!interrupted) {
        batch.removeOutdated(names);
      }
      batch.failures.sort(Comparator.comparing(Failure::source).thenComparing(Failure::reason));
      store.finish(batch.withEarlierFailures(FeatureStore.readFailures(output)));
      if (interrupted) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException(
            "stopped after %d of %d clips; run again to continue"
                .formatted(batch.done + batch.skipped, inputs.clips().size()));
      }
      return new ExtractionReport(
          batch.done,
          batch.skipped,
          List.copyOf(batch.failures),
          (System.nanoTime() - start) / 1e9,
          batch.audioSeconds);
    }
  }

  /** Works through all clips; whether the calling thread was interrupted meanwhile. */
  private boolean work(int jobs) throws IOException {
    boolean interrupted = false;
    try (var executor =
        Executors.newFixedThreadPool(
            Math.min(jobs, Math.max(1, clips.size())),
            Thread.ofPlatform().name("extract-", 1).daemon().factory())) {
      var workers = new ArrayList<Future<?>>();
      for (int i = 0; i < jobs && i < clips.size(); i++) {
        workers.add(executor.submit(this::workOnClips));
      }
      for (int i = 0; i < workers.size(); ) {
        try {
          workers.get(i).get();
          i++;
        } catch (InterruptedException e) {
          interrupted = true;
          stopped = true;
          executor.shutdownNow();
        } catch (ExecutionException e) {
          stopped = true;
          executor.shutdownNow();
          if (e.getCause() instanceof Error error) {
            throw error;
          }
          if (e.getCause() instanceof OutputException output) {
            throw output;
          }
          throw new IOException("extraction failed: " + e.getCause(), e.getCause());
        }
      }
    }
    return interrupted;
  }

  private Void workOnClips() throws OutputException {
    try (var samples = ScratchSignal.create(0)) {
      workThrough(new FeatureExtractor(settings), samples);
    }
    return null;
  }

  private void workThrough(FeatureExtractor extractor, ScratchSignal samples)
      throws OutputException {
    for (int i; !stopped && (i = next.getAndIncrement()) < clips.size(); ) {
      var clip = clips.get(i);
      try {
        double seconds = extract(clip, extractor, samples);
        finished(seconds, null);
      } catch (OutputException e) {
        stopped = true; // Computing the other clips would be in vain.
        throw e;
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        if (!stopped) {
          fail(clip, e);
        }
      }
    }
  }

  /** Stores a clip; its duration in seconds, or -1 if what is stored is still right. */
  private double extract(SourceClip clip, FeatureExtractor extractor, ScratchSignal samples)
      throws IOException {
    var path = clip.audio().toAbsolutePath().normalize();
    if (!Files.isRegularFile(path)) {
      throw new IOException(Files.exists(path) ? "it is not a file" : "it is not there");
    }
    var source = path.toString();
    for (int attempt = 1; ; attempt++) {
      long size = Files.size(path);
      var modified = Files.getLastModifiedTime(path);
      var digest = Sha256.of(path);
      if (isStored(clip, source, digest)) {
        return -1;
      }
      var recording = AudioLoader.load(path, settings.sampleRate(), samples);
      if (Files.size(path) == size && Files.getLastModifiedTime(path).equals(modified)) {
        store(clip, source, digest, recording, extractor);
        return recording.seconds();
      }
      // Written to between the two readings: they may have seen different contents.
      if (attempt == READINGS) {
        throw new IOException("it was changed while it was read");
      }
    }
  }

  private void store(
      SourceClip clip,
      String source,
      String digest,
      Recording recording,
      FeatureExtractor extractor)
      throws IOException {
    try (var features = extractor.extractAll(recording.signal(), recording.sampleRate())) {
      features.requireFinite();
      for (var array : features.arrays(clip.id()).entrySet()) {
        var row =
            new StoredClip(
                array.getKey(),
                source,
                digest,
                "",
                recording.sampleRate(),
                (int) recording.signal().length(),
                array.getValue().frames(),
                recording.truncated(),
                settingsDigest);
        store.write(row, array.getValue()::writeTo);
      }
    }
  }

  private boolean isStored(SourceClip clip, String source, String digest) throws IOException {
    for (var name : FeatureStore.fileNames(clip.id(), settings)) {
      var row = store.clips().get(name);
      if (row == null || !row.matches(digest, settingsDigest) || !store.isIntact(row)) {
        return false;
      }
      if (!row.source().equals(source)) {
        store.moved(row, source);
      }
    }
    return true;
  }

  private void fail(SourceClip clip, Throwable e) {
    var path = clip.audio().toAbsolutePath().normalize();
    var reason =
        switch (e) {
          case OutOfMemoryError error -> "it is too long for the memory there is";
          case IOException io -> StoreWriter.reason(io);
          default -> e.getMessage() == null ? e.toString() : e.getMessage();
        };
    try {
      // What an earlier content of this file gave must not be taken for the features of this one.
      for (var name : FeatureStore.fileNames(clip.id(), settings)) {
        store.remove(name);
      }
    } catch (IOException cannotDelete) {
      reason += "; and its old features cannot be deleted: " + StoreWriter.reason(cannotDelete);
    }
    finished(-1, new Failure(path.toString(), reason));
  }

  private synchronized void finished(double seconds, Failure failure) {
    if (failure != null) {
      failures.add(failure);
    } else if (seconds < 0) {
      skipped++;
    } else {
      done++;
      audioSeconds += seconds;
    }
    finishTimes.add(System.nanoTime());
    if (finishTimes.size() > RATE_WINDOW) {
      finishTimes.removeFirst();
    }
    finished++;
    progress.update(finished, clips.size(), message(clips.size() - finished));
  }

  /** Clips per second over the last clips, and the time left at that rate. */
  private String message(int left) {
    double seconds = (finishTimes.getLast() - finishTimes.getFirst()) / 1e9;
    if (finishTimes.size() < 2 || seconds <= 0) {
      return "";
    }
    double rate = (finishTimes.size() - 1) / seconds;
    long wait = Math.round(left / rate);
    var time = wait < 60 ? wait + " s" : wait / 60 + " min " + wait % 60 + " s";
    return String.format(Locale.ROOT, "%.1f clips/s, %s left", rate, time);
  }

  /**
   * Removes arrays of this run's recordings under names that are not theirs any more, because a
   * file with a clashing name came or went, or a feature was chosen before and is not now.
   */
  private void removeOutdated(Map<String, SourceClip> names) throws IOException {
    var sources = new HashSet<String>();
    clips.forEach(clip -> sources.add(clip.audio().toAbsolutePath().normalize().toString()));
    for (var row : List.copyOf(store.clips().values())) {
      if (sources.contains(row.source()) && !names.containsKey(row.clip())) {
        store.remove(row.clip());
      }
    }
  }

  /** This run's failures and those of earlier inputs that still exist, sorted by source. */
  private List<Failure> withEarlierFailures(List<Failure> earlier) {
    var sources = new HashSet<String>();
    clips.forEach(clip -> sources.add(clip.audio().toAbsolutePath().normalize().toString()));
    failures.forEach(failure -> sources.add(failure.source()));
    var all = new ArrayList<>(failures);
    for (var failure : earlier) {
      if (!sources.contains(failure.source()) && mayExist(failure.source())) {
        all.add(failure);
      }
    }
    all.sort(Comparator.comparing(Failure::source).thenComparing(Failure::reason));
    return all;
  }

  private static boolean mayExist(String source) {
    try {
      return Files.exists(Path.of(source));
    } catch (InvalidPathException e) {
      return true; // A name that another locale could write, but this one cannot ask for.
    }
  }
}
