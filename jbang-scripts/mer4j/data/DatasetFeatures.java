package mer4j.data;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import mer4j.ProgressListener;
import mer4j.Project;
import mer4j.features.BatchExtraction;
import mer4j.features.ExtractionReport;
import mer4j.features.ExtractionSettings;
import mer4j.features.FeatureStore;
import mer4j.features.FolderBusyException;
import mer4j.features.SourceClip;

/**
 * Extracts what is missing of a data set's features and hands them out. While another process or
 * thread extracts into the same folder, a second one waits for it and takes over what it stored.
 */
public final class DatasetFeatures {
  private static final long POLL_MILLIS = 100;

  private DatasetFeatures() {}

  /**
   * The features of all clips of a data set, extracted where they are not stored yet.
   *
   * @param jobs clips worked on at once
   * @param progress told about clips extracted
   * @throws IOException naming the clips that cannot be used, see {@link #usable}; or if features
   *     cannot be written. What was stored before is kept
   */
  public static FeatureStore ensure(
      Dataset dataset, ExtractionSettings settings, int jobs, ProgressListener progress)
      throws IOException {
    var report = extract(dataset, settings, jobs, progress);
    var store = FeatureStore.open(dataset.featureFolder(settings));
    var failed = failed(dataset, settings, store);
    if (!failed.isEmpty()) {
      throw new IOException(
          "%d of %d clips of data set %s cannot be used (%s); remove them, or allow missing clips"
              .formatted(
                  failed.size(),
                  dataset.size(),
                  dataset.name(),
                  NamedDataset.some(reasons(failed, report))));
    }
    return store;
  }

  /**
   * The data set without the clips whose features cannot be computed; the others' are extracted
   * where they are not stored yet.
   *
   * @throws IOException if no clip is left, or features cannot be written
   */
  public static Dataset usable(
      Dataset dataset, ExtractionSettings settings, int jobs, ProgressListener progress)
      throws IOException {
    var report = extract(dataset, settings, jobs, progress);
    var store = FeatureStore.open(dataset.featureFolder(settings));
    var failed = failed(dataset, settings, store);
    if (failed.size() == dataset.size()) {
      throw new IOException(
          "no clip of data set %s can be used (%s)"
              .formatted(dataset.name(), NamedDataset.some(reasons(failed, report))));
    }
    return dataset.without(failed.stream().map(Clip::id).toList());
  }

  /**
   * The features of all clips as one array of {@link Dataset#frames()} frames, extracted and
   * assembled where that has not been done yet. The caller closes it.
   *
   * @throws IOException as {@link #ensure}
   */
  public static ClipTensor tensor(
      Dataset dataset, ExtractionSettings settings, int jobs, ProgressListener progress)
      throws IOException {
    var store = ensure(dataset, settings, jobs, progress);
    boolean tempo = settings.stacked().stream().anyMatch(f -> f.name().equals("tempo"));
    return ClipTensor.assemble(
        store,
        dataset.ids(),
        dataset.frames(),
        tempo ? settings.firstRow("tempo") : -1,
        tensorFile(dataset, settings),
        progress);
  }

  private static Path tensorFile(Dataset dataset, ExtractionSettings settings) throws IOException {
    var name = "%s-%s-%d.npy".formatted(dataset.key(), settings.digest(), dataset.frames());
    return Project.build().resolve("tensors").resolve(name);
  }

  private static ExtractionReport extract(
      Dataset dataset, ExtractionSettings settings, int jobs, ProgressListener progress)
      throws IOException {
    var clips = dataset.clips().stream().map(c -> new SourceClip(c.id(), c.audio())).toList();
    for (boolean told = false; ; told = true) {
      try {
        return BatchExtraction.run(
            clips, settings, dataset.featureFolder(settings), jobs, progress);
      } catch (FolderBusyException e) {
        if (!told) {
          progress.update(0, clips.size(), e.getMessage() + ", waiting");
        }
        pause();
      }
    }
  }

  private static void pause() throws InterruptedIOException {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("waiting for another extraction was stopped");
    }
  }

  private static List<Clip> failed(
      Dataset dataset, ExtractionSettings settings, FeatureStore store) {
    return dataset.clips().stream().filter(c -> !store.contains(c.id(), settings)).toList();
  }

  private static List<String> reasons(List<Clip> failed, ExtractionReport report) {
    var reasonOf = new HashMap<Path, String>();
    report.failures().forEach(f -> reasonOf.put(Path.of(f.source()).toAbsolutePath(), f.reason()));
    var reasons = new ArrayList<String>();
    for (var clip : failed) {
      var reason = reasonOf.get(clip.audio().toAbsolutePath());
      reasons.add(clip.id() + (reason == null ? "" : ": " + reason));
    }
    return reasons;
  }
}
