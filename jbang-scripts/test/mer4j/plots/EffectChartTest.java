package mer4j.plots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import mer4j.runs.AuditEffect;
import mer4j.runs.AuditFault;
import org.junit.jupiter.api.Test;

class EffectChartTest {
  @Test
  void drawsAnIntervalPerEffectAndALineAtNothing() {
    var one =
        new AuditEffect(
                AuditFault.ARTISTS, "LR", new double[] {.6, .7, .8}, new double[] {.5, .5, .5}, .25)
            .movement();
    var other =
        new AuditEffect(
                AuditFault.GLOBAL_SCALE, "LR", new double[] {.4, .4}, new double[] {.5, .6}, .25)
            .movement();
    var chart = EffectChart.of("two", List.of(one, other));
    var values = chart.getSeries("difference with 95 % interval");
    assertEquals(List.of(one.difference(), other.difference()), doubles(values.getXData()));
    assertEquals(List.of(2.0, 1.0), doubles(values.getYData()), "the first on top");
    var bar = chart.getSeries("interval 0");
    assertEquals(one.interval().low(), bar.getXData()[0], 1e-12);
    double widest = Math.abs(other.interval().low());
    assertTrue(chart.getStyler().getXAxisMax() >= widest, "the widest interval fits");
    assertThrows(IllegalArgumentException.class, () -> EffectChart.of("none", List.of()));
  }

  private static List<Double> doubles(double[] values) {
    return java.util.Arrays.stream(values).boxed().toList();
  }
}
