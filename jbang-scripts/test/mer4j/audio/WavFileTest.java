package mer4j.audio;

import static mer4j.audio.Sounds.difference;
import static mer4j.audio.Sounds.noise;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavFileTest {
  @TempDir Path folder;

  @Test
  void sixteenBitsAreReadBackWithinHalfAStep() throws IOException {
    var samples = noise(5_000, 1);
    for (var i = 0; i < samples.length; i++) {
      samples[i] = Math.max(-1, Math.min(1, samples[i]));
    }
    var file = folder.resolve("a.wav");
    WavFile.write(file, samples, 16_000);
    var read = AudioDecoder.decode(file);
    assertEquals(16_000, read.sampleRate());
    // Written in steps of 1/32767, read in steps of 1/32768.
    assertEquals(0, difference(samples, read.channels()[0]), 0.5 / 32767 + 1.0 / 32768);
  }

  @Test
  void beyondFullScaleIsClipped() throws IOException {
    var file = folder.resolve("a.wav");
    WavFile.write(file, new float[] {3, -3, Float.NaN, Float.NEGATIVE_INFINITY}, 8_000);
    var read = AudioDecoder.decode(file).channels()[0];
    var full = 32767 / 32768f;
    assertArrayEquals(new float[] {full, -full, 0, -full}, read);
  }

  @Test
  void anotherReaderUnderstandsTheHeader() throws IOException, UnsupportedAudioFileException {
    var file = folder.resolve("a.wav");
    WavFile.write(file, new float[1234], 22_050);
    try (var stream = AudioSystem.getAudioInputStream(file.toFile())) {
      assertEquals(1234, stream.getFrameLength());
      assertEquals(22_050, stream.getFormat().getSampleRate());
      assertEquals(16, stream.getFormat().getSampleSizeInBits());
    }
  }

  @Test
  void placesThatCannotBeWrittenAreNamed() {
    var file = folder.resolve("no/such/folder/a.wav");
    var error = assertThrows(IOException.class, () -> WavFile.write(file, new float[1], 8_000));
    assertEquals(file.toString(), error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> WavFile.write(file, new float[1], 0));
  }
}
