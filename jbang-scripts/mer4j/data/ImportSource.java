package mer4j.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A folder or zip archive that holds files of a data set at any depth. */
sealed interface ImportSource extends AutoCloseable {
  /** All files, in no particular order. */
  List<Item> items() throws IOException;

  @Override
  void close() throws IOException;

  /** One file. */
  interface Item {
    /** Its name without folders. */
    String name();

    /** Its size in bytes. */
    long size();

    /** Its bytes; an archive may hold more or fewer of them than it says. */
    InputStream open() throws IOException;

    /** Where it lies, unless it is inside an archive. */
    Optional<Path> path();
  }

  /**
   * Opens a folder or a zip archive.
   *
   * @throws IllegalArgumentException if there is no such file or folder
   * @throws IOException naming the archive, if it is damaged, or an entry of it would lie outside
   *     the folder it is unpacked in
   */
  static ImportSource of(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return new Folder(path);
    }
    if (!Files.exists(path)) {
      throw new IllegalArgumentException("no such folder or zip archive: " + path);
    }
    return Archive.open(path);
  }

  /** Files below a folder; hidden ones are left out. */
  record Folder(Path root) implements ImportSource {
    @Override
    public List<Item> items() throws IOException {
      try (var walk = Files.walk(root.toRealPath())) {
        var items = new ArrayList<Item>();
        for (var file : walk.filter(Files::isRegularFile).sorted().toList()) {
          if (!file.getFileName().toString().startsWith(".")) {
            items.add(new PlainFile(file, Files.size(file)));
          }
        }
        return items;
      } catch (java.io.UncheckedIOException e) {
        throw e.getCause();
      }
    }

    @Override
    public void close() {}
  }

  /** A file in a folder. */
  record PlainFile(Path file, long size) implements Item {
    @Override
    public String name() {
      return file.getFileName().toString();
    }

    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(file);
    }

    @Override
    public Optional<Path> path() {
      return Optional.of(file);
    }
  }

  /** A zip archive. */
  record Archive(Path file, ZipFile zip) implements ImportSource {
    private static Archive open(Path file) throws IOException {
      ZipFile zip;
      try {
        zip = new ZipFile(file.toFile());
      } catch (ZipException | EOFException e) {
        var reason = e.getMessage() == null ? "it ends too early" : e.getMessage();
        throw new ZipException("%s: not a readable zip archive (%s)".formatted(file, reason));
      }
      var archive = new Archive(file, zip);
      try {
        archive.refuseEscapes();
      } catch (IOException e) {
        zip.close();
        throw e;
      }
      return archive;
    }

    /**
     * An archive that tries to write outside its folder is not what it says: none of it is used.
     */
    private void refuseEscapes() throws IOException {
      for (var entry : zip.stream().toList()) {
        var name = entry.getName().replace('\\', '/');
        boolean up = List.of(name.split("/")).contains("..");
        if (up || name.startsWith("/") || name.matches("[A-Za-z]:.*") || name.indexOf(0) >= 0) {
          throw new IOException(
              "%s: its entry '%s' would lie outside the folder; the archive is refused"
                  .formatted(file, entry.getName()));
        }
      }
    }

    @Override
    public List<Item> items() {
      var items = new ArrayList<Item>();
      zip.stream().filter(e -> !e.isDirectory()).forEach(e -> items.add(new Packed(zip, e)));
      return items;
    }

    @Override
    public void close() throws IOException {
      zip.close();
    }
  }

  /** A file in an archive. */
  record Packed(ZipFile zip, ZipEntry entry) implements Item {
    @Override
    public String name() {
      var name = entry.getName().replace('\\', '/');
      return name.substring(name.lastIndexOf('/') + 1);
    }

    @Override
    public long size() {
      return entry.getSize();
    }

    @Override
    public InputStream open() throws IOException {
      return zip.getInputStream(entry);
    }

    @Override
    public Optional<Path> path() {
      return Optional.empty();
    }
  }
}
