package mer4j.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Base64;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import javax.sound.sampled.AudioSystem;
import org.dflib.jjava.jupyter.Extension;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class NotebookDisplayTest {
  @Test
  void theKernelFindsTheRenderers() {
    assertTrue(
        ServiceLoader.load(Extension.class).stream()
            .anyMatch(found -> found.type() == NotebookRenderers.class));
  }

  @Test
  void tablesShowHeadAndTailEscapedAndRounded() {
    var table =
        Table.create(
            "scores",
            IntColumn.create("row", IntStream.range(0, 100).toArray()),
            DoubleColumn.create("value", IntStream.range(0, 100).mapToDouble(i -> i / 3.0)),
            StringColumn.create("name", IntStream.range(0, 100).mapToObj(i -> "<b>" + i)));
    var html = HtmlTable.of(table);
    assertTrue(html.contains("100 rows, 3 columns"));
    assertTrue(html.contains(">0.333<"));
    assertTrue(html.contains("&lt;b&gt;99"));
    assertFalse(html.contains("&lt;b&gt;50<"));
    assertEquals(20 + 1 + 1, html.split("<tr>").length - 1);
  }

  @Test
  void aPlayerHoldsExactlyTheSamplesItWasGiven() throws Exception {
    var player = new AudioPlayer(new float[] {0, .5f, -1, 2}, 22_050, "four samples");
    var html = player.toHtml();
    var encoded = html.replaceAll("(?s).*base64,([^\"]*)\".*", "$1");
    try (var sound =
        AudioSystem.getAudioInputStream(
            new ByteArrayInputStream(Base64.getDecoder().decode(encoded)))) {
      assertEquals(4, sound.getFrameLength());
      assertEquals(22_050, sound.getFormat().getSampleRate());
      var bytes = sound.readAllBytes();
      assertEquals(32_767, (short) (bytes[6] & 0xff | bytes[7] << 8), "clipped at full scale");
    }
  }

  @Test
  void aPlayerIsShort() {
    assertThrows(
        IllegalArgumentException.class, () -> new AudioPlayer(new float[11 * 100], 100, "long"));
    assertThrows(IllegalArgumentException.class, () -> new AudioPlayer(new float[0], 100, "none"));
  }

  @Test
  void progressOutsideANotebookIsSilent() {
    var written = new ByteArrayOutputStream();
    var out = System.out;
    var err = System.err;
    try (var stream = new PrintStream(written)) {
      System.setOut(stream);
      System.setErr(stream);
      var progress = new CellProgress("work");
      progress.update(1, 2, "first");
      progress.update(2, 2, "last");
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertTrue(NotebookRenderers.kernel().isEmpty());
    assertEquals("", written.toString());
  }
}
