package mer4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Puts a file of an import in its place: whole and right, or not at all. */
final class ImportedFile {
  private ImportedFile() {}

  /** Whether a file has the content wanted. */
  @FunctionalInterface
  interface Check {
    boolean isRight(Path file) throws IOException;
  }

  /**
   * Links a file, or copies it where that is not possible.
   *
   * @param check of the file in its temporary place
   * @throws IOException if it cannot be written, or is not right: it changed while it was read
   */
  static void place(ImportSource.Item item, Path target, Check check) throws IOException {
    Files.createDirectories(target.getParent());
    var part = target.resolveSibling("." + target.getFileName() + ".part");
    try {
      Files.deleteIfExists(part);
      if (!linked(item, part)) {
        try (var in = item.open()) {
          Files.copy(limited(in, item.size()), part);
        }
      }
      if (!check.isRight(part)) {
        throw new IOException("%s changed while it was read; run it again".formatted(item.name()));
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static boolean linked(ImportSource.Item item, Path link) {
    if (item.path().isEmpty()) {
      return false;
    }
    try {
      Files.createLink(link, item.path().get().toRealPath());
      return true;
    } catch (IOException | UnsupportedOperationException | SecurityException e) {
      return false; // another disk, or a file system without links: it is copied
    }
  }

  /** An archive that says less than it holds ends where it said it would. */
  static InputStream limited(InputStream in, long size) {
    return new java.io.FilterInputStream(in) {
      private long left = size;

      @Override
      public int read(byte[] into, int from, int count) throws IOException {
        int read = left <= 0 ? -1 : super.read(into, from, (int) Math.min(count, left));
        left -= Math.max(0, read);
        return read;
      }
    };
  }
}
