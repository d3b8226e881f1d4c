package mer4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import mer4j.audio.AddNoise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariantTest {
  private static Variant one(String text) {
    return Variant.parse(text).getFirst();
  }

  @Test
  void textsGiveVariantsAndVariantsTexts() {
    assertEquals(
        "[noise=0.05, shift=0.5, pitch=2.0]", Variant.study().toString(), "the study's numbers");
    assertEquals("stretch=0.8..1.25+gain=-6.0", one("stretch+gain=-6").toString());
    assertEquals(one("pitch=-2..2"), one(one("pitch=-2..2").toString()));
    assertEquals("_noisy_shifted", one("noise+shift").suffix());
    assertEquals(
        List.of("_noisy", "_noisy_2", "_noisy_shifted", "_noisy_3"),
        Variant.suffixes(Variant.parse("noise,noise=.01,noise+shift,noise")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          echo          | unknown augmentation 'echo'; allowed: noise, shift, pitch, stretch, gain
          noise,        | unknown augmentation ''
          noise=loud    | noise=loud: give a number or a range
          pitch=2..-2   | the range 2.0..-2.0 is the wrong way round
          stretch=0     | stretch rate must lie between 0.25 and 4
          gain=-6..     | gain=: give a number or a range
          """)
  void wrongTextsAreToldInOneLine(String text, String told) {
    var error = assertThrows(IllegalArgumentException.class, () -> Variant.parse(text));
    assertTrue(error.getMessage().contains(told), error.getMessage());
    assertFalse(error.getMessage().contains("\n"));
  }

  @Test
  void drawsFromTheRangeAndRepeatsItself() {
    var signal = new float[] {.5f, -.25f};
    var levels = new HashSet<Float>();
    for (int seed = 0; seed < 50; seed++) {
      var changed = one("gain=-6..6").apply(signal, 8000, seed);
      assertArrayEquals(changed, one("gain=-6..6").apply(signal, 8000, seed));
      double decibels = 20 * Math.log10(changed[0] / signal[0]);
      assertTrue(decibels > -6.01 && decibels < 6.01, "dB " + decibels);
      levels.add(changed[0]);
    }
    assertTrue(levels.size() > 40);
    assertArrayEquals(new float[] {.5f, -.25f}, signal);
  }

  @Test
  void stepsFollowEachOther() {
    var silence = new float[4000];
    var noisy = one("noise=0.1+gain=-20").apply(silence, 8000, 3);
    var squares = 0.0;
    for (float sample : noisy) {
      squares += sample * sample;
    }
    assertEquals(.01, Math.sqrt(squares / silence.length), 5e-4, "softer after the noise");
    assertFalse(Arrays.equals(noisy, new AddNoise(.1).apply(silence, 8000, 3)));
  }
}
