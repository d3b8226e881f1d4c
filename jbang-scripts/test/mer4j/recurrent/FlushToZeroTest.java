package mer4j.recurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

class FlushToZeroTest {
  private static volatile float small = 1e-30f;

  @Test
  void subnormalResultsAreZeroDuringTheWorkAlone() {
    assumeTrue(FlushToZero.supported(), "Linux on x86-64 only");
    assertNotEquals(0f, small * 1e-10f);
    FlushToZero.during(
        () -> {
          assertEquals(0f, small * 1e-10f);
          FlushToZero.during(() -> small);
          assertEquals(0f, small * 1e-10f); // the outer work still flushes
          assertEquals(1e-30f * 1e-5f, small * 1e-5f); // ordinary numbers are as ever
          return null;
        });
    assertNotEquals(0f, small * 1e-10f);
    assertThrows(
        IllegalStateException.class,
        () ->
            FlushToZero.during(
                () -> {
                  throw new IllegalStateException();
                }));
    assertNotEquals(0f, small * 1e-10f);
  }
}
