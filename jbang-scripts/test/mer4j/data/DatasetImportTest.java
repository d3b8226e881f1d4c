package mer4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import mer4j.ProgressListener;
import mer4j.TestData;
import mer4j.features.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetImportTest {
  private static final String LABELS = "Song,Quadrant\na,Q1\nb,Q1\nc,Q2\n";

  @TempDir Path folder;
  private Path data;
  private Path source;

  @BeforeEach
  void toySet() throws IOException {
    data = Files.createDirectories(folder.resolve("data"));
    source = Files.createDirectories(folder.resolve("copy/deep/er"));
    descriptor("");
    Files.writeString(
        data.resolve("toy-index.csv"),
        "id,quadrant,artist,bytes,sha256\n"
            + line("a", "Q1", "sound of a")
            + line("b", "Q1", "sound of b")
            + line("c", "Q2", "sound of c!"));
  }

  private void descriptor(String remote) throws IOException {
    Files.writeString(
        data.resolve("toy.json"),
        """
        {"name": "toy", "homepage": "the toy shop", "classes": ["Q1", "Q2"], "clips": 3,
         "frames": 7, "extension": "mp3", "index": "toy-index.csv", "remote": [%s],
         "tables": [{"file": "labels.csv", "idColumn": "Song", "labelColumn": "Quadrant"}]}
        """
            .formatted(remote));
  }

  private static String line(String id, String label, String sound) {
    return "%s,%s,0,%d,%s\n".formatted(id, label, sound.length(), Sha256.of(sound));
  }

  private DatasetImport toy() throws IOException {
    return new DatasetImport(
        DatasetDescriptor.read(data.resolve("toy.json")), data, folder.resolve("downloads"));
  }

  private ImportReport from(Path path) throws IOException {
    return toy().from(path, ProgressListener.NONE);
  }

  private Path zip(Map<String, String> entries) throws IOException {
    var file = folder.resolve("set.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var entry : new TreeMap<>(entries).entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return file;
  }

  private String placed(String id) throws IOException {
    return Files.readString(data.resolve("toy/audio/" + id + ".mp3"));
  }

  @Test
  void findsFilesAtAnyDepthByNameAndByChecksum() throws IOException {
    Files.writeString(source.resolve("A.MP3"), "sound of a");
    Files.writeString(source.resolveSibling("renamed.bin"), "sound of b");
    Files.writeString(source.resolve("c.mp3"), "sound of x!");
    Files.writeString(source.resolve("labels.csv"), "\uFEFF" + LABELS.replace("\n", "\r\n"));
    var report = from(folder.resolve("copy"));
    assertEquals(List.of("a", "b"), report.added());
    assertEquals(List.of("c"), report.differing());
    assertEquals(List.of(), report.missing());
    assertEquals(List.of("labels.csv"), report.tables());
    assertFalse(report.complete());
    assertEquals("sound of b", placed("b"));

    Files.writeString(folder.resolve("copy/c.mp3"), "sound of c!");
    Files.writeString(data.resolve("toy/audio/a.mp3"), "damaged..."); // also the linked original
    Files.writeString(folder.resolve("copy/a.mp3"), "sound of a");
    report = from(folder.resolve("copy"));
    assertEquals(List.of("b"), report.present());
    assertEquals(List.of("a", "c"), report.added());
    assertTrue(report.complete());
    assertEquals("sound of a", placed("a"));
    report = toy().validate(ProgressListener.NONE);
    assertEquals(3, report.present().size());
    assertTrue(report.complete());
    try (var files = Files.list(data.resolve("toy/audio"))) {
      assertEquals(3, files.count());
    }
    Files.delete(data.resolve("toy/audio/b.mp3"));
    assertEquals(List.of("b"), toy().validate(ProgressListener.NONE).missing());
  }

  @Test
  void unpacksArchives() throws IOException {
    var report =
        from(
            zip(
                Map.of(
                    "set/Q1/a.mp3", "sound of a",
                    "set/Q1/b.mp3", "sound of b",
                    "set/Q2/c.mp3", "sound of c!",
                    "set/", "",
                    "labels.csv", LABELS)));
    assertTrue(report.complete());
    assertEquals("sound of c!", placed("c"));
    assertEquals(List.of("labels.csv"), report.tables());
  }

  @Test
  void refusesArchivesThatReachOutside() throws IOException {
    for (var name :
        List.of(
            "../a.mp3",
            "x/../../a.mp3",
            "/elsewhere/a.mp3",
            "C:/a.mp3",
            "x\\..\\..\\a.mp3",
            "..")) {
      var zip = zip(Map.of(name, "sound of a", "b.mp3", "sound of b"));
      var error = assertThrows(IOException.class, () -> from(zip));
      assertTrue(error.getMessage().contains("outside"), error.getMessage());
      assertTrue(error.getMessage().contains(name), error.getMessage());
      assertFalse(Files.exists(data.resolve("toy")), "nothing of it is used");
    }
    assertTrue(from(zip(Map.of("..a/b..c/a.mp3", "sound of a"))).added().contains("a"));
  }

  @Test
  void namesUnusableSources() throws IOException {
    var none = folder.resolve("none");
    assertThrows(IllegalArgumentException.class, () -> from(none));
    var text = Files.writeString(folder.resolve("text.zip"), "no archive");
    var error = assertThrows(IOException.class, () -> from(text));
    assertTrue(error.getMessage().contains("not a readable zip archive"), error.getMessage());
    var report = from(folder.resolve("copy"));
    assertEquals(List.of("a", "b", "c"), report.missing());
    assertEquals(0, report.here());
  }

  /** A cut or changed archive gives an error or clips that differ, never wrong clips. */
  @Test
  void survivesDamagedArchives() throws IOException {
    var file = zip(Map.of("a.mp3", "sound of a", "b.mp3", "sound of b", "c.mp3", "sound of c!"));
    var whole = Files.readAllBytes(file);
    var random = new java.util.SplittableRandom(3);
    for (int round = 0; round < 300; round++) {
      var bytes = whole.clone();
      if (round % 3 == 0) {
        bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
      } else {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
      }
      Files.write(file, bytes);
      try {
        from(file);
      } catch (IOException e) {
        assertFalse(e.getMessage().isBlank());
      }
      for (var id : List.of("a", "b", "c")) {
        var clip = data.resolve("toy/audio/" + id + ".mp3");
        if (Files.exists(clip)) {
          assertTrue(Files.readString(clip).startsWith("sound of " + id));
          Files.delete(clip);
        }
      }
    }
  }

  @Test
  void damagedTablesDoNotReplaceGoodOnes() throws IOException {
    Files.writeString(source.resolve("labels.csv"), LABELS);
    from(folder.resolve("copy"));
    Files.writeString(source.resolve("labels.csv"), "Song,Mood\na,Q1\n");
    var report = from(folder.resolve("copy"));
    assertEquals(
        List.of("labels.csv: no column 'Quadrant'; it has Song, Mood"), report.damagedTables());
    assertEquals(LABELS, Files.readString(data.resolve("toy/labels.csv")));
  }

  @Test
  void composedSetsAreComposed() throws IOException {
    var embedded = new DatasetImport(Datasets.descriptor("embedded"));
    assertThrows(
        IllegalArgumentException.class, () -> embedded.from(folder, ProgressListener.NONE));
    assertTrue(embedded.validate(ProgressListener.NONE).complete());
  }

  /** Serves bytes as a file server does, ranges included; counts what it was asked for. */
  private HttpServer serve(byte[] content, List<String> ranges, int status) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answer(exchange, content, ranges, status));
    server.start();
    var address = "http://127.0.0.1:" + server.getAddress().getPort() + "/set.zip";
    descriptor("{\"url\": \"" + address + "\"}");
    return server;
  }

  private static void answer(HttpExchange exchange, byte[] content, List<String> ranges, int status)
      throws IOException {
    try (exchange) {
      var range = exchange.getRequestHeaders().getFirst("Range");
      ranges.add(String.valueOf(range));
      int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
      if (status != 200 || from >= content.length) {
        exchange.sendResponseHeaders(status != 200 ? status : 416, -1);
        return;
      }
      exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
      exchange.getResponseBody().write(content, from, content.length - from);
    }
  }

  @Test
  void downloadsAndGoesOn() throws IOException {
    var content =
        Files.readAllBytes(
            zip(Map.of("a.mp3", "sound of a", "b.mp3", "sound of b", "c.mp3", "sound of c!")));
    var ranges = new java.util.concurrent.CopyOnWriteArrayList<String>();
    var server = serve(content, ranges, 200);
    try {
      assertTrue(toy().download(ProgressListener.NONE).complete());
      for (int have : new int[] {50, content.length}) {
        var part = folder.resolve("downloads/set.zip.part");
        Files.write(part, java.util.Arrays.copyOf(content, have));
        assertTrue(toy().download(ProgressListener.NONE).complete());
      }
      assertEquals(List.of("null", "bytes=50-", "bytes=" + content.length + "-", "null"), ranges);
      try (var left = Files.list(folder.resolve("downloads"))) {
        assertEquals(0, left.count());
      }
      new Download(url(), Sha256.of(folder.resolve("set.zip")))
          .to(folder.resolve("d"), ProgressListener.NONE);
      assertArrayEquals(content, Files.readAllBytes(folder.resolve("d")));
      var wrong =
          assertThrows(
              IOException.class,
              () ->
                  new Download(url(), "0".repeat(64))
                      .to(folder.resolve("e"), ProgressListener.NONE));
      assertTrue(wrong.getMessage().contains("another checksum"));
      assertFalse(Files.exists(folder.resolve("e")));
    } finally {
      server.stop(0);
    }
  }

  private String url() throws IOException {
    return DatasetDescriptor.read(data.resolve("toy.json")).remote().getFirst().url();
  }

  @Test
  void saysWhyADownloadFails() throws IOException {
    var error = assertThrows(IOException.class, () -> toy().download(ProgressListener.NONE));
    assertTrue(error.getMessage().contains("--from"), error.getMessage());

    var server = serve(new byte[10], new java.util.ArrayList<>(), 404);
    error = assertThrows(IOException.class, () -> toy().download(ProgressListener.NONE));
    assertTrue(error.getMessage().contains("answers 404"), error.getMessage());
    server.stop(0);
    error = assertThrows(IOException.class, () -> toy().download(ProgressListener.NONE));
    assertTrue(error.getMessage().contains("no connection"), error.getMessage());
    assertTrue(error.getMessage().contains("toy shop"), error.getMessage());

    server = serve("no archive".getBytes(StandardCharsets.UTF_8), new java.util.ArrayList<>(), 200);
    error = assertThrows(IOException.class, () -> toy().download(ProgressListener.NONE));
    assertTrue(error.getMessage().contains("not a readable zip"), error.getMessage());
    assertFalse(Files.exists(folder.resolve("downloads/set.zip")));
    server.stop(0);
  }

  /** The real set's sixty-four clips and its two tables, where they are at hand. */
  @Test
  void bringsRealClips() throws IOException {
    var shared = TestData.shared("datasets/4q");
    for (var file : List.of("4q.json", "4q-index.csv")) {
      Files.copy(TestData.project().resolve("data").resolve(file), data.resolve(file));
    }
    var descriptor = DatasetDescriptor.read(data.resolve("4q.json"));
    var report =
        new DatasetImport(descriptor, data, folder.resolve("downloads"))
            .from(shared, ProgressListener.NONE);
    assertEquals(64, report.added().size());
    assertEquals(836, report.missing().size());
    assertEquals(0, report.differing().size());
    assertEquals(2, report.tables().size());
    var named = new NamedDataset(descriptor, data);
    var refused = assertThrows(IOException.class, () -> named.open(false, ProgressListener.NONE));
    assertTrue(refused.getMessage().contains("836 of 900"), refused.getMessage());
    var part = named.open(true, ProgressListener.NONE);
    assertEquals(64, part.size());
    assertEquals(53, java.util.Arrays.stream(part.groups()).distinct().count());
    assertEquals(
        53, part.table().stringColumn("Artist").countUnique(), "artists as the table has them");
  }
}
