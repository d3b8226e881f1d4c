package mer4j.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * An error as a script tells it.
 *
 * @param message one line without the script's name
 * @param exitCode one of the codes of {@link Scripts}
 */
record Failure(String message, int exitCode) {
  static Failure of(Throwable error) {
    return switch (error) {
      case UncheckedIOException e -> of(e.getCause());
      case ExecutionException e when e.getCause() != null -> of(e.getCause());
      case CompletionException e when e.getCause() != null -> of(e.getCause());
      case InterruptedException e -> stopped();
      case ClosedByInterruptException e -> stopped();
      case InterruptedIOException e -> stopped();
      case CancellationException e -> stopped();
      case IOException e -> new Failure(file(e), Scripts.FAILED);
      case InvalidPathException e -> new Failure(path(e), Scripts.WRONG_USAGE);
      // Subclasses (NumberFormatException ...) come from a mistake inside, not from the caller.
      case IllegalArgumentException e when e.getClass() == IllegalArgumentException.class ->
          new Failure(text(e), Scripts.WRONG_USAGE);
      case IllegalStateException e when e.getClass() == IllegalStateException.class ->
          new Failure(text(e), Scripts.FAILED);
      case OutOfMemoryError e ->
          new Failure(
              "not enough memory (%d MB allowed): %s"
                  .formatted(Runtime.getRuntime().maxMemory() >> 20, text(e)),
              Scripts.FAILED);
      default ->
          new Failure(
              "unexpected %s (%s shows where)"
                  .formatted(oneLine(error.toString()), Scripts.VERBOSE),
              Scripts.FAILED);
    };
  }

  private static Failure stopped() {
    return new Failure("stopped before the end", Scripts.INTERRUPTED);
  }

  private static String file(IOException error) {
    // The message of these is the bare path.
    return switch (error) {
      case NoSuchFileException e -> "no such file or folder: " + text(e);
      case FileNotFoundException e -> "cannot open: " + text(e);
      case AccessDeniedException e -> "not permitted: " + text(e);
      case FileAlreadyExistsException e -> "already there: " + text(e);
      case NotDirectoryException e -> "not a folder: " + text(e);
      case DirectoryNotEmptyException e -> "folder not empty: " + text(e);
      case FileSystemException e -> text(e);
      default -> text(error);
    };
  }

  private static String path(InvalidPathException error) {
    return "file name not possible: "
        + oneLine(error.getInput())
        + (FileNames.encodingIsUtf8() ? "" : "; " + FileNames.advice());
  }

  private static String text(Throwable error) {
    var message = error.getMessage();
    return message == null || message.isBlank()
        ? error.getClass().getSimpleName()
        : oneLine(message);
  }

  static String oneLine(String text) {
    return text == null ? "" : text.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
