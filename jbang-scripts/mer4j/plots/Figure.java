package mer4j.plots;

import java.awt.Color;
import java.awt.Font;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import mer4j.Folders;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.internal.chartpart.Chart;

/** One or more charts as one picture. */
public record Figure(BufferedImage image) {
  private static final int ENLARGED = 3;

  /** Height of a heading in pixels. */
  static final int HEADING = 36;

  /** A picture of one chart. */
  public static Figure of(Chart<?, ?> chart) {
    return new Figure(paint(chart));
  }

  /** Charts below each other, left-aligned. */
  public static Figure column(Chart<?, ?>... charts) {
    return grid(List.of(charts), 1);
  }

  /**
   * Charts in rows, read like text.
   *
   * @param columns charts per row, at least 1
   * @throws IllegalArgumentException if there is no chart or no column
   */
  public static Figure grid(List<? extends Chart<?, ?>> charts, int columns) {
    if (charts.isEmpty() || columns < 1) {
      throw new IllegalArgumentException(
          "cannot arrange " + charts.size() + " charts in " + columns + " columns");
    }
    var images = charts.stream().map(Figure::paint).toList();
    int width = images.stream().mapToInt(BufferedImage::getWidth).max().orElseThrow();
    int height = 0;
    for (int i = 0; i < images.size(); i += columns) {
      height += rowHeight(images, i, columns);
    }
    int shown = Math.min(columns, images.size());
    var all = new BufferedImage(width * shown, height, BufferedImage.TYPE_INT_RGB);
    var graphics = all.createGraphics();
    try {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, all.getWidth(), all.getHeight());
      int y = 0;
      for (int i = 0; i < images.size(); i += columns) {
        for (int c = 0; c < columns && i + c < images.size(); c++) {
          graphics.drawImage(images.get(i + c), c * width, y, null);
        }
        y += rowHeight(images, i, columns);
      }
    } finally {
      graphics.dispose();
    }
    return new Figure(all);
  }

  /** The same under a line that says what all charts have in common. */
  public Figure headed(String heading) {
    var all =
        new BufferedImage(
            image.getWidth(), image.getHeight() + HEADING, BufferedImage.TYPE_INT_RGB);
    var graphics = all.createGraphics();
    try {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, all.getWidth(), HEADING);
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setColor(Color.BLACK);
      graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
      int width = graphics.getFontMetrics().stringWidth(heading);
      graphics.drawString(heading, Math.max(0, (all.getWidth() - width) / 2), HEADING * 2 / 3);
      graphics.drawImage(image, 0, HEADING, null);
    } finally {
      graphics.dispose();
    }
    return new Figure(all);
  }

  /** Heat maps are drawn without smoothing, so larger, and scaled down. */
  private static BufferedImage paint(Chart<?, ?> chart) {
    if (!(chart instanceof HeatMapChart)) {
      return BitmapEncoder.getBufferedImage(chart);
    }
    int width = chart.getWidth();
    int height = chart.getHeight();
    var large = new BufferedImage(ENLARGED * width, ENLARGED * height, BufferedImage.TYPE_INT_RGB);
    var graphics = large.createGraphics();
    try {
      graphics.scale(ENLARGED, ENLARGED);
      chart.paint(graphics, width, height);
    } finally {
      graphics.dispose();
    }
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, mean(large, x * ENLARGED, y * ENLARGED));
      }
    }
    return image;
  }

  private static int mean(BufferedImage large, int x, int y) {
    int red = 0;
    int green = 0;
    int blue = 0;
    for (int i = 0; i < ENLARGED * ENLARGED; i++) {
      int pixel = large.getRGB(x + i % ENLARGED, y + i / ENLARGED);
      red += pixel >> 16 & 0xff;
      green += pixel >> 8 & 0xff;
      blue += pixel & 0xff;
    }
    int n = ENLARGED * ENLARGED;
    return red / n << 16 | green / n << 8 | blue / n;
  }

  private static int rowHeight(List<BufferedImage> images, int from, int columns) {
    return images.subList(from, Math.min(images.size(), from + columns)).stream()
        .mapToInt(BufferedImage::getHeight)
        .max()
        .orElseThrow();
  }

  /** The picture in PNG format. */
  public byte[] png() throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  /**
   * Writes the picture as a PNG file, making the folder if needed.
   *
   * @throws IOException naming the file, if it cannot be written
   */
  public void write(Path file) throws IOException {
    var folder = file.toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
      Files.write(file, png());
    } catch (IOException e) {
      throw new IOException("cannot write the figure " + file + ": " + Folders.reason(e), e);
    }
  }
}
