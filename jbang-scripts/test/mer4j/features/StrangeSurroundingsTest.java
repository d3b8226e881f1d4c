package mer4j.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import mer4j.ProgressListener;
import mer4j.features.WavBytes.Coding;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Extractions on a system that is set up strangely, full, or busy with the same files. */
class StrangeSurroundingsTest {
  private static final ExtractionSettings FAST = ExtractionSettings.parse("mfcc,rms", "22050");
  private static final int RATE = StrangeInputs.RATE;

  @TempDir Path folder;
  private Path music;
  private Path output;
  private float[] signal;

  @BeforeEach
  void compose() throws IOException {
    music = Files.createDirectory(folder.resolve("music"));
    output = folder.resolve("features");
    signal = new float[RATE];
    for (int i = 0; i < signal.length; i++) {
      signal[i] = (float) (0.4 * Math.sin(0.07 * i) * Math.sin(0.0003 * i));
    }
  }

  private Path write(String name, float[] samples) throws IOException {
    return Files.write(music.resolve(name), WavBytes.of(samples, RATE, 1, Coding.S16));
  }

  private ExtractionReport run() throws IOException {
    return BatchExtraction.run(
        ClipInputs.of(List.of(music)), FAST, output, 2, ProgressListener.NONE);
  }

  private int stored() throws IOException {
    try (var files = Files.newDirectoryStream(output, "*.npy")) {
      int count = 0;
      for (var file : files) {
        count += Files.isRegularFile(file) ? 1 : 0;
      }
      return count;
    }
  }

  /** Names are read as bytes that this locale cannot express; ids are made that it can. */
  @Test
  void underTheLocaleCEveryNameWorks() throws IOException, InterruptedException {
    try {
      for (var name : StrangeInputs.NAMES) {
        Files.createDirectories(music.resolve(name).getParent());
        write(name, signal);
      }
    } catch (InvalidPathException e) {
      assumeTrue(false, "this locale cannot name the files");
    }
    var builder =
        JavaProcess.of(KillDrill.Run.class, music.toString(), output.toString(), "mfcc,rms");
    builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
    builder.environment().put("LC_ALL", "C");
    var process = builder.redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), said);
    assertEquals("source,reason\n", Files.readString(output.resolve("failures.csv")));
    assertEquals(StrangeInputs.NAMES.size(), stored());
    assertEquals(StrangeInputs.NAMES.size(), FeatureStore.open(output).manifest().size());
    assertEquals(List.of(), FeatureStore.open(output).verify(ProgressListener.NONE));
  }

  @Test
  void aFileThatChangesWhileItIsReadIsRefusedAndLaterRead() throws Exception {
    write("plain.wav", signal);
    var content = WavBytes.of(new float[40 * RATE], RATE, 1, Coding.S16);
    var busy = Files.write(music.resolve("busy.wav"), content);
    var go = new AtomicBoolean(true);
    var writer =
        new Thread(
            () -> {
              try (var file = new RandomAccessFile(busy.toFile(), "rw")) {
                for (int i = 0; go.get(); i++) {
                  file.seek(5_000);
                  file.write(i);
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    writer.start();
    var report = run();
    go.set(false);
    writer.join();
    assertEquals(1, report.done());
    assertEquals(
        List.of(new Failure(busy.toString(), "it was changed while it was read")),
        report.failures());

    assertEquals(1, run().done());
    var row = FeatureStore.open(output).find("busy").orElseThrow();
    assertEquals(Sha256.of(busy), row.sourceSha256());
  }

  @Test
  void aFileThatMayNotBeReadIsListed() throws IOException {
    write("plain.wav", signal);
    var locked = write("locked.wav", signal);
    try {
      Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
    } catch (UnsupportedOperationException e) {
      assumeTrue(false, "needs file permissions");
    }
    assumeTrue(!Files.isReadable(locked), "needs a user who may not read everything");
    var report = run();
    assertEquals(1, report.done());
    assertEquals(locked.toString(), report.failures().getFirst().source());
  }

  /** The run stops at once, with one line, and the next one goes on. */
  @Test
  void aFullDiskEndsTheRunAndLosesNothing() throws IOException, InterruptedException {
    for (int i = 0; i < 40; i++) {
      write(i + ".wav", Arrays.copyOfRange(signal, 20 * i, signal.length));
    }
    run();
    var whole = output;
    var disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(mount("-t", "tmpfs", "-o", "size=96k", "tmpfs", disk.toString()), "needs mount");
    try {
      output = disk.resolve("features");
      var e = assertThrows(IOException.class, this::run);
      assertTrue(e.getMessage().startsWith("cannot write " + output), e.getMessage());
      assertTrue(e.getMessage().endsWith(": No space left on device"), e.getMessage());
      int stored = stored();
      assertTrue(stored > 0 && stored < 40, stored + " stored");
      assertTrue(mount("-o", "remount,size=8m", disk.toString()), "more room");
      assertEquals(stored, run().skipped());
      assertEquals(List.of(), KillDrill.differences(whole, output));
    } finally {
      new ProcessBuilder("umount", disk.toString()).start().waitFor();
    }
  }

  private static boolean mount(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("mount"));
    command.addAll(List.of(arguments));
    try {
      return new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** FFmpeg cannot read it; it must say so and hinder nothing. */
  @Test
  void freeFormatMp3IsRefused() throws IOException, InterruptedException {
    var file = CodedSounds.freeFormat(folder, signal, RATE);
    Files.move(file, music.resolve("free format.mp3"));
    write("plain.wav", signal);
    var report = run();
    assertEquals(1, report.done());
    assertEquals(1, report.failures().size());
    assertEquals("not an audio file that can be read", report.failures().getFirst().reason());
  }
}
