package mer4j;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;

/** Makes and deletes folders, and tells in words why one cannot be made. */
public final class Folders {
  private Folders() {}

  /**
   * Makes a folder and those above it, where they are not there yet.
   *
   * @return the folder
   * @throws IOException in one line that names the folder and the reason
   */
  public static Path make(Path folder) throws IOException {
    try {
      return Files.createDirectories(folder);
    } catch (NoSuchFileException e) {
      // Java has made every folder above it: the system allows no folders here, as below /proc.
      throw new IOException("cannot make the folder " + folder + ": no folder can be there", e);
    } catch (IOException e) {
      throw new IOException("cannot make the folder " + folder + ": " + reason(e), e);
    }
  }

  /**
   * Checks, without making anything, that a folder can be written to or made, so that hours of work
   * do not end at a folder that cannot take their result.
   *
   * @throws IOException in one line that names the folder and the reason
   */
  public static void requireWritable(Path folder) throws IOException {
    var whole = folder.toAbsolutePath().normalize();
    var there = whole;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there == null) {
      return;
    }
    if (!Files.isDirectory(there)) {
      var what = there.equals(whole) ? "a file of that name is there" : there + " is not a folder";
      throw new IOException("cannot make the folder " + folder + ": " + what);
    }
    if (!Files.isWritable(there)) {
      var step = there.equals(whole) ? "cannot write to " : "cannot make the folder ";
      throw new IOException(step + folder + ": not permitted");
    }
  }

  /** Deletes a folder and all that is in it; links are deleted, not followed. */
  public static void delete(Path folder) throws IOException {
    try (var inside = Files.walk(folder)) {
      for (var path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /**
   * Whether a path is a folder or lies below it, links followed as far as they exist.
   *
   * @param path need not exist
   * @param folder need not exist
   */
  public static boolean isInside(Path path, Path folder) throws IOException {
    return real(path).startsWith(real(folder));
  }

  private static Path real(Path path) throws IOException {
    var whole = path.toAbsolutePath().normalize();
    var there = whole;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    return there == null ? whole : there.toRealPath().resolve(there.relativize(whole));
  }

  /** Why a file or folder cannot be used, in words and without its name. */
  public static String reason(IOException error) {
    return switch (error) {
      case FileAlreadyExistsException e -> "a file of that name is there";
      case AccessDeniedException e -> "not permitted";
      case NoSuchFileException e -> "no such file or folder";
      case FileSystemLoopException e -> "its links go round in a circle";
      case FileSystemException e when e.getReason() != null -> e.getReason();
      default -> error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
    };
  }
}
