package mer4j.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import mer4j.ProgressListener;
import mer4j.audio.WavFile;
import mer4j.features.BatchExtraction;
import mer4j.features.ExtractionSettings;
import mer4j.features.FeatureStore;
import mer4j.features.SourceClip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs at once that want the features of one data set. */
class DatasetFeaturesTest {
  private static final ExtractionSettings SETTINGS =
      ExtractionSettings.parse("rms,zero_crossing_rate", "22050");

  @TempDir Path folder;
  private Dataset dataset;

  @BeforeEach
  void sounds() throws IOException {
    for (var name : List.of("a/1.wav", "a/2.wav", "b/3.wav")) {
      Files.createDirectories(folder.resolve(name).getParent());
      var samples = new float[22050];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = (float) Math.sin(.01 * name.charAt(2) * i);
      }
      WavFile.write(folder.resolve(name), samples, 22050);
    }
    dataset = Datasets.open(folder.toString());
  }

  /** Extracts; {@code meanwhile} runs after the first clip, with the folder still taken. */
  private void extract(Runnable meanwhile) throws IOException {
    BatchExtraction.run(
        dataset.clips().stream().map(clip -> new SourceClip(clip.id(), clip.audio())).toList(),
        SETTINGS,
        dataset.featureFolder(SETTINGS),
        1,
        (done, total, message) -> {
          if (done == 1) {
            meanwhile.run();
          }
        });
  }

  @Test
  void theSecondWaitsAndTakesOver() throws Exception {
    var waits = new CountDownLatch(1);
    var second = new CompletableFuture<FeatureStore>();
    var thread =
        new Thread(
            () -> {
              try {
                second.complete(
                    DatasetFeatures.ensure(
                        dataset,
                        SETTINGS,
                        1,
                        (done, total, message) -> {
                          if (message.endsWith("waiting")) {
                            waits.countDown();
                          }
                        }));
              } catch (IOException | RuntimeException e) {
                second.completeExceptionally(e);
              }
            });
    extract(
        () -> {
          thread.start();
          assertTrue(await(waits), "the second does not say that it waits");
        });
    var store = second.get(1, TimeUnit.MINUTES);
    for (var clip : dataset.clips()) {
      assertTrue(store.contains(clip.id(), SETTINGS), clip.id());
    }
  }

  @Test
  void waitingCanBeStopped() throws Exception {
    var waits = new CountDownLatch(1);
    ProgressListener told = (done, total, message) -> waits.countDown();
    var second =
        new FutureTask<>(
            () ->
                assertThrows(
                        InterruptedIOException.class,
                        () -> DatasetFeatures.ensure(dataset, SETTINGS, 1, told))
                    .getMessage());
    var thread = new Thread(second);
    extract(
        () -> {
          thread.start();
          assertTrue(await(waits), "the second does not say that it waits");
          thread.interrupt();
        });
    assertEquals("waiting for another extraction was stopped", second.get(1, TimeUnit.MINUTES));
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
