package mer4j.notebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import mer4j.plots.Figure;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/**
 * Teaches the notebook kernel to show tables as HTML, charts and figures as PNG and sounds as
 * players. Found by the kernel through {@code META-INF/services} when the library is put on its
 * class path; a notebook needs no code for it.
 */
public final class NotebookRenderers implements Extension {
  private static volatile BaseKernel running;

  /** The kernel that runs the notebook, or nothing outside a notebook. */
  static Optional<BaseKernel> kernel() {
    return Optional.ofNullable(running);
  }

  @Override
  public void install(BaseKernel kernel) {
    running = kernel;
    var renderer = kernel.getRenderer();
    html(renderer, Table.class, HtmlTable::of, Table::print);
    html(renderer, AudioPlayer.class, AudioPlayer::toHtml, AudioPlayer::caption);
    png(renderer, Chart.class, Figure::of);
    png(renderer, Figure.class, figure -> figure);
  }

  private static <T> void html(
      Renderer renderer, Class<T> type, Function<T, String> html, Function<T, String> text) {
    renderer
        .createRegistration(type)
        .preferring(MIMEType.TEXT_HTML)
        .supporting(MIMEType.TEXT_PLAIN)
        .register(
            (value, context) -> {
              context.renderIfRequested(MIMEType.TEXT_HTML, () -> html.apply(value));
              context.renderIfRequested(MIMEType.TEXT_PLAIN, () -> text.apply(value));
            });
  }

  private static <T> void png(Renderer renderer, Class<T> type, Function<T, Figure> figure) {
    renderer
        .createRegistration(type)
        .preferring(MIMEType.IMAGE_PNG)
        .register(
            (value, context) ->
                context.renderIfRequested(MIMEType.IMAGE_PNG, () -> base64(figure.apply(value))));
  }

  private static String base64(Figure figure) {
    try {
      return Base64.getEncoder().encodeToString(figure.png());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
