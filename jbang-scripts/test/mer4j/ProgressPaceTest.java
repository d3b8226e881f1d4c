package mer4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressPaceTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong clock = new AtomicLong();
  private final ProgressPace pace = new ProgressPace(clock::get);

  private void after(double seconds, long done) {
    clock.addAndGet(Math.round(seconds * SECOND));
    pace.reached(done);
  }

  @Test
  void nothingIsKnownBeforeTheSecondUnit() {
    assertEquals("", pace.rate("clips"));
    after(3, 1);
    assertEquals("", pace.rate("clips"));
    assertEquals("", pace.left(100));
    after(.25, 2);
    assertEquals("4.00 clips/s", pace.rate("clips"));
    assertEquals("25 s left", pace.left(102));
    assertEquals("3 s", pace.elapsed());
  }

  @Test
  void workDoneBeforeDoesNotCount() {
    pace.reached(715);
    after(10, 735);
    assertEquals(2, pace.perSecond(), 1e-12);
  }

  @Test
  void whatWasQuickLongAgoIsForgotten() {
    pace.reached(0);
    after(1, 10_000);
    for (var i = 1; i <= 20; i++) {
      after(1, 10_000 + i);
    }
    assertEquals(1, pace.perSecond(), 1e-12);
  }

  @Test
  void nothingIsLeftAtTheEndOrOfAnUnknownTotal() {
    pace.reached(0);
    after(2, 4);
    assertEquals("", pace.left(4));
    assertEquals("", pace.left(0));
  }

  @Test
  void timesReadWell() {
    assertEquals("59 s", ProgressPace.time(59.4));
    assertEquals("1 min 00 s", ProgressPace.time(59.6));
    assertEquals("2 h 05 min", ProgressPace.time(7500));
  }
}
