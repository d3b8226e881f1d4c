package mer4j.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SignalTest {
  private static float[] read(Signal signal, long from, int count) {
    var into = new float[count + 2];
    into[0] = -1;
    into[count + 1] = -1;
    signal.read(from, into, 1, count);
    assertEquals(-1, into[0]);
    assertEquals(-1, into[count + 1]);
    return java.util.Arrays.copyOfRange(into, 1, count + 1);
  }

  @Test
  void aSignalIsSilentOutsideItsSamples() {
    var signal = Signal.of(new float[] {1, 2, 3});
    assertEquals(3, signal.length());
    assertArrayEquals(new float[] {2, 3}, read(signal, 1, 2));
    assertArrayEquals(new float[] {0, 0, 1, 2, 3, 0}, read(signal, -2, 6));
    assertArrayEquals(new float[] {3, 0}, read(signal, 2, 2));
    assertArrayEquals(new float[] {0, 0}, read(signal, 7, 2));
    assertArrayEquals(new float[] {0, 0}, read(signal, -5, 2));
    assertArrayEquals(new float[] {}, read(signal, 1, 0));
  }
}
