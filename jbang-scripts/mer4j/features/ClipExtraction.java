package mer4j.features;

import java.io.IOException;
import java.nio.file.Files;
import java.util.OptionalDouble;
import mer4j.audio.AudioLoader;
import mer4j.audio.Recording;
import mer4j.audio.ScratchSignal;
import mer4j.features.StoreWriter.OutputException;

/** Brings one clip after another into a feature folder; for one thread. */
final class ClipExtraction implements AutoCloseable {
  /** How often a file that changes while it is read is read again. */
  private static final int READINGS = 3;

  private final ExtractionSettings settings;
  private final String settingsDigest;
  private final StoreWriter store;
  private final FeatureExtractor extractor;
  private final ScratchSignal samples;

  ClipExtraction(ExtractionSettings settings, StoreWriter store) {
    this.settings = settings;
    this.settingsDigest = settings.digest();
    this.store = store;
    this.extractor = new FeatureExtractor(settings);
    this.samples = ScratchSignal.create(0);
  }

  /**
   * Stores a clip.
   *
   * @return its duration in seconds; empty if what is stored is still right
   * @throws OutputException if the folder cannot be written
   * @throws IOException if the clip cannot be used
   */
  OptionalDouble extract(SourceClip clip) throws IOException {
    var path = clip.file();
    if (!Files.isRegularFile(path)) {
      throw new IOException(Files.exists(path) ? "it is not a file" : "it is not there");
    }
    for (int attempt = 1; ; attempt++) {
      long size = Files.size(path);
      var modified = Files.getLastModifiedTime(path);
      var digest = Sha256.of(path);
      if (isStored(clip, digest)) {
        return OptionalDouble.empty();
      }
      var recording = AudioLoader.load(path, settings.sampleRate(), samples);
      if (Files.size(path) == size && Files.getLastModifiedTime(path).equals(modified)) {
        store(clip, digest, recording);
        return OptionalDouble.of(recording.seconds());
      }
      // Written to between the two readings: they may have seen different contents.
      if (attempt == READINGS) {
        throw new IOException("it was changed while it was read");
      }
    }
  }

  private boolean isStored(SourceClip clip, String digest) throws IOException {
    var source = clip.file().toString();
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

  private void store(SourceClip clip, String digest, Recording recording) throws IOException {
    try (var features = extractor.extractAll(recording.signal(), recording.sampleRate())) {
      features.requireFinite();
      for (var array : features.arrays(clip.id()).entrySet()) {
        var row =
            new StoredClip(
                array.getKey(),
                clip.file().toString(),
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

  /** Deletes the features of a clip that cannot be used any more, and says why it cannot. */
  Failure fail(SourceClip clip, Throwable cause) {
    var reason =
        switch (cause) {
          case OutOfMemoryError error -> "it is too long for the memory there is";
          case IOException io -> StoreWriter.reason(io);
          default -> cause.getMessage() == null ? cause.toString() : cause.getMessage();
        };
    try {
      // What an earlier content of this file gave must not be taken for the features of this one.
      for (var name : FeatureStore.fileNames(clip.id(), settings)) {
        store.remove(name);
      }
    } catch (IOException cannotDelete) {
      reason += "; and its old features cannot be deleted: " + StoreWriter.reason(cannotDelete);
    }
    return new Failure(clip.file().toString(), reason);
  }

  @Override
  public void close() {
    samples.close();
  }
}
