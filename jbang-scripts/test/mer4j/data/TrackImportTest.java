package mer4j.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import mer4j.ProgressListener;
import mer4j.features.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four tracks in two archives, and a third folder that is not of the set. */
class TrackImportTest {
  @TempDir Path folder;

  private final Map<String, byte[]> served = new TreeMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private DatasetImport set;
  private Path own;

  private static String sound(String path) {
    return "sound of " + path;
  }

  @BeforeEach
  void serve() throws IOException {
    var rows = new StringBuilder(Track.HEADER + "\r\n");
    var sums = new StringBuilder();
    var archives = new StringBuilder();
    var paths = List.of("00/100", "00/200", "01/101", "01/201", "02/302");
    for (var path : paths) {
      var number = path.substring(3);
      rows.append("track_" + number + "\tartist_" + number + "\talbum_1\t" + path + ".mp3\t30.0\t");
      rows.append(path.startsWith("00") ? "mood/theme---sad\r\n" : "mood/theme---calm\r\n");
      sums.append(Sha256.of(sound(path)) + " " + path + ".low.mp3\n");
    }
    for (var number : List.of("00", "01", "02")) {
      var tar = tar(paths.stream().filter(path -> path.startsWith(number)).toList());
      served.put("set-" + number + ".tar", tar);
      archives.append(sha256(tar) + " set-" + number + ".tar\n");
    }
    served.put("tracks.tsv", rows.toString().getBytes(StandardCharsets.UTF_8));
    served.put("sums.txt", sums.toString().getBytes(StandardCharsets.UTF_8));
    served.put("tars.txt", archives.toString().getBytes(StandardCharsets.UTF_8));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    set = new DatasetImport(descriptor(), folder.resolve("data"), folder.resolve("downloads"));
    own = folder.resolve("data/toy");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private DatasetDescriptor descriptor() throws IOException {
    var address = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    var remote = new ArrayList<String>();
    for (var name : List.of("tracks.tsv", "sums.txt", "tars.txt")) {
      var sum = sha256(served.get(name));
      remote.add("{\"url\": \"%s%s\", \"sha256\": \"%s\"}".formatted(address, name, sum));
    }
    return DatasetDescriptor.read(
        Files.writeString(
            folder.resolve("toy.json"),
            """
            {"name": "toy", "homepage": "the toy shop", "classes": ["calm", "sad"], "clips": 4,
             "frames": 7, "extension": "low.mp3", "remote": %s,
             "tracks": {"table": "tracks.tsv", "train": "a", "validation": "b", "test": "c",
              "checksums": "sums.txt", "archives": "tars.txt", "archiveUrl": "%s",
              "ending": ".low.mp3", "folders": 2}}
            """
                .formatted(remote, address)));
  }

  private static String sha256(byte[] bytes) throws IOException {
    return Sha256.of(new java.io.ByteArrayInputStream(bytes));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var name = exchange.getRequestURI().getPath().substring(1);
      var range = exchange.getRequestHeaders().getFirst("Range");
      asked.add(name + (range == null ? "" : " " + range));
      var content = served.get(name);
      if (content == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
      exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
      exchange.getResponseBody().write(content, from, content.length - from);
    }
  }

  /** As GNU tar writes it: a folder first, then its files. */
  private static byte[] tar(List<String> paths) {
    var out = new ByteArrayOutputStream();
    entry(out, paths.getFirst().substring(0, 3), '5', new byte[0]);
    for (var path : paths) {
      entry(out, path + ".low.mp3", '0', sound(path).getBytes(StandardCharsets.UTF_8));
    }
    entry(out, "../../escaped.mp3", '0', new byte[3]);
    out.writeBytes(new byte[1024]);
    return out.toByteArray();
  }

  private static void entry(ByteArrayOutputStream out, String name, char type, byte[] content) {
    var header = new byte[512];
    put(header, 0, name);
    put(header, 100, "0000644");
    put(header, 124, "%011o".formatted(content.length));
    put(header, 136, "00000000000");
    put(header, 148, "        ");
    header[156] = (byte) type;
    put(header, 257, "ustar");
    int sum = 0;
    for (byte value : header) {
      sum += value & 0xff;
    }
    put(header, 148, "%06o\0 ".formatted(sum));
    out.writeBytes(header);
    out.writeBytes(content);
    out.writeBytes(new byte[(512 - content.length % 512) % 512]);
  }

  private static void put(byte[] header, int at, String text) {
    var bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private String placed(String path) throws IOException {
    return Files.readString(own.resolve("audio").resolve(path + ".low.mp3"));
  }

  @Test
  void downloadsWhatTheSetNeedsAndOnlyOnce() throws IOException {
    assertFalse(set.validate(ProgressListener.NONE).complete());
    var report = set.download(ProgressListener.NONE);
    assertTrue(report.complete(), report.toString());
    assertEquals(4, report.added().size());
    assertEquals(List.of("tracks.tsv", "sums.txt", "tars.txt", "set-00.tar", "set-01.tar"), asked);
    assertEquals(sound("01/201"), placed("01/201"));
    assertFalse(Files.exists(own.resolve("audio/02")), "not of the set");
    try (var files = Files.walk(folder)) {
      assertTrue(files.noneMatch(file -> file.toString().contains("escaped")));
    }
    try (var left = Files.list(folder.resolve("downloads"))) {
      assertEquals(0, left.count());
    }
    asked.clear();
    assertTrue(set(4).validate(ProgressListener.NONE).complete());
    assertEquals(4, set(4).download(ProgressListener.NONE).present().size());
    assertEquals(List.of(), asked);
  }

  private DatasetImport set(int clips) throws IOException {
    var fresh = descriptor();
    assertEquals(clips, fresh.clips());
    return new DatasetImport(fresh, folder.resolve("data"), folder.resolve("downloads"));
  }

  @Test
  void goesOnWhereItStopped() throws IOException {
    set.download(ProgressListener.NONE);
    asked.clear();
    Files.delete(own.resolve("audio/01/101.low.mp3"));
    Files.writeString(own.resolve("audio/01/201.low.mp3"), "cut");
    Files.writeString(own.resolve("tracks.tsv"), "damaged");
    var damaged = set(4).validate(ProgressListener.NONE);
    assertEquals(
        List.of("tracks.tsv: its content is not that of the set"), damaged.damagedTables());
    assertFalse(damaged.complete());
    var part = folder.resolve("downloads/set-01.tar.part");
    Files.write(part, java.util.Arrays.copyOf(served.get("set-01.tar"), 700));
    var report = set(4).download(ProgressListener.NONE);
    assertTrue(report.complete(), report.toString());
    assertEquals(2, report.added().size());
    assertEquals(List.of("tracks.tsv", "set-01.tar bytes=700-"), asked);
  }

  @Test
  void saysWhyItFails() throws IOException {
    served.remove("set-01.tar");
    var error = assertThrows(IOException.class, () -> set.download(ProgressListener.NONE));
    assertTrue(error.getMessage().contains("set-01.tar"), error.getMessage());
    assertTrue(error.getMessage().contains("the toy shop"), error.getMessage());
    var report = set(4).validate(ProgressListener.NONE);
    assertEquals(2, report.present().size(), "the first archive is unpacked");
    assertEquals(2, report.missing().size());
  }

  /** The set's repository holds five divisions under one name: only content tells them apart. */
  @Test
  void takesACopyOneHas() throws IOException {
    var copy = folder.resolve("copy");
    Files.createDirectories(copy.resolve("a/b"));
    Files.createDirectories(copy.resolve("other"));
    Files.write(copy.resolve("a/tracks.tsv"), served.get("tracks.tsv"));
    Files.writeString(copy.resolve("other/tracks.tsv"), "another division");
    Files.write(copy.resolve("a/sums.txt"), served.get("sums.txt"));
    Files.write(copy.resolve("a/tars.txt"), served.get("tars.txt"));
    Files.writeString(copy.resolve("a/b/100.low.mp3"), sound("00/100"));
    Files.writeString(copy.resolve("a/b/200.low.mp3"), "another sound");
    Files.write(copy.resolve("set-01.tar"), served.get("set-01.tar"));
    var report = set.from(copy, ProgressListener.NONE);
    assertEquals(List.of("track_101", "track_201", "track_100"), report.added());
    assertEquals(List.of("track_200"), report.differing());
    assertEquals(List.of("tracks.tsv", "sums.txt", "tars.txt"), report.tables());
    assertEquals(List.of(), asked);
    Files.writeString(copy.resolve("a/b/200.low.mp3"), sound("00/200"));
    assertTrue(set(4).from(copy, ProgressListener.NONE).complete());
    assertEquals(sound("00/200"), placed("00/200"));
    Files.delete(own.resolve("sums.txt"));
    var unchecked = set(4).validate(ProgressListener.NONE);
    assertEquals(List.of("sums.txt: missing"), unchecked.damagedTables());
    assertFalse(unchecked.complete(), "nothing can be checked without the list");
  }

  @Test
  void damagedArchivesAreNotUnpacked() throws IOException {
    var names = new ArrayList<String>();
    var zeros = new java.io.ByteArrayInputStream(new byte[700]);
    TarFile.read(zeros, (name, content, size) -> names.add(name)); // an empty block is the end
    var text = new java.io.ByteArrayInputStream("no archive".repeat(60).getBytes());
    var error =
        assertThrows(
            IOException.class, () -> TarFile.read(text, (name, content, size) -> names.add(name)));
    assertTrue(error.getMessage().contains("damaged"), error.getMessage());
    assertEquals(List.of(), names);
    var whole = served.get("set-00.tar");
    var cut = java.util.Arrays.copyOf(whole, 1030);
    assertThrows(
        IOException.class,
        () ->
            TarFile.read(
                new java.io.ByteArrayInputStream(cut),
                (name, content, size) -> content.readAllBytes()));
  }
}
