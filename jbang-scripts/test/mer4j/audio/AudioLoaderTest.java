package mer4j.audio;

import static mer4j.audio.Sounds.difference;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import mer4j.TestData;
import mer4j.features.Npy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AudioLoaderTest {
  @TempDir Path folder;

  /** Decoders differ by up to 1e-5, and resampling adds up what lies side by side. */
  @ParameterizedTest
  @ValueSource(strings = {"MT0000040632", "MT0013621344"})
  void wholeClipEqualsWhatLibrosaLoads(String id) throws IOException {
    var expected =
        Npy.read(TestData.shared("golden/clips/audio/" + id + "_mono22050_full.npy")).floats();
    var clip = TestData.shared("datasets/4q/clips/" + id + ".mp3");
    var loaded = AudioLoader.load(clip, 22_050);
    assertEquals(22_050, loaded.sampleRate());
    assertEquals(0, difference(expected, loaded.samples()), 1e-5);
  }

  @Test
  void averagesThenResamples() throws IOException {
    var file = TestData.golden("audio/pcm24_16channels_48000.wav");
    var mono = AudioDecoder.decode(file).mono();
    var loaded = AudioLoader.load(file, 22_050);
    assertArrayEquals(Resampler.resample(mono, 48_000, 22_050), loaded.samples());
    assertEquals(loaded.samples().length / 22_050.0, loaded.seconds());
  }

  @Test
  void truncationIsPassedOn() throws IOException {
    var file = folder.resolve("cut.wav");
    WavFile.write(file, new float[1000], 44_100);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 1500));
    assertTrue(AudioLoader.load(file, 22_050).truncated());
    assertTrue(AudioLoader.loadNative(file).truncated());
  }

  @Test
  void rateOutOfRangeIsRefused() {
    var file = folder.resolve("none.wav");
    var error = assertThrows(IllegalArgumentException.class, () -> AudioLoader.load(file, 500));
    assertEquals("sample rate must lie between 1000 and 768000 Hz, was 500", error.getMessage());
  }
}
