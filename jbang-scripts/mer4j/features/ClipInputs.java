package mer4j.features;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import mer4j.audio.AudioDecoder;

/**
 * The recordings found under files and folders, each with an id.
 *
 * <p>A clip's id is its path relative to the folder given, without the extension, separators
 * written {@code __}; for a file given directly, its name without the extension. Files that would
 * share an id keep their extension in it; if they share it still, the name of the folder given goes
 * before it, and at last eight digits of a digest of the path behind it. An id too long for a file
 * name is cut and ends in such a digest.
 *
 * <p>Folders are searched at any depth for names with an audio extension. Links are followed, but
 * no folder is entered twice, so circles of links end. A file given directly is taken whatever its
 * extension.
 *
 * @param clips sorted by id
 * @param skipped what was given or found but cannot be read as a clip, such as a folder without
 *     audio
 */
public record ClipInputs(List<SourceClip> clips, List<Failure> skipped) {
  private static final int LONGEST_ID_BYTES = 200;
  private static final int KEPT_ID_BYTES = 180;
  private static final String SEPARATOR = "__";

  /** A file, and what was given that led to it: its own folder if it was given directly. */
  private record Found(Path file, Path base) {}

  /** How many of the rules against equal ids a file has been put through. */
  private enum Rule {
    STEM,
    EXTENSION,
    FOLDER,
    DIGEST
  }

  /**
   * Finds the recordings.
   *
   * @param inputs files and folders; a file reached twice counts once
   * @throws IllegalArgumentException if an input does not exist
   * @throws IOException if there is no recording at all, naming the inputs
   */
  public static ClipInputs of(List<Path> inputs) throws IOException {
    var found = new LinkedHashMap<Path, Found>();
    var skipped = new ArrayList<Failure>();
    for (var input : inputs) {
      if (!Files.exists(input, LinkOption.NOFOLLOW_LINKS)) {
        throw new IllegalArgumentException("input " + input + " does not exist");
      }
    }
    for (var input : inputs) {
      var path = input.toAbsolutePath().normalize();
      if (Files.isDirectory(path)) {
        int before = found.size() + skipped.size();
        for (var file : search(path, skipped)) {
          found.putIfAbsent(file, new Found(file, path));
        }
        if (found.size() + skipped.size() == before) {
          skipped.add(new Failure(path.toString(), "the folder holds no (further) audio files"));
        }
      } else if (Files.isRegularFile(path)) {
        found.putIfAbsent(path, new Found(path, path.getParent()));
      } else {
        skipped.add(new Failure(path.toString(), "it is neither a file nor a folder"));
      }
    }
    if (found.isEmpty()) {
      throw new IOException(
          "no audio found: "
              + String.join(
                  "; ", skipped.stream().map(f -> f.source() + ": " + f.reason()).toList()));
    }
    return new ClipInputs(named(List.copyOf(found.values())), List.copyOf(skipped));
  }

  /** Audio files below a folder. Folders reached without a link come first, so they name clips. */
  private static List<Path> search(Path root, List<Failure> skipped) {
    var files = new ArrayList<Path>();
    var entered = new HashSet<Object>();
    var folders = new ArrayDeque<Path>(List.of(root));
    var links = new ArrayDeque<Path>();
    while (!folders.isEmpty() || !links.isEmpty()) {
      var folder = folders.isEmpty() ? links.poll() : folders.poll();
      try {
        if (!entered.add(folder.toRealPath())) {
          continue;
        }
        for (var entry : entries(folder)) {
          if (Files.isDirectory(entry)) {
            (Files.isSymbolicLink(entry) ? links : folders).add(entry);
          } else if (AudioDecoder.looksLikeAudio(entry) && !isResourceFork(entry)) {
            if (Files.isRegularFile(entry)) {
              files.add(entry);
            } else {
              skipped.add(new Failure(entry.toString(), "it is not a file, or a link to nowhere"));
            }
          }
        }
      } catch (IOException e) {
        skipped.add(new Failure(folder.toString(), "cannot be searched: " + reason(e)));
      }
    }
    return files;
  }

  private static List<Path> entries(Path folder) throws IOException {
    var entries = new ArrayList<Path>();
    try (var stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    }
    entries.sort(Comparator.naturalOrder());
    return entries;
  }

  /** Whether it is the companion file that macOS puts beside a file it copies or zips. */
  private static boolean isResourceFork(Path file) {
    var name = file.getFileName().toString();
    return name.startsWith("._") && Files.exists(file.resolveSibling(name.substring(2)));
  }

  private static List<SourceClip> named(List<Found> files) {
    var rules = new HashMap<Found, Rule>();
    files.forEach(file -> rules.put(file, Rule.STEM));
    while (true) {
      Map<String, List<Found>> byId = new LinkedHashMap<>();
      for (var file : files) {
        byId.computeIfAbsent(id(file, rules.get(file)), id -> new ArrayList<>()).add(file);
      }
      var clashing = byId.values().stream().filter(group -> group.size() > 1).toList();
      if (clashing.isEmpty()) {
        return byId.entrySet().stream()
            .map(entry -> new SourceClip(entry.getKey(), entry.getValue().getFirst().file()))
            .sorted(Comparator.comparing(SourceClip::id))
            .toList();
      }
      for (var group : clashing) {
        for (var file : group) {
          int next = Math.min(rules.get(file).ordinal() + 1, Rule.DIGEST.ordinal());
          rules.put(file, Rule.values()[next]);
        }
      }
    }
  }

  private static String id(Found found, Rule rule) {
    var names = new ArrayList<String>();
    found.base().relativize(found.file()).forEach(name -> names.add(name.toString()));
    if (rule == Rule.STEM) {
      var name = names.removeLast();
      int point = name.lastIndexOf('.');
      names.add(point > 0 ? name.substring(0, point) : name);
    }
    if (rule.compareTo(Rule.FOLDER) >= 0 && found.base().getFileName() != null) {
      names.addFirst(found.base().getFileName().toString());
    }
    var id = String.join(SEPARATOR, names);
    var path = found.file().toUri().getRawPath();
    var relative = path.substring(found.base().toUri().getRawPath().length());
    return fit(rule == Rule.DIGEST ? id + SEPARATOR + digest(path) : id, relative);
  }

  /** An id that is a file name on this system: short enough, and of characters it can write. */
  private static String fit(String id, String rawPath) {
    boolean writable = true;
    try {
      Objects.requireNonNull(Path.of(id));
    } catch (InvalidPathException e) {
      writable = false; // Under the C locale, names beyond ASCII are read but cannot be written.
    }
    if (writable && id.getBytes(StandardCharsets.UTF_8).length <= LONGEST_ID_BYTES) {
      return id;
    }
    var text = writable ? id : id.replaceAll("[^\\x20-\\x7e]", "_");
    int end = text.length();
    while (text.substring(0, end).getBytes(StandardCharsets.UTF_8).length > KEPT_ID_BYTES) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end) + SEPARATOR + digest(rawPath);
  }

  /** Eight digits for a path, by its bytes, so that names that cannot be decoded differ too. */
  private static String digest(String rawPath) {
    return Sha256.of(rawPath).substring(0, 8);
  }

  private static String reason(IOException e) {
    return e instanceof FileSystemException f && f.getReason() != null
        ? f.getReason()
        : e.getClass().getSimpleName().replace("Exception", "");
  }
}
