package mer4j.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mer4j.CsvFile;
import mer4j.ProgressListener;
import mer4j.audio.WavFile;
import mer4j.features.StatisticsTable.Format;
import mer4j.features.StatisticsTable.Nominal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatisticsTableTest {
  private static final ExtractionSettings SETTINGS = ExtractionSettings.parse("rms", "22050");
  private static final List<String> CLIPS = List.of("a 'b', 50%", "short", "missing");

  @TempDir Path folder;
  private Path output;

  @BeforeEach
  void extract() throws IOException {
    output = folder.resolve("out");
    var samples = new float[22050];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (i * Math.sin(0.1 * i) / samples.length);
    }
    var clips = new ArrayList<SourceClip>();
    for (int i = 0; i < 2; i++) {
      var audio = folder.resolve(i + ".wav");
      WavFile.write(audio, i == 0 ? samples : new float[512], 22050);
      clips.add(new SourceClip(CLIPS.get(i), audio));
    }
    BatchExtraction.run(clips, SETTINGS, output, 1, ProgressListener.NONE);
  }

  private Path write(Format format, Nominal label) throws IOException {
    return StatisticsTable.write(output, CLIPS, SETTINGS, format, label, ProgressListener.NONE);
  }

  @Test
  void aCommaSeparatedTableHoldsARowPerStoredClip() throws IOException {
    var manifest = Files.readString(output.resolve("manifest.csv"));
    var rows = CsvFile.lines(write(Format.CSV, null));
    assertEquals(3, rows.size());
    assertEquals("clip", rows.getFirst().getFirst());
    assertEquals(ClipStatistics.names(List.of("rms")), rows.getFirst().subList(1, 15));
    var numbers = ClipStatistics.of(FeatureStore.open(output).read(CLIPS.getFirst()));
    assertEquals(CLIPS.getFirst(), rows.get(1).getFirst());
    for (int i = 0; i < numbers.length; i++) {
      assertEquals((float) numbers[i], Float.parseFloat(rows.get(1).get(i + 1)));
    }
    assertEquals("", rows.get(2).get(8), "two frames have no deltas");

    var label = new Nominal("class", List.of("calm", "wild"), Map.of("short", "wild"));
    var labelled = CsvFile.lines(write(Format.CSV, label));
    assertEquals(List.of("class", "", "wild"), labelled.stream().map(List::getLast).toList());
    assertEquals(manifest, Files.readString(output.resolve("manifest.csv")));
    try (var files = Files.list(output)) {
      assertEquals(5, files.count(), "no lock and no temporary file");
    }
  }

  @Test
  void anArffFileQuotesItsTexts() throws IOException {
    var label = new Nominal("class", List.of("it's", "b"), Map.of(CLIPS.getFirst(), "it's"));
    var lines = Files.readAllLines(write(Format.ARFF, label));
    assertTrue(lines.getFirst().startsWith("@relation '"));
    assertEquals("@attribute clip string", lines.get(2));
    assertEquals("@attribute rms_mean numeric", lines.get(3));
    assertEquals("@attribute 'class' {'it\\'s','b'}", lines.get(17));
    assertEquals("@data", lines.get(19));
    assertTrue(lines.get(20).startsWith("'a \\'b\\', 50\\%',"), lines.get(20));
    assertTrue(lines.get(20).endsWith(",'it\\'s'"), lines.get(20));
    assertTrue(lines.get(21).endsWith(",?,?,?,?,?,?,?,?"), lines.get(21));
    assertEquals(22, lines.size());
  }

  @Test
  void whatCannotBeWrittenIsTold() throws IOException {
    var own = ExtractionSettings.parse("fourier_tempogram", "22050");
    assertThrows(IllegalArgumentException.class, () -> StatisticsTable.requireDefined(own));
    var e = assertThrows(IllegalArgumentException.class, () -> Format.parse("xls"));
    assertEquals("unknown format 'xls'; allowed: npy, csv, arff", e.getMessage());
    assertEquals(Format.ARFF, Format.parse("arff"));

    Files.writeString(output.resolve("short.npy"), "damaged");
    var damaged = assertThrows(IOException.class, () -> write(Format.CSV, null));
    assertTrue(damaged.getMessage().contains("short.npy"), damaged.getMessage());
    assertFalse(Files.exists(output.resolve("statistics.csv")));
    try (var files = Files.newDirectoryStream(output, ".*.tmp")) {
      assertFalse(files.iterator().hasNext());
    }
  }
}
