package mer4j.plots;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Colours that colour-blind readers tell apart, after Okabe and Ito (2008). The four quadrants keep
 * one colour, marker and line each through all figures, so that they also differ in grey.
 */
public final class Palette {
  private static final List<Color> CLASSES =
      List.of(
          new Color(0xE69F00),
          new Color(0xB0300A),
          new Color(0x0072B2),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0x56B4E9),
          new Color(0x6B5B00),
          new Color(0x555555));
  private static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.SQUARE,
          SeriesMarkers.DIAMOND);

  /** The line of a wave or of any single series. */
  public static final Color INK = new Color(0x1F3B57);

  /** Reference lines: chance level, the diagonal of a ROC plot. */
  public static final Color REFERENCE = new Color(0x8A8A8A);

  /** Published values. */
  public static final Color PUBLISHED = new Color(0x9AA5B1);

  private Palette() {}

  /** The colour of a class; repeats after eight. */
  public static Color ofClass(int index) {
    return CLASSES.get(Math.floorMod(index, CLASSES.size()));
  }

  /** The marker of a class; repeats after four. */
  public static Marker markerOfClass(int index) {
    return MARKERS.get(Math.floorMod(index, MARKERS.size()));
  }

  /** The line of a class: solid, dashed, dotted, dash-dotted. */
  public static BasicStroke strokeOfClass(int index) {
    float[] dash =
        switch (Math.floorMod(index, 4)) {
          case 0 -> null;
          case 1 -> new float[] {9, 4};
          case 2 -> new float[] {2, 4};
          default -> new float[] {9, 4, 2, 4};
        };
    return new BasicStroke(2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0);
  }

  /** Colours of a heat map from low to high, dark to light, even in grey. */
  static Color[] heat() {
    return new Color[] {
      new Color(0x0B0724),
      new Color(0x3B0F70),
      new Color(0x8C2981),
      new Color(0xDE4968),
      new Color(0xFE9F6D),
      new Color(0xFCFDBF)
    };
  }

  /** Colours of a table of counts from none to many, light to dark. */
  static Color[] counts() {
    return new Color[] {new Color(0xF7FBFF), new Color(0x9ECAE1), new Color(0x3182BD)};
  }
}
