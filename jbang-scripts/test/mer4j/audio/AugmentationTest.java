package mer4j.audio;

import static mer4j.audio.Sounds.noise;
import static mer4j.audio.Sounds.sine;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AugmentationTest {
  private static final int RATE = 22_050;

  private static final List<Augmentation> ALL =
      List.of(
          new AddNoise(), new TimeShift(), new PitchShift(), new TimeStretch(1.25), new Gain(-6));

  @Test
  void seedDecidesAndTheInputStays() {
    var input = noise(40_000, 1);
    var copy = input.clone();
    var suffixes = new HashSet<String>();
    for (var augmentation : ALL) {
      var first = augmentation.apply(input, RATE, 7);
      assertArrayEquals(first, augmentation.apply(input, RATE, 7), augmentation.toString());
      assertArrayEquals(copy, input, augmentation.toString());
      assertTrue(suffixes.add(augmentation.suffix()));
    }
    assertFalse(
        Arrays.equals(new AddNoise().apply(input, RATE, 1), new AddNoise().apply(input, RATE, 2)));
  }

  @Test
  void shortSignalsWork() {
    for (var augmentation : ALL) {
      assertEquals(0, augmentation.apply(new float[0], RATE, 1).length);
      assertEquals(1, augmentation.apply(new float[] {0.5f}, RATE, 1).length);
    }
  }

  @Test
  void noiseHasItsLevelHoweverLoudTheMusic() {
    for (var loudness : new float[] {0, 1}) {
      var input = new float[200_000];
      Arrays.fill(input, loudness);
      var output = new AddNoise(0.05).apply(input, RATE, 3);
      var sum = 0.0;
      var squares = 0.0;
      for (var sample : output) {
        sum += sample - loudness;
        squares += (sample - loudness) * (double) (sample - loudness);
      }
      assertEquals(0, sum / output.length, 0.0005);
      assertEquals(0.05, Math.sqrt(squares / output.length), 0.0005);
    }
  }

  @Test
  void shiftMovesAndFillsWithSilence() {
    var input = new float[] {1, 2, 3, 4, 5};
    assertArrayEquals(new float[] {0, 0, 1, 2, 3}, TimeShift.shift(input, 2));
    assertArrayEquals(new float[] {3, 4, 5, 0, 0}, TimeShift.shift(input, -2));
    assertArrayEquals(input, TimeShift.shift(input, 0));
    assertArrayEquals(new float[5], TimeShift.shift(input, 9));
  }

  @Test
  void shiftsGoBothWaysAndStayBelowTheBound() {
    var input = new float[RATE * 2];
    input[RATE] = 1;
    var left = 0;
    var largest = 0;
    for (var seed = 0; seed < 400; seed++) {
      var output = new TimeShift(0.5).apply(input, RATE, seed);
      var at = 0;
      while (output[at] == 0) {
        at++;
      }
      left += at < RATE ? 1 : 0;
      largest = Math.max(largest, Math.abs(at - RATE));
    }
    assertTrue(largest < RATE / 2 && largest > 0.45 * RATE, "largest shift " + largest);
    assertTrue(left > 150 && left < 250, "to the left: " + left);
  }

  @ParameterizedTest
  @ValueSource(doubles = {2, -2, 0.5, 7, -12, 12})
  void pitchMovesByTheIntervalAndLengthStays(double semitones) {
    var output = new PitchShift(semitones).apply(sine(440, RATE, 2 * RATE), RATE, 1);
    assertEquals(2 * RATE, output.length);
    var expected = 440 * Math.pow(2, semitones / 12);
    var found = Sounds.frequency(output, RATE, expected - 6, expected + 6);
    assertEquals(0, 1200 * Math.log(found / expected) / Math.log(2), 2, "cents");
    assertEquals(1, Sounds.level(output), 0.02);
  }

  @Test
  void noPitchShiftIsNoChange() {
    var input = noise(1_000, 2);
    assertArrayEquals(input, new PitchShift(0).apply(input, RATE, 1));
    assertArrayEquals(input, new TimeStretch(1).apply(input, RATE, 1));
  }

  @Test
  void frequencyRatiosAreWithinAQuarterOfACent() {
    for (var semitones = -12.0; semitones <= 12; semitones += 0.5) {
      var ratio = Math.pow(2, semitones / 12);
      var fraction = PitchShift.fraction(ratio);
      var cents = 1200 * Math.log((double) fraction[0] / fraction[1] / ratio) / Math.log(2);
      assertEquals(0, cents, 0.25, "semitones " + semitones);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.8, 1.25, 2})
  void stretchChangesLengthAndNotPitch(double rate) {
    var output = new TimeStretch(rate).apply(sine(440, RATE, 3 * RATE), RATE, 1);
    assertEquals(Math.round(3 * RATE / rate), output.length);
    assertEquals(440, Sounds.frequency(output, RATE, 430, 450), 0.4);
    assertEquals(1, Sounds.level(output), 0.02);
  }

  @Test
  void stretchMovesEventsInProportion() {
    var input = new float[4 * RATE];
    System.arraycopy(sine(1000, RATE, RATE), 0, input, 2 * RATE, RATE);
    var output = new TimeStretch(0.8).apply(input, RATE, 1);
    var onset = 0;
    while (Math.abs(output[onset]) < 0.2) {
      onset++;
    }
    assertEquals(2.5, (double) onset / RATE, 0.05);
  }

  @Test
  void nothingIsPrinted() {
    var standard = System.out;
    var printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true));
    try {
      new PitchShift().apply(noise(10_000, 1), RATE, 1);
    } finally {
      System.setOut(standard);
    }
    assertEquals("", printed.toString());
  }

  @Test
  void gainIsInDecibels() {
    assertArrayEquals(
        new float[] {2, -1}, new Gain(20 * Math.log10(2)).apply(new float[] {1, -0.5f}, RATE, 1));
  }

  @Test
  void parametersOutOfRangeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new AddNoise(-0.1));
    assertThrows(IllegalArgumentException.class, () -> new AddNoise(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new TimeShift(0));
    assertThrows(IllegalArgumentException.class, () -> new PitchShift(13));
    assertThrows(IllegalArgumentException.class, () -> new TimeStretch(0));
    assertThrows(IllegalArgumentException.class, () -> new Gain(100));
  }
}
