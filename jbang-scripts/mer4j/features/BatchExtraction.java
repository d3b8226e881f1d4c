package mer4j.features;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import mer4j.ProgressListener;
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
  private final List<SourceClip> clips;
  private final ExtractionSettings settings;
  private final StoreWriter store;
  private final ExtractionTally tally;
  private final AtomicInteger next = new AtomicInteger();
  private volatile boolean stopped;

  private BatchExtraction(
      List<SourceClip> clips,
      ExtractionSettings settings,
      StoreWriter store,
      ExtractionTally tally) {
    this.clips = clips;
    this.settings = settings;
    this.store = store;
    this.tally = tally;
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
   * @throws FolderBusyException if another extraction is writing to the folder
   * @throws IOException if the folder cannot be written
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
    var names = names(inputs.clips(), settings);
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("stopped before the first clip; run again to continue");
    }
    var tally = new ExtractionTally(inputs.clips().size(), inputs.skipped(), progress);
    try (var store = StoreWriter.open(output)) {
      var batch = new BatchExtraction(inputs.clips(), settings, store, tally);
      boolean interrupted = batch.work(jobs);
      if (!interrupted) {
        batch.removeOutdated(names);
      }
      store.finish(batch.withEarlier(tally.failures(), FeatureStore.readFailures(output)));
      var report = tally.report();
      if (interrupted) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException(
            "stopped after %d of %d clips; run again to continue"
                .formatted(report.done() + report.skipped(), inputs.clips().size()));
      }
      return report;
    }
  }

  /** The names of all arrays that the clips will be stored under. */
  private static Set<String> names(List<SourceClip> clips, ExtractionSettings settings) {
    var names = new HashMap<String, SourceClip>();
    for (var clip : clips) {
      for (var name : FeatureStore.fileNames(clip.id(), settings)) {
        var other = names.put(name, clip);
        if (other != null) {
          throw new IllegalArgumentException(
              "%s and %s would both be stored as %s.npy"
                  .formatted(other.audio(), clip.audio(), name));
        }
      }
    }
    return names.keySet();
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
    try (var extraction = new ClipExtraction(settings, store)) {
      for (int i; !stopped && (i = next.getAndIncrement()) < clips.size(); ) {
        work(clips.get(i), extraction);
      }
    }
    return null;
  }

  private void work(SourceClip clip, ClipExtraction extraction) throws OutputException {
    try {
      tally.stored(extraction.extract(clip));
    } catch (OutputException e) {
      stopped = true; // Computing the other clips would be in vain.
      throw e;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      if (!stopped) {
        tally.failed(extraction.fail(clip, e));
      }
    }
  }

  /**
   * Removes arrays of this run's recordings under names that are not theirs any more, because a
   * file with a clashing name came or went, or a feature was chosen before and is not now.
   */
  private void removeOutdated(Set<String> names) throws IOException {
    var sources = sources();
    for (var row : List.copyOf(store.clips().values())) {
      if (sources.contains(row.source()) && !names.contains(row.clip())) {
        store.remove(row.clip());
      }
    }
  }

  private Set<String> sources() {
    return clips.stream()
        .map(clip -> clip.file().toString())
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** This run's failures and those of earlier inputs that still exist, sorted by source. */
  private List<Failure> withEarlier(List<Failure> failures, List<Failure> earlier) {
    var sources = sources();
    failures.forEach(failure -> sources.add(failure.source()));
    var all = new ArrayList<>(failures);
    for (var failure : earlier) {
      if (!sources.contains(failure.source()) && mayExist(failure.source())) {
        all.add(failure);
      }
    }
    all.sort(ExtractionTally.BY_SOURCE);
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
