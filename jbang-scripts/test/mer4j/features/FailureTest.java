package mer4j.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FailureTest {
  @Test
  void theReasonIsOneLineWithoutTheName() {
    assertEquals("empty file", new Failure("a b.mp3", "a b.mp3: empty\n  file").reason());
    assertEquals("c.mp3: empty file", new Failure("b.mp3", "c.mp3: empty file").reason());
    assertEquals("unknown", new Failure("b.mp3", null).reason());
  }
}
