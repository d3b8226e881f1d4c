package mer4j.features;

import java.io.IOException;
import java.nio.file.Path;

/** Another extraction is writing to a feature folder; once it ends, the folder is free. */
public final class FolderBusyException extends IOException {
  private static final long serialVersionUID = 1;

  FolderBusyException(Path folder) {
    super("another extraction is writing to " + folder);
  }
}
