package mer4j.audio;

import static mer4j.audio.Sounds.difference;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mer4j.TestData;
import mer4j.features.Npy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against libsndfile 1.2.2; its mp3 decoder and FFmpeg's differ by rounding. */
class AudioDecoderTest {
  private static final double TOLERANCE = 1e-5;

  @TempDir Path folder;

  /** File, rate, channels, frames, peak. */
  static Stream<String> files() throws IOException {
    return Files.readAllLines(TestData.golden("audio/files.csv")).stream().skip(1);
  }

  private static Path fixture(String name) {
    return TestData.golden("audio/" + name);
  }

  private static float[][] reference(String name) throws IOException {
    var array = Npy.read(fixture(name.replace('.', '_') + ".npy"));
    var values = array.floats();
    var frames = array.shape()[1];
    var channels = new float[array.shape()[0]][];
    for (var c = 0; c < channels.length; c++) {
      channels[c] = Arrays.copyOfRange(values, c * frames, (c + 1) * frames);
    }
    return channels;
  }

  @ParameterizedTest
  @MethodSource("files")
  void equalsLibsndfile(String line) throws IOException {
    var cells = line.split(",");
    var decoded = AudioDecoder.decode(fixture(cells[0]));
    var expected = reference(cells[0]);
    assertEquals(Integer.parseInt(cells[1]), decoded.sampleRate());
    assertEquals(expected.length, decoded.channels().length);
    for (var c = 0; c < expected.length; c++) {
      assertEquals(0, difference(expected[c], decoded.channels()[c]), TOLERANCE, "channel " + c);
    }
    assertFalse(decoded.truncated());
    var mono = AudioLoader.loadNative(fixture(cells[0]));
    assertArrayEquals(decoded.mono(), mono.samples());
  }

  /** A Vorbis file of this length is one page of sound, and a cut page is no page. */
  static Stream<String> filesOfSeveralFrames() throws IOException {
    return files().filter(line -> !line.contains(".ogg"));
  }

  @ParameterizedTest
  @MethodSource("filesOfSeveralFrames")
  void cutFilesAreDecodedAsFarAsTheyGo(String line) throws IOException {
    var name = line.split(",")[0];
    var bytes = Files.readAllBytes(fixture(name));
    var expected = reference(name);
    var cut = folder.resolve(name);
    for (var part : new double[] {0.7, 0.9, 0.99}) {
      Files.write(cut, Arrays.copyOf(bytes, (int) (part * bytes.length)));
      var decoded = AudioDecoder.decode(cut);
      assertTrue(decoded.truncated(), name + " " + part);
      assertTrue(decoded.frames() <= expected[0].length);
      for (var c = 0; c < expected.length; c++) {
        var error = difference(expected[c], decoded.channels()[c], decoded.frames());
        assertEquals(0, error, TOLERANCE, name + " " + part);
      }
    }
  }

  @Test
  void cutOggIsTruncated() throws IOException {
    var bytes = Files.readAllBytes(fixture("vorbis_stereo_44100.ogg"));
    var last = bytes.length - 100;
    var cut = Files.write(folder.resolve("cut.ogg"), Arrays.copyOf(bytes, last));
    try {
      assertTrue(AudioDecoder.decode(cut).truncated());
    } catch (IOException e) {
      assertTrue(e.getMessage().contains("cut.ogg"), e.getMessage());
    }
  }

  @Test
  void clipsOfTheMusicSetDecodeAsLibsndfileDecodesThem() throws IOException {
    var clips = TestData.shared("datasets/4q/clips");
    var lines = Files.readAllLines(TestData.shared("golden/clips/clips.csv"));
    for (var line : lines.subList(1, lines.size())) {
      var cells = line.split(",");
      var decoded = AudioDecoder.decode(clips.resolve(cells[0] + ".mp3"));
      assertEquals(Integer.parseInt(cells[2]), decoded.sampleRate(), line);
      assertEquals(Integer.parseInt(cells[3]), decoded.channels().length, line);
      assertEquals(Integer.parseInt(cells[4]), decoded.frames(), line);
      assertFalse(decoded.truncated(), line);
      var peak = 0f;
      for (var channel : decoded.channels()) {
        for (var sample : channel) {
          peak = Math.max(peak, Math.abs(sample));
        }
      }
      assertEquals(Double.parseDouble(cells[7]), peak, TOLERANCE, line);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MT0000040632_native32000", "MT0002372242_native44100",
        "MT0007379700_native22050", "MT0013621344_native16000"
      })
  void excerptsOfTheMusicSetEqualLibsndfile(String name) throws IOException {
    var excerpt =
        Npy.read(TestData.shared("golden/clips/audio/" + name + "_channel0_first5s.npy")).floats();
    var clip = TestData.shared("datasets/4q/clips/" + name.substring(0, 12) + ".mp3");
    var decoded = AudioDecoder.decode(clip);
    assertEquals(0, difference(excerpt, decoded.channels()[0], excerpt.length), TOLERANCE);
  }

  @Test
  void samplesBeyondFullScaleAreNotClipped() throws IOException {
    var samples = new float[] {0, 1.5f, -2.25f, 1e-8f, -1};
    var file = folder.resolve("loud.wav");
    WavFile.writeFloat(file, samples, 22_050);
    assertArrayEquals(samples, AudioDecoder.decode(file).channels()[0]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http:x.wav",
        "concat:a|b.wav",
        "pipe:0.wav",
        "-.wav",
        "üï 日本 ♫.wav",
        "a\nb.wav",
        "100%41.wav",
        "quote'\".wav",
        "back\\slash.wav",
        "#?&;*.wav",
        "no extension"
      })
  void anyFileNameWorks(String name) throws IOException {
    Path file;
    try {
      file = folder.resolve(name);
    } catch (InvalidPathException e) {
      assumeTrue(false, "this locale cannot name the file");
      return;
    }
    WavFile.write(file, new float[100], 8_000);
    assertEquals(100, AudioDecoder.decode(file).frames());
  }

  @Test
  void relativePathsWork() throws IOException {
    var file = fixture("pcm8_mono_11025.wav").toAbsolutePath();
    var relative = Path.of("").toAbsolutePath().relativize(file);
    assertEquals(2_000, AudioDecoder.decode(relative).frames());
  }

  @Test
  void everyFailureIsOneLineThatNamesTheFile() throws IOException {
    Files.createDirectory(folder.resolve("folder.mp3"));
    Files.createFile(folder.resolve("empty.mp3"));
    var random = new byte[100_000];
    new SplittableRandom(1).nextBytes(random);
    for (var ending : List.of("mp3", "wav", "flac", "ogg")) {
      Files.write(folder.resolve("random." + ending), random);
      Files.write(folder.resolve("zeros." + ending), new byte[50_000]);
      Files.writeString(folder.resolve("text." + ending), "This is no music.\n".repeat(500));
      Files.write(folder.resolve("short." + ending), new byte[] {'R'});
    }
    // Formats that make FFmpeg open other files must not be followed.
    Files.copy(fixture("pcm8_mono_11025.wav"), folder.resolve("secret.wav"));
    Files.writeString(folder.resolve("list.mp3"), "ffconcat version 1.0\nfile secret.wav\n");
    Files.writeString(
        folder.resolve("playlist.mp3"),
        "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nsecret.wav\n#EXT-X-ENDLIST\n");
    Files.delete(folder.resolve("secret.wav"));
    Files.copy(fixture("pcm8_mono_11025.wav"), folder.resolve("ok"));
    try (var files = Files.list(folder)) {
      for (var file : files.filter(f -> !f.endsWith("ok")).toList()) {
        assertFailure(file);
      }
    }
    assertFailure(folder.resolve("missing.mp3"));
  }

  private static void assertFailure(Path file) {
    var error = assertThrows(IOException.class, () -> AudioDecoder.decode(file), file.toString());
    assertTrue(error.getMessage().startsWith(file + ": "), error.getMessage());
    assertFalse(error.getMessage().contains("\n"), error.getMessage());
  }

  @Test
  void unreadableFileIsNamed() throws IOException {
    var file = Files.write(folder.resolve("locked.wav"), new byte[100]);
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    } catch (UnsupportedOperationException e) {
      assumeTrue(false, "needs file permissions");
    }
    assumeTrue(!Files.isReadable(file), "needs a user who may not read everything");
    assertFailure(file);
  }

  @ParameterizedTest
  @MethodSource("files")
  void damagedFilesGiveSoundOrOneClearError(String line) throws IOException {
    var name = line.split(",")[0];
    var bytes = Files.readAllBytes(fixture(name));
    var random = new SplittableRandom(name.hashCode());
    for (var round = 0; round < 40; round++) {
      var damaged = bytes.clone();
      for (var hits = random.nextInt(1, 30); hits > 0; hits--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      var length = random.nextInt(4) == 0 ? random.nextInt(1, damaged.length) : damaged.length;
      var file = Files.write(folder.resolve(name), Arrays.copyOf(damaged, length));
      try {
        var decoded = AudioDecoder.decode(file);
        assertTrue(decoded.frames() > 0);
        assertTrue(decoded.sampleRate() > 0);
      } catch (IOException e) {
        assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
      }
    }
  }

  @Test
  void headerThatPromisesTooMuchTakesNoMemory() throws IOException {
    var file = folder.resolve("liar.wav");
    WavFile.write(file, new float[500], 8_000);
    var bytes = Files.readAllBytes(file);
    for (var i = 0; i < 4; i++) {
      bytes[40 + i] = (byte) (i == 3 ? 0x7f : 0xff);
    }
    Files.write(file, bytes);
    var decoded = AudioDecoder.decode(file);
    assertEquals(500, decoded.frames());
    assertTrue(decoded.truncated());
  }

  @Test
  void lengthUnknownToAStreamingWriterIsNoCut() throws IOException {
    var file = folder.resolve("streamed.wav");
    WavFile.write(file, new float[500], 8_000);
    var bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 4, 8, (byte) 0xff);
    Arrays.fill(bytes, 40, 44, (byte) 0xff);
    Files.write(file, bytes);
    var decoded = AudioDecoder.decode(file);
    assertEquals(500, decoded.frames());
    assertFalse(decoded.truncated());
  }

  @Test
  void severalThreadsDecodeAtOnce() throws IOException {
    var names = files().map(line -> line.split(",")[0]).toList();
    IntStream.range(0, 96)
        .parallel()
        .forEach(
            i -> {
              var name = names.get(i % names.size());
              try {
                var decoded = AudioDecoder.decode(fixture(name));
                var error = difference(reference(name)[0], decoded.channels()[0]);
                assertEquals(0, error, TOLERANCE, name);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
  }

  @Test
  void knowsAudioByItsName() {
    for (var name : List.of("a.mp3", "b.WAV", "c.d.Flac", "e.ogg")) {
      assertTrue(AudioDecoder.looksLikeAudio(Path.of(name)), name);
    }
    for (var name : List.of("a.txt", "mp3", "b.mp3.part", "/")) {
      assertFalse(AudioDecoder.looksLikeAudio(Path.of(name)), name);
    }
  }

  @Test
  void monoIsTheMeanOfTheChannels() {
    var audio = new DecodedAudio(new float[][] {{1, 0.5f}, {0, 0.25f}, {-1, 0}}, 8_000, false);
    assertArrayEquals(new float[] {0, 0.25f}, audio.mono());
    assertEquals(2, audio.frames());
    assertThrows(
        IllegalArgumentException.class,
        () -> new DecodedAudio(new float[][] {{1}, {1, 2}}, 8_000, false));
  }

  @Test
  void textOfTheErrorIsPlain() throws IOException {
    var file = Files.write(folder.resolve("x.mp3"), "hello".getBytes(StandardCharsets.UTF_8));
    var error = assertThrows(IOException.class, () -> AudioDecoder.decode(file));
    assertEquals(file + ": not an audio file that can be read", error.getMessage());
  }
}
