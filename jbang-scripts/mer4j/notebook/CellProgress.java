package mer4j.notebook;

import java.util.UUID;
import mer4j.ProgressListener;
import mer4j.ProgressPace;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/**
 * Shows progress in a notebook cell as one line that is replaced in place, at most five times a
 * second. Outside a notebook it shows nothing.
 */
public final class CellProgress implements ProgressListener {
  private static final long PAUSE_NANOS = 200_000_000;

  private final String title;
  private final ProgressPace pace = new ProgressPace();
  private final String id = UUID.randomUUID().toString();
  private boolean shown;
  private long last;

  /**
   * @param title what is being done
   */
  public CellProgress(String title) {
    this.title = title;
  }

  @Override
  public synchronized void update(long done, long total, String message) {
    pace.reached(done);
    long now = System.nanoTime();
    if (shown && done < total && now - last < PAUSE_NANOS) {
      return;
    }
    last = now;
    NotebookRenderers.kernel().ifPresent(kernel -> show(kernel, done, total, message));
  }

  private void show(BaseKernel kernel, long done, long total, String message) {
    var left = pace.left(total);
    var comma = left.isEmpty() ? "" : ", ";
    var text = "%s: %d of %d%s%s  %s".formatted(title, done, total, comma, left, message).strip();
    var line = new DisplayData(text);
    // set by key: the method for it has another return type in each version of the kernel
    line.putTransientData(DisplayData.DISPLAY_ID_KEY, id);
    if (shown) {
      kernel.getIO().display.updateDisplay(line);
    } else {
      kernel.getIO().display.display(line);
      shown = true;
    }
  }
}
