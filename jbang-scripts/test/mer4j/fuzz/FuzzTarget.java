package mer4j.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import mer4j.CsvFile;
import mer4j.Project;
import mer4j.TestData;
import mer4j.audio.AudioDecoder;
import mer4j.audio.AudioLoader;
import mer4j.audio.ScratchSignal;
import mer4j.audio.WavFile;
import mer4j.data.DatasetDescriptor;
import mer4j.data.Track;
import mer4j.eval.ModelCard;
import mer4j.eval.ResultTables;
import mer4j.features.ExtractionSettings;
import mer4j.features.FeatureStore;
import mer4j.features.Npy;
import mer4j.runs.MetricsLog;
import mer4j.runs.RunConfig;

/**
 * A reader of files that anybody may have made. Whatever the bytes are, it must return, or throw an
 * {@link IOException} of one line that names the file ({@link IllegalArgumentException} where text
 * is read instead of a file). Any other exception, an error or a crash is a finding.
 */
enum FuzzTarget {
  NPY("x.npy") {
    @Override
    void read(Path file) throws IOException {
      var array = Npy.read(file);
      array.doubles();
      array.floats();
    }

    @Override
    List<byte[]> seeds() throws IOException {
      var file = Files.createTempFile("seed", ".npy");
      var seeds = new ArrayList<byte[]>();
      Npy.writeFloat(file, new int[] {3, 5}, new float[15]);
      seeds.add(Files.readAllBytes(file));
      Npy.writeComplex(file, new int[] {2, 2}, new float[8]);
      seeds.add(Files.readAllBytes(file));
      Npy.writeInt(file, new int[] {4}, new int[] {1, 2, 3, 4});
      seeds.add(Files.readAllBytes(file));
      Files.delete(file);
      return seeds;
    }
  },
  WAV("x.wav") {
    @Override
    void read(Path file) throws IOException {
      AudioLoader.loadNative(file);
      try (var onDisk = ScratchSignal.create(0, 1_000)) {
        AudioLoader.load(file, 22_050, onDisk);
      }
    }

    @Override
    List<byte[]> seeds() throws IOException {
      var file = Files.createTempFile("seed", ".wav");
      WavFile.write(file, new float[300], 8_000);
      var plain = Files.readAllBytes(file);
      Files.delete(file);
      return List.of(plain, golden("audio/pcm8_mono_11025.wav"));
    }
  },
  MP3("x.mp3", "audio/mpeg1_stereo_44100.mp3", "audio/mpeg2_mono_16000.mp3"),
  FLAC("x.flac", "audio/pcm16_mono_8000.flac"),
  OGG("x.ogg", "audio/vorbis_mono_16000.ogg"),
  CSV("x.csv") {
    @Override
    void read(Path file) throws IOException {
      CsvFile.parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
      CsvFile.lines(file);
      CsvFile.read(file, List.of());
    }

    @Override
    List<byte[]> seeds() {
      return List.of(text("a,b\n1,2\n\"x \"\"y\"\"\",\"z\n\"\r\n"), text("\uFEFFü\n\"\"\n"));
    }
  },
  MANIFEST("manifest.csv") {
    @Override
    void read(Path file) throws IOException {
      FeatureStore.open(file.getParent()).manifest();
    }

    @Override
    List<byte[]> seeds() {
      var digest = "0123456789abcdef".repeat(4);
      var header =
          "clip,source,source_sha256,npy_sha256,sample_rate,samples,frames,status,settings";
      var row = "a,/b/a.wav,%s,%s,22050,999,2,ok,0123456789abcdef".formatted(digest, digest);
      return List.of(text(header + "\n" + row + "\n" + row.replace("a,", "\"b,\"\"\",") + "\n"));
    }
  },
  METRICS("metrics.csv") {
    @Override
    void read(Path file) throws IOException {
      MetricsLog.open(file);
    }

    @Override
    List<byte[]> seeds() {
      return List.of(text("epoch,loss,accuracy\n1,0.5,0.25\n2,NaN,0.5\n"));
    }
  },
  RESULTS("results.csv") {
    @Override
    void read(Path file) throws IOException {
      ResultTables.readResults(file);
    }

    @Override
    List<byte[]> seeds() {
      var header = String.join(",", ResultTables.resultColumns(2));
      return List.of(text(header + "\nLR,leak-free,pooled,0.5,0.4,0.1,0.5,0.5,0.5,1,0.1,\n"));
    }
  },
  SETTINGS("settings.json") {
    @Override
    void read(Path file) throws IOException {
      ExtractionSettings.fromJson(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }

    @Override
    List<byte[]> seeds() {
      return List.of(text(ExtractionSettings.study().toJson()));
    }
  },
  MODEL("model.json") {
    @Override
    void read(Path file) throws IOException {
      ModelCard.read(file.getParent());
      ModelCard.readParameters(file.getParent());
    }

    @Override
    List<byte[]> seeds() throws IOException {
      var folder = Files.createTempDirectory("seed");
      var classes = List.of("Q1", "Q2");
      var features = ExtractionSettings.study();
      new ModelCard("baseline", "LR", classes, features, 9, "4q", "leak-free", new TreeMap<>())
          .write(folder, ModelCard.parameters());
      var bytes = Files.readAllBytes(folder.resolve("model.json"));
      Files.delete(folder.resolve("model.json"));
      Files.delete(folder);
      return List.of(bytes);
    }
  },
  CONFIG("config.json") {
    @Override
    void read(Path file) throws IOException {
      RunConfig.read(file.getParent());
    }

    @Override
    List<byte[]> seeds() {
      return List.of(
          text("{\"script\":\"x\",\"options\":{\"a\":\"1\"},\"seed\":7,\"provenance\":{}}"));
    }
  },
  DESCRIPTOR("set.json") {
    @Override
    void read(Path file) throws IOException {
      DatasetDescriptor.read(file);
    }

    @Override
    List<byte[]> seeds() throws IOException {
      return List.of(
          Files.readAllBytes(Project.root().resolve("data/4q.json")),
          Files.readAllBytes(Project.root().resolve("data/embedded.json")));
    }
  },
  TRACKS("tracks.tsv") {
    @Override
    void read(Path file) throws IOException {
      Track.read(file);
    }

    @Override
    List<byte[]> seeds() {
      var header = "TRACK_ID\tARTIST_ID\tALBUM_ID\tPATH\tDURATION\tTAGS\r\n";
      var row = "track_0000948\tartist_000087\talbum_000149\t48/948.mp3\t212.7";
      return List.of(text(header + row + "\tmood/theme---sad\tmood/theme---film\r\n"));
    }
  };

  private static final Set<FuzzTarget> READ_TEXT = Set.of(SETTINGS);

  private final String fileName;
  private final String[] golden;

  FuzzTarget(String fileName, String... golden) {
    this.fileName = fileName;
    this.golden = golden;
  }

  /** What the reader does with a file; compressed audio unless a target says otherwise. */
  void read(Path file) throws IOException {
    AudioDecoder.decode(file);
  }

  /** Files that are right, from which damaged ones are made. */
  List<byte[]> seeds() throws IOException {
    var seeds = new ArrayList<byte[]>();
    for (var name : golden) {
      seeds.add(golden(name));
    }
    return seeds;
  }

  private static byte[] golden(String name) throws IOException {
    return Files.readAllBytes(TestData.golden(name));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Lets the reader read bytes.
   *
   * @param folder to write them to
   * @throws AssertionError if it does not behave
   */
  void test(byte[] bytes, Path folder) {
    var file = folder.resolve(fileName);
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      read(file);
    } catch (IOException e) {
      var message = String.valueOf(e.getMessage());
      if (message.contains("\n") || !message.contains(folder.toString())) {
        throw new AssertionError(this + ": not one line that names the file: " + message, e);
      }
    } catch (IllegalArgumentException e) {
      if (!READ_TEXT.contains(this) || e.getClass() != IllegalArgumentException.class) {
        throw new AssertionError(this + ": " + e, e);
      }
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError(this + ": " + e, e);
    }
  }
}
